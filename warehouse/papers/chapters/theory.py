"""The board of the theory of change: what is measured, what was measured long ago, and what nobody measures."""

from __future__ import annotations

from warehouse.formats import format_day
from warehouse.papers.asking import Row
from warehouse.papers.blocks import Block, Column, Heading, Table, Text
from warehouse.papers.material import Material
from warehouse.telling.board import STEPS, say_measured
from warehouse.texts import _, in_language
from warehouse.texts.codes import MEASURED, TRACKS, word_for


def write_board(material: Material, level_two: bool = False) -> list[Block]:
    """A table per step; both tracks."""
    indicators = material.asker.ask("board")
    counts = {state: sum(row["state"] == state for row in indicators) for state in MEASURED}
    said = ", ".join(f"{word_for(MEASURED, state).lower()}: {count}" for state, count in counts.items())
    tables = [_table(step, words, indicators) for step, words in STEPS.items()]
    return [
        Heading(_("Forandringsteorien"), 2 if level_two else 1),
        Text(
            _("Forandringerne er gjort op for hele projektet pr. {day}. {counts}.").format(
                day=format_day(material.edition.as_of), counts=said.capitalize()
            )
        ),
        *(table for table in tables if table.rows),
    ]


def _table(step: int, words: str, indicators: list[Row]) -> Table:
    columns = [
        Column(_("Forandring"), 2.9),
        Column(_("Spor"), 1.2),
        Column(_("Tilstand"), 0.9),
        Column(_("Hvad vi ved"), 3.1),
    ]
    rows = [
        [
            in_language(row["label"], row["label_en"]),
            word_for(TRACKS, row["track"]).capitalize(),
            word_for(MEASURED, row["state"]),
            say_measured(row),
        ]
        for row in indicators
        if row["step"] == step
    ]
    return Table(_(words), columns, rows)
