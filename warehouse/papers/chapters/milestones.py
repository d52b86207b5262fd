"""The plan of milestones: reached, late, coming."""

from __future__ import annotations

from warehouse.formats import NOTHING, format_day
from warehouse.papers.asking import Row
from warehouse.papers.blocks import Block, Cell, Column, Heading, Shown, Table, Text
from warehouse.papers.material import Material
from warehouse.texts import N_, _
from warehouse.texts.codes import word_for

_STATUSES = {"reached": N_("Nået"), "late": N_("Forsinket"), "coming": N_("Kommer")}


def write_milestones(material: Material, milestones: list[Row]) -> list[Block]:
    """Every milestone with its date."""
    if not milestones:
        return []
    columns = [
        Column(_("Milepæl"), 3.4),
        Column(_("Status"), 1),
        Column(_("Frist"), 1.1),
        Column(_("Nået den"), 1.1),
        Column(_("Dage forsinket"), 1, True),
    ]
    title = _("Milepæle pr. {day}").format(day=format_day(material.edition.as_of))
    reached = sum(row["status"] == "reached" for row in milestones)
    said = _("{reached} af {all} milepæle er nået.").format(reached=reached, all=len(milestones))
    return [Heading(_("Milepæle")), Text(said), Table(title, columns, [_row(row) for row in milestones])]


def _row(row: Row) -> list[Cell]:
    late = int(row["days_late"]) if row["status"] != "coming" and row["days_late"] > 0 else None
    return [
        row["milestone"],
        word_for(_STATUSES, row["status"]),
        Shown(format_day(row["due_date"]), row["due_date"]),
        Shown(format_day(row["reached_date"]) if row["reached_date"] else NOTHING, row["reached_date"]),
        Shown("" if late is None else str(late), late),
    ]
