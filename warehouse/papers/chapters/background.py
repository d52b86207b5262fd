"""The first part of an evaluation: the project, its places, and what it set out to change."""

from __future__ import annotations

from warehouse.formats import format_number, format_period
from warehouse.papers.asking import Row
from warehouse.papers.blocks import Block, Cell, Column, Points, Shown, Table, Text
from warehouse.papers.material import Material
from warehouse.telling.board import STEPS
from warehouse.texts import _
from warehouse.texts.codes import AREAS


def write_background(material: Material) -> list[Block]:
    """Who, where, when and why, as far as settings and area figures say it."""
    return [
        Text(_say_project(material), "lead"),
        Text(_("Skriv her: Hvad var anledningen, og hvem stod bag? Hvordan var indsatsen bemandet?"), "prompt"),
        Text(_("Projektet bygger på fire trin. Hvert trin er en forudsætning for det næste:")),
        Points([_(words) for words in STEPS.values()]),
        Text(_("Trin 1 og 2 er talt op fra registreringer. Trin 3 og 4 kan kun ses, hvor der er spurgt; hvad ingen har målt, står som ikke målt.")),
        *_write_areas(material),
        Text(_("Til sammenligning: landsdækkende undersøgelser viser, at folk med længere uddannelse oftere er frivillige (Ministeriet for By, Bolig og Landdistrikter, 2012). Det er baggrund; her er ingens uddannelse gjort op."), "small"),
    ]  # fmt: skip


def _say_project(material: Material) -> str:
    project = material.settings.project
    areas = [row["area_name"] for row in material.asker.ask("areas") if row["is_reference_area"]]
    words = _("{project} er et projekt hos {organisation}. Det løber {period}.").format(
        project=project.name, organisation=project.organisation, period=format_period(project.start, project.end)
    )
    funder = _("Det er støttet af {funder}.").format(funder=project.funder) if project.funder else ""
    where = _("Boligområderne er {areas}.").format(areas=_list(areas)) if areas else ""
    return " ".join(filter(None, [words, funder, where]))


def _list(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return _("{names} og {last}").format(names=", ".join(names[:-1]), last=names[-1])


def _write_areas(material: Material) -> list[Block]:
    rows = material.asker.ask("area_statistics")
    if not rows:
        return []
    places = list(dict.fromkeys(row["area_name"] for row in rows))
    indicators = list(dict.fromkeys((row["indicator"], row["unit"], row["year"], row["reference"]) for row in rows))
    found = {(row["indicator"], row["year"], row["area_name"]): row for row in rows}
    columns = [
        Column(_("Om beboerne"), 2.4),
        *(Column(_place(place), 1.2, True) for place in places),
        Column(_("Kilde"), 1.5),
    ]
    cells: list[list[Cell]] = [
        [
            f"{indicator} ({unit})" if unit else str(indicator),
            *(_cell(found.get((indicator, year, place))) for place in places),
            f"{reference or ''}, {year}".strip(", "),
        ]
        for indicator, unit, year, reference in indicators
    ]
    note = _("Baggrundstal fra andre kilder. De blandes aldrig med projektets egne tal.")
    return [Table(_("Boligområderne i tal"), columns, cells, note)]


def _place(name: str | None) -> str:
    return _(AREAS.get(name or "", name or "")) or _("Alle områder")


def _cell(row: Row | None) -> Cell:
    if row is None:
        return ""
    number = format_number(row["share_low"])
    return Shown(_("ca. {value}").format(value=number) if row["share_precision"] == "ca" else number, row["share_low"])
