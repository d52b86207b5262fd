"""The log of head counts: what was held without a list of names, theme events and outings among them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from random import Random

from flows.reference_project.activities import (
    BABY_CAFE,
    BASKET,
    FOOTBALL,
    HEALTH_DAY,
    HELD,
    OPEN_CAFE,
    PARTY,
    SUMMER_BASKET,
    SUMMER_BASKET_DAYS,
    SUMMER_CHESS,
    SUMMER_CHESS_DAYS,
)
from flows.reference_project.dates import danish
from flows.reference_project.document import Document
from flows.reference_project.project import Project
from flows.reference_project.workbook import Cell, Sheet, xlsx

_MUNICIPAL, _INTERNAL = "Kommunal", "Intern"

# Place among the café's days of the half-year, topic, who taught.
THEMES: dict[str, tuple[tuple[int, str, str, str], ...]] = {
    "Forår 2013": (
        (1, "Babymassage", "Sundhedsplejen", _MUNICIPAL),
        (3, "Børn og sygdom", "Sundhedsplejen", _MUNICIPAL),
    ),
    "Efterår 2013": (
        (2, "Vægttab efter fødsel", "Sundhedscenter Randers", _MUNICIPAL),
        (4, "Førstehjælp til børn", "Bysekretariatet", _INTERNAL),
        (6, "Besøg fra biblioteket", "Biblioteket", _MUNICIPAL),
        (8, "Babymassage", "Sundhedsplejen", _MUNICIPAL),
        (10, "Søvn og faste rutiner", "Sundhedsplejen", _MUNICIPAL),
        (12, "Børn og sygdom", "Sundhedsplejen", _MUNICIPAL),
        (14, "Sund mad til de mindste", "Bysekretariatet", _INTERNAL),
    ),
    "Forår 2014": (
        (1, "Førstehjælp til børn", "Bysekretariatet", _INTERNAL),
        (4, "Babymassage", "Sundhedsplejen", _MUNICIPAL),
        (6, "Vægttab efter fødsel", "Sundhedscenter Randers", _MUNICIPAL),
        (8, "Besøg fra biblioteket", "Biblioteket", _MUNICIPAL),
        (10, "Sprog og samtale med de små", "Bysekretariatet", _INTERNAL),
        (12, "Børn og sygdom", "Sundhedsplejen", _MUNICIPAL),
        (14, "Rim, remser og sang", "Bysekretariatet", _INTERNAL),
    ),
    "Efterår 2014": (
        (2, "Babymassage", "Sundhedsplejen", _MUNICIPAL),
        (4, "Tandpleje", "Kommunens tandpleje", _MUNICIPAL),
        (6, "Førstehjælp til børn", "Bysekretariatet", _INTERNAL),
        (7, "Besøg fra biblioteket", "Biblioteket", _MUNICIPAL),
        (9, "Vægttab efter fødsel", "Sundhedscenter Randers", _MUNICIPAL),
        (11, "Børn og sygdom", "Sundhedsplejen", _MUNICIPAL),
        (13, "Juleklip og hygge", "Bysekretariatet", _INTERNAL),
    ),
}
_HALF_YEARS = {"Forår 2013": (2013, 1), "Efterår 2013": (2013, 2), "Forår 2014": (2014, 1), "Efterår 2014": (2014, 2)}
_HEADINGS = (
    "Dato", "Aktivitet", "Slags", "Emne", "Oplæg ved", "Oplægsholder", "Antal fremmødte", "Timer", "Sted",
    "Kunne ikke uden frivillige",
)  # fmt: skip

Row = list[Cell]


def theme_days() -> list[tuple[date, str, str, str]]:
    """Every theme event: date, topic, who taught, and from where."""
    found = []
    for half_year, themes in THEMES.items():
        year, half = _HALF_YEARS[half_year]
        days = [d for d in HELD[BABY_CAFE] if d.year == year and (d.month > 6) == (half == 2)]
        found += [(days[place - 1], topic, teacher, kind) for place, topic, teacher, kind in themes]
    return found


def draw_headcounts(project: Project) -> list[Document]:
    """One log per year; the second has most of the mistakes."""
    rng = project.chance("headcounts")
    rows = sorted([*_football(rng), *_basket(rng), *_themes(rng), *_events()], key=lambda row: row[0])  # type: ignore[arg-type, return-value]
    documents = []
    for year in (2013, 2014):
        sheet = Sheet(f"Optælling {year}").title(f"Optælling af fremmødte {year}").blank().header(*_HEADINGS)
        of_year = [row for row in rows if isinstance(row[0], date) and row[0].year == year]
        for number, row in enumerate(of_year):
            if number and number % 40 == 0:
                sheet.header(*_HEADINGS)  # repeated so that it prints on every page
            sheet.add(*_dated(row, rng))
        for row in _mistakes(year):
            sheet.add(*row)
        sheet.add("I alt", None, None, None, None, None, len(of_year), style="total")
        path = f"02 Aktiviteter/Optælling {year}.xlsx"
        documents.append(Document(path, "headcount_log", xlsx([sheet]), datetime(year, 12, 19, 16, 45)))
    return documents


def _dated(row: Row, rng: Random) -> Row:
    day = row[0]
    if not isinstance(day, date):
        raise TypeError("a head count begins with its date")
    return [danish(day, rng.choice("-./")) if rng.random() < 0.25 else day, *row[1:]]


def _football(rng: Random) -> Iterable[Row]:
    for day in HELD[FOOTBALL]:
        count = rng.choice(("ca. 20", "ca. 20", "ca 20", "ca. 18", "ca. 22", "omkring 20", "ca. 25"))
        yield [
            day,
            rng.choice((FOOTBALL, FOOTBALL, "Fodbold for drenge")),
            None,
            None,
            None,
            None,
            count,
            2,
            None,
            "nej",
        ]


def _basket(rng: Random) -> Iterable[Row]:
    for day in HELD[BASKET]:
        count = rng.choice(("4-10", "4-10", "5-8", "ca. 8", 6, 9, "7"))
        yield [day, BASKET, "Fast", None, None, None, count, "1,5", None, None]


def _themes(rng: Random) -> Iterable[Row]:
    for day, topic, teacher, kind in theme_days():
        count = rng.choice((12, 14, "ca. 15", 11, "ca. 12", 16))
        yield [day, BABY_CAFE, "Tema", topic, teacher, kind, count, 2.5, None, "nej"]


def _events() -> Iterable[Row]:
    yield [date(2013, 9, 14), BABY_CAFE, "Udflugt", "Tur til dyreparken", None, None, "ca. 28", 7, None, "ja"]
    yield [date(2014, 5, 24), BABY_CAFE, "Udflugt", "Tur til stranden", None, None, "ca. 32", 7, None, "ja"]
    yield [
        date(2014, 4, 26),
        OPEN_CAFE,
        "Arrangement",
        "Kulturel udflugt til kunstmuseet",
        None,
        None,
        8,
        5,
        None,
        "nej",
    ]
    yield [date(2014, 11, 28), OPEN_CAFE, "Arrangement", "Julefrokost", None, None, "10", 4, None, "ja"]
    yield [date(2014, 6, 12), HEALTH_DAY, "Arrangement", "Sundhedstjek og fællesspisning", "Sundhedscenter Randers",
           _MUNICIPAL, "ca. 60", 5, None, "ja"]  # fmt: skip
    yield [date(2014, 11, 21), PARTY, "Frivilligfest", "Tak for året", None, None, "mere end 30", 4, None, "nej"]
    chess: tuple[Cell, ...] = (17, "ca. 15", 12)
    for (day, area), count in zip(SUMMER_CHESS_DAYS, chess, strict=True):
        yield [day, SUMMER_CHESS, "Ferieaktivitet", "Sommerskak", "Dansk Skoleskak", "Forening", count, 3, area, "nej"]
    basket: tuple[Cell, ...] = ("15-20", 14, "mindst 10")
    for (day, area), count in zip(SUMMER_BASKET_DAYS, basket, strict=True):
        yield [day, SUMMER_BASKET, "Ferieaktivitet", None, None, None, count, 3, area, "nej"]


def _mistakes(year: int) -> Iterable[Row]:
    if year == 2013:
        yield [date(2013, 12, 21), FOOTBALL, None, None, None, None, "en del", 2, None, None]
        return
    yield ["31-02-2014", BASKET, None, None, None, None, "4-10", "1,5", None, None]
    yield [date(2014, 12, 21), None, None, "Nissetur", None, None, 12, 2, None, None]
    yield [date(2014, 12, 22), FOOTBALL, "hyggebold", None, None, None, "ca. 10", 2, None, None]
