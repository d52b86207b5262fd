"""Ways from guest to volunteer, and how long they stay."""

from __future__ import annotations

from warehouse.formats import format_day, format_number, format_percent
from warehouse.papers.blocks import Block, Cell, Column, Figure, Heading, Points, Shown, Table, Text
from warehouse.papers.material import Material
from warehouse.telling.pathways import draw_steps, say_step
from warehouse.texts import _


def write_pathways(material: Material) -> list[Block]:
    """How many went on from step to step, and how many are still there."""
    steps = material.asker.ask("conversions")
    shown = [step for step in steps if step["share_pct"] is not None and step["persons"]]
    blocks: list[Block] = [Heading(_("Veje ind i frivilligheden")), Text(_say_rules(material))]
    if shown:
        blocks += [
            Figure(_("Andel, der gik videre"), draw_steps(shown), "; ".join(map(say_step, shown))),
            Points([f"{say_step(step)}." for step in shown]),
        ]
    if len(shown) < len(steps) or not steps:
        blocks.append(
            Text(
                _("Nogle skridt er ikke vist: for få personer til at sige noget, eller til at de kan være anonyme."),
                "small",
            )
        )
    return [*blocks, *_write_retention(material)]


def _say_rules(material: Material) -> str:
    words = _("Hver person tæller én gang, fra projektets start til {day}. Intet trin er bedre end et andet: den, der hjælper til en enkelt gang, tæller også.")  # fmt: skip
    return words.format(day=format_day(material.edition.as_of))


def _write_retention(material: Material) -> list[Block]:
    points = material.asker.ask("retention")
    if not any(point["still_active_pct"] is not None for point in points):
        return []
    columns = [
        Column(_("Efter første gang"), 2),
        Column(_("Fulgt"), 1, True),
        Column(_("Stadig med"), 1, True),
        Column(_("Andel"), 1, True),
    ]
    rows: list[list[Cell]] = [
        [
            _("{days} dage").format(days=point["days"]),
            *(
                Shown(format_number(point[name]) if point[name] is not None else _("skjult"), point[name])
                for name in ("members", "still_active")
            ),
            Shown(
                format_percent(point["still_active_pct"]) if point["still_active_pct"] is not None else _("skjult"),
                point["still_active_pct"],
            ),
        ]
        for point in points
    ]
    note = _(
        "Skønnet efter Kaplan og Meier: den, der kun har været stille kort, tæller som usikker og ikke som stoppet. Tallene er rundet."
    )
    return [Table(_("Hvor længe frivillige bliver"), columns, rows, note)]
