"""What the data say otherwise since the period was approved."""

from __future__ import annotations

from warehouse.formats import format_day, format_number
from warehouse.papers.asking import Row
from warehouse.papers.blocks import Block, Cell, Column, Heading, Shown, Table, Text
from warehouse.papers.material import Material, label_of
from warehouse.texts import _
from warehouse.texts.codes import AREAS, TARGET_GROUPS, word_for


def write_changes(material: Material) -> list[Block]:
    """A row per figure that has changed, or that none has."""
    heading = Heading(_("Ændringer siden den godkendte udgave"))
    approval = material.edition.approval
    if approval is None:
        return [heading, Text(_("Perioden er ikke godkendt endnu, så der er intet at sammenligne med."))]
    rows = material.asker.ask("changes", approval=approval.approval_id) if approval.approval_id else []
    day = format_day(approval.approved_at.date())
    if not rows:
        return [
            heading,
            Text(_("Ingen tal, der kan vises, er ændret, siden perioden blev godkendt {day}.").format(day=day)),
        ]
    columns = [
        Column(_("Nøgletal"), 2.4),
        Column(_("Boligområde eller målgruppe"), 2.2),
        Column(_("Godkendt"), 1, True),
        Column(_("Nu"), 1, True),
        Column(_("Filer, der siger noget nyt"), 1.2, True),
    ]
    said = _("Rapporten viser tallene, som de blev godkendt {day}. Data siger siden noget andet om disse:").format(
        day=day
    )
    return [heading, Text(said), Table(_("Ændrede tal"), columns, [_row(row) for row in rows])]


def _row(row: Row) -> list[Cell]:
    return [
        label_of(row),
        _part(row),
        Shown(format_number(row["approved_value"]), row["approved_value"]),
        Shown(format_number(row["value"]), row["value"]),
        Shown(str(row["changed_file_count"]), row["changed_file_count"]),
    ]


def _part(row: Row) -> str:
    area = _(AREAS.get(row["area_id"] or "", row["area_name"] or "")) if row["area_id"] else ""
    return area or word_for(TARGET_GROUPS, row["target_group"]).capitalize() or _("Hele projektet")
