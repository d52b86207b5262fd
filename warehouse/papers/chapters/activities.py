"""What was held, and what is missing."""

from __future__ import annotations

from itertools import groupby

from warehouse.charts import held_and_missing
from warehouse.formats import format_number, format_percent
from warehouse.papers.asking import Row
from warehouse.papers.blocks import Block, Cell, Column, Figure, Heading, Shown, Table, Text
from warehouse.papers.material import Material
from warehouse.texts import _
from warehouse.texts.codes import TARGET_GROUPS, word_for


def write_activities(material: Material, draws_months: bool) -> list[Block]:
    """Every activity by target group; `draws_months`: the calendar as a picture too."""
    period = material.period
    rows = material.asker.ask("activities", first=period.start, last=period.end)
    if not rows:
        return []
    return [
        Heading(_("Aktiviteter")),
        *_say_needed(material),
        _table(material, rows),
        *([_calendar(material)] if draws_months else []),
    ]


def _table(material: Material, rows: list[Row]) -> Table:
    columns = [Column(_("Aktivitet"), 3), Column(_("Holdt"), 1, True), Column(_("Mangler fremmødeliste"), 1.3, True)]
    cells: list[list[Cell]] = []
    bold: set[int] = set()
    for group, of_group in groupby(rows, key=lambda row: row["target_group"]):
        members = list(of_group)
        bold.add(len(cells))
        cells.append(_row(word_for(TARGET_GROUPS, group).capitalize(), members))
        cells.extend(_row(f"\N{EM SPACE}{row['activity_name']}", [row]) for row in members)
    title = _("Mødegange, {period}").format(period=material.period_name)
    note = _("En mødegang mangler, når en fast aktivitet plejer at være der, og der ingen fremmødeliste er. Aktiviteter i private hjem er ikke med.")  # fmt: skip
    return Table(title, columns, cells, note, frozenset(bold))


def _row(name: str, rows: list[Row]) -> list[Cell]:
    held, missing = (sum(int(row[field]) for row in rows) for field in ("held_sessions", "missing_sessions"))
    return [name, Shown(format_number(held), held), Shown(format_number(missing) if missing else "", missing)]


def _say_needed(material: Material) -> list[Block]:
    totals = material.asker.ask("activity_totals")
    judged, needed = (
        sum(int(row[name]) for row in totals) for name in ("sessions_judged", "sessions_needing_volunteers")
    )
    if not judged:
        return []
    words = _("Gennem hele projektet er det skrevet ned for {judged} mødegange, om de kunne holdes uden frivillige. {needed} ({share}) kunne ikke.")  # fmt: skip
    share = format_percent(round(100 * needed / judged))
    return [Text(words.format(judged=format_number(judged), needed=format_number(needed), share=share))]


def _calendar(material: Material) -> Figure:
    period = material.period
    rows = material.asker.ask("activity_months", first=period.start, last=period.end)
    slots = sorted({row["week_start"] for row in rows})
    words = {"held": _("Holdt"), "missing": _("Mangler"), "sessions": _("Mødegange"), "when": _("Måned")}
    held, missing = (sum(int(row[name]) for row in rows) for name in ("held_sessions", "missing_sessions"))
    alt = _("{held} holdte mødegange; {missing} ventede uden fremmødeliste.").format(
        held=format_number(held), missing=format_number(missing)
    )
    note = _("Jo mørkere, jo flere gange. Kryds: noget mangler den måned.")
    return Figure(_("Holdt og manglende, måned for måned"), held_and_missing(rows, slots, words), alt, note)
