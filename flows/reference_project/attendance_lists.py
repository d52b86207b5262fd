"""Attendance kept as lists with a row per person per day and a column for the role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from random import Random

from flows.reference_project.activities import (
    AUTUMN_CHESS,
    BASKET,
    BINGO,
    BOARD_EVENTS,
    DINNER,
    FOOTBALL,
    FOOTBALL_SCHOOL,
    GIRLS_FOOTBALL,
    HEALTH_DAY,
    HOME_VISITS,
    MOTION,
)
from flows.reference_project.dates import danish
from flows.reference_project.document import Document
from flows.reference_project.project import Project
from flows.reference_project.visits import PARTICIPANT, Visit
from flows.reference_project.workbook import Cell, Sheet, csv_text, xlsx

SOURCE = "attendance_list"
_DINNER_ROLES = {PARTICIPANT: "Gæst", "volunteer": "Frivillig", "coordinator": "Tovholder"}
_HELPER_ROLES = {PARTICIPANT: "Deltager", "volunteer": "Frivillig", "coordinator": "Ansvarlig"}
_CHILD_ROLES = {PARTICIPANT: "Barn", "volunteer": "Hjælper", "coordinator": "Træner"}


def draw_attendance_lists(project: Project) -> list[Document]:
    """All list-shaped attendance files."""
    return [
        *_dinners(project),
        _duty_rota(project),
        _association_shifts(project),
        _health_day(project),
        _football_school(project),
        _autumn_holiday(project),
    ]


def _dinners(project: Project) -> Iterator[Document]:
    rng = project.chance("dinner lists")
    for year in (2013, 2014):
        visits = [v for v in project.crowd.of(DINNER) if v.day.year == year]
        sheet = Sheet("Tilmeldte").title(f"Fællesspisning {year}").add(f"Arrangement: {DINNER}").blank()
        sheet.header("Dato", "Navn", "Født", "Tlf.", "Boligområde", "Rolle", "Bemærkning")
        previous = None
        for visit in visits:
            if previous and visit.day != previous:
                sheet.blank()
            previous = visit.day
            sheet.add(*_dinner_row(project, visit, rng))
        if year == 2014:
            _add_dinner_mistakes(project, sheet, visits)
        path = f"02 Aktiviteter/Fællesspisning/Fællesspisning {year} tilmelding.xlsx"
        yield Document(path, SOURCE, xlsx([sheet]), datetime(year, 12, 1, 8, 55))


def _dinner_row(project: Project, visit: Visit, rng: Random) -> list[Cell]:
    mention = project.cast.mention(visit.person, "attendances", ("birth_year", "phone"), activity=DINNER)
    area = visit.person.area if rng.random() < 0.85 else None
    remark = rng.choice(("vegetar", "kommer lidt senere", "har barnevogn med")) if rng.random() < 0.04 else None
    role = _DINNER_ROLES[visit.role]
    return [visit.day, mention.full_name, mention.birth_year, mention.phone or None, area, role, remark]


def _add_dinner_mistakes(project: Project, sheet: Sheet, visits: Sequence[Visit]) -> None:
    """A date that does not exist, two people in one cell, a role nobody knows, and a row written twice."""
    one, other, third = [v.person for v in visits if v.role == PARTICIPANT][:3]
    sheet.add("31-02-2014", one.full_name, one.birth_year, one.phone, one.area, "Gæst")
    sheet.add(visits[0].day, f"{one.given_name} og {other.full_name}", None, other.phone, None, "Gæst")
    sheet.add(visits[-1].day, third.full_name, third.birth_year, third.phone, None, "sidder i gården")
    sheet.add(*sheet.lines[5].cells)


def _duty_rota(project: Project) -> Document:
    lines: list[list[Cell]] = [["Dato", "Aktivitet", "Navn", "Telefon", "Rolle", "Timer"]]
    hours = {FOOTBALL: 2.5, BASKET: 1.5}
    visits = sorted([*project.crowd.of(FOOTBALL), *project.crowd.of(BASKET)], key=lambda v: (v.day, v.activity))
    for visit in visits:
        mention = project.cast.mention(visit.person, "attendances", ("phone",), activity=visit.activity)
        lines.append(
            [
                visit.day,
                visit.activity,
                mention.full_name,
                mention.phone,
                _CHILD_ROLES[visit.role],
                hours[visit.activity],
            ]
        )
    trainer = visits[-1].person
    lines.append([visits[-1].day.replace(day=12), FOOTBALL, trainer.full_name, trainer.phone, "Træner", "to en halv"])
    return Document(
        "02 Aktiviteter/Sport/vagtplan_fodbold_basket.csv", SOURCE, csv_text(lines), datetime(2014, 12, 19, 18, 3)
    )


def _association_shifts(project: Project) -> Document:
    sheets = []
    for name, activity in (
        ("Motion", MOTION), ("Banko", BINGO), ("Bydelsmødre", HOME_VISITS), ("Beboermøder", BOARD_EVENTS),
    ):  # fmt: skip
        sheet = Sheet(name).add("Aktivitet", activity).blank()
        sheet.header("Dato", "Navn", "Mobil", "Fødselsår", "Rolle")
        for visit in project.crowd.of(activity):
            mention = project.cast.mention(visit.person, "attendances", ("phone", "birth_year"), activity=activity)
            sheet.add(
                visit.day, mention.full_name, mention.phone or None, mention.birth_year, _HELPER_ROLES[visit.role]
            )
        sheets.append(sheet)
    path = "04 Foreninger/Foreningernes vagter 2013-14.xlsx"
    return Document(path, SOURCE, xlsx(sheets), datetime(2014, 12, 19, 12, 30))


def _health_day(project: Project) -> Document:
    sheet = Sheet("Frivillige").title("Men's Health Day på Glarbjergvej").add(f"Aktivitet: {HEALTH_DAY}")
    sheet.header("Navn", "Født", "Tlf.", "Rolle", "Timer", "Dato")
    for visit in project.crowd.of(HEALTH_DAY):
        mention = project.cast.mention(visit.person, "attendances", ("phone", "birth_year"), activity=HEALTH_DAY)
        sheet.add(
            mention.full_name, mention.birth_year, mention.phone or None, "Frivillig", "4", danish(visit.day, "/")
        )
    path = "02 Aktiviteter/Arrangementer/Mens Health Day juni 2014.xlsx"
    return Document(path, SOURCE, xlsx([sheet]), datetime(2014, 6, 13, 9, 0))


def _football_school(project: Project) -> Document:
    lines: list[Sequence[Cell]] = [
        ["Fodboldskole Glarbjergvej 29.-30. juli 2014"],
        ["Aktivitet", FOOTBALL_SCHOOL],
        [],
        ["Dato", "Navn", "Årgang", "Tlf.", "Rolle"],
        *_child_rows(project, FOOTBALL_SCHOOL),
    ]
    content = csv_text(lines, encoding="utf-8-sig")
    return Document("02 Aktiviteter/Ferie/fodboldskole_deltagere.csv", SOURCE, content, datetime(2014, 7, 31, 11, 15))


def _autumn_holiday(project: Project) -> Document:
    sheets = []
    for name, activity in (("Skak", AUTUMN_CHESS), ("Pigefodbold", GIRLS_FOOTBALL)):
        sheet = Sheet(name).title(f"Efterårsferie: {activity.lower()}").add("Aktivitet", activity)
        sheet.header("Dato", "Navn", "Årgang", "Tlf.", "Rolle")
        for row in _child_rows(project, activity):
            sheet.add(*row)
        sheets.append(sheet)
    path = "02 Aktiviteter/Ferie/Efterårsferie 2013 og 2014.xlsx"
    return Document(path, SOURCE, xlsx(sheets), datetime(2014, 10, 17, 13, 45))


def _child_rows(project: Project, activity: str) -> Iterable[list[Cell]]:
    for visit in project.crowd.of(activity):
        mention = project.cast.mention(visit.person, "attendances", ("phone", "birth_year"), activity=activity)
        yield [visit.day, mention.full_name, mention.birth_year, mention.phone or None, _CHILD_ROLES[visit.role]]
