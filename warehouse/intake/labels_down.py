"""Forms with their labels down the side and an answer in each column beside them (`shape: key-value`).

Such a block is turned: its labels become the headings of a table, its columns the rows. An answer is counted on a line of
the block, the first on the first; the other lines are parts of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from warehouse.intake.dates import years_in
from warehouse.intake.folding import fold
from warehouse.intake.grid import Sheet, is_filled, show
from warehouse.intake.headings import Header, Vocabulary, is_aside
from warehouse.intake.tables import Layout, Table

_FARTHEST_LABELS = 10
_MOST_LINES = 500


@dataclass(frozen=True)
class _Block:
    """The lines of one form: `labels`, row by row, and what was read of them."""

    labels: list[int]
    header: Header
    answers: list[int]


def lay_out_down(sheet: Sheet, vocabulary: Vocabulary, file_name: str) -> Layout | None:
    """The forms on a sheet, each as a table of its own; None when there is none."""
    width = max(map(len, sheet.rows[:_MOST_LINES]), default=0)
    for column in range(min(width, _FARTHEST_LABELS)):
        if blocks := list(_find_blocks(sheet, column, vocabulary, file_name)):
            return _turn(sheet, column, blocks)
    return None


def transpose(sheet: Sheet) -> Sheet:
    """The sheet with its first columns as rows, for comparing what stands down the side with what forms ask."""
    rows = [
        [_cell(sheet, row, column) for row in range(1, min(len(sheet.rows), _MOST_LINES) + 1)] for column in range(10)
    ]
    return replace(sheet, rows=rows, beside=frozenset())


def _cell(sheet: Sheet, row: int, column: int) -> Any:
    cells = sheet.rows[row - 1]
    return cells[column] if column < len(cells) else ""


def _find_blocks(sheet: Sheet, column: int, vocabulary: Vocabulary, file_name: str) -> Iterator[_Block]:
    lines = {
        n: cell for n in sheet.filled_rows()[:_MOST_LINES] if isinstance(cell := _cell(sheet, n, column), str) and cell
    }
    years = years_in(sheet.name)
    whole = vocabulary.recognise(list(lines.values()), years, file_name, is_down=True)
    if whole is None:
        return
    for rows in _split(lines, vocabulary, whole):
        header = vocabulary.recognise([lines[n] for n in rows], years, file_name, is_down=True)
        if header is None:
            continue
        known = [rows[label] for label in header.columns]
        answers = _answers(sheet, column, known)
        labels = [
            n for n in rows if n in known or is_aside(lines[n]) or any(is_filled(_cell(sheet, n, a)) for a in answers)
        ]
        header = vocabulary.recognise([lines[n] for n in labels], years, file_name, is_down=True)
        if header and len(answers) <= len(labels):
            yield _Block(labels, header, answers)


def _split(lines: dict[int, str], vocabulary: Vocabulary, whole: Header) -> Iterator[list[int]]:
    """The lines of each form on a sheet: a label that has been before begins the next."""
    block: list[int] = []
    seen: set[str] = set()
    for number, label in lines.items():
        field = vocabulary.known_columns(whole.source, {0: fold(label)}).get(0)
        if field in seen:
            yield block
            block, seen = [], set()
        if field:
            seen.add(field)
        if seen:
            block.append(number)
    yield block


def _answers(sheet: Sheet, column: int, known: list[int]) -> list[int]:
    width = max(len(sheet.rows[n - 1]) for n in known)
    return [c for c in range(column + 1, width) if any(is_filled(_cell(sheet, n, c)) for n in known)]


def _turn(sheet: Sheet, column: int, blocks: list[_Block]) -> Layout:
    rows = list(sheet.rows)
    not_data: dict[int, str] = {}
    tables, struck = [], set(sheet.struck_rows)
    for number, block in enumerate(blocks, start=1):
        end = blocks[number].labels[0] if number < len(blocks) else len(rows) + 1
        parts = _parts(sheet, block, end)
        carriers = block.labels[: len(block.answers)]
        headings = [_cell(sheet, n, column) for n in block.labels]
        for line in (line for lines in parts.values() for line in lines):
            rows[line - 1] = [_cell(sheet, line, column)] if line in block.labels else list(sheet.rows[line - 1])
            not_data[line] = "part_of_answer" if carriers else "header"
        for carrier, answer in zip(carriers, block.answers, strict=True):
            rows[carrier - 1] = [_join([_cell(sheet, n, answer) for n in lines]) for lines in parts.values()]
            del not_data[carrier]
        if struck.intersection(block.labels):
            struck.update(carriers)
        tables.append(Table(number, block.header, block.labels[0], headings, tuple(carriers)))
    turned = replace(sheet, rows=rows, struck_rows=frozenset(struck))
    told = {n for table in tables for n in table.data_rows}
    first = blocks[0].labels[0]
    aside = {n: "title" if n < first else "note" for n in sheet.filled_rows() if n not in told and n not in not_data}
    return Layout(turned, tuple(tables), not_data | aside, sheet.remarks)


def _parts(sheet: Sheet, block: _Block, end: int) -> dict[int, list[int]]:
    """Label → its own line and those below that go on with its answer and have no label."""
    parts: dict[int, list[int]] = {}
    last = block.labels[0]
    for number in range(block.labels[0], end):
        if number in block.labels:
            parts[number], last = [number], number
        elif not any(is_filled(cell) for cell in sheet.rows[number - 1]):
            last = 0
        elif last and _is_continued(sheet, number, block):
            parts[last].append(number)
    return parts


def _is_continued(sheet: Sheet, number: int, block: _Block) -> bool:
    before = sheet.rows[number - 1][: block.answers[0]] if block.answers else []
    return bool(block.answers) and not any(map(is_filled, before))


def _join(cells: list[Any]) -> Any:
    written = [cell for cell in cells if is_filled(cell)]
    return written[0] if len(written) == 1 else "\n".join(show(cell) for cell in written)
