"""Tables that stand beside each other on one sheet, with a blank column between: each is read as if alone.

The first keeps the sheet's name and every row of it; the others are parts of their own, "Ark1 (kolonne E-G)".
A blank column inside one table parts nothing: each part must be known by its own headings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, pairwise
from typing import Any

from warehouse.intake.grid import Sheet, is_filled
from warehouse.intake.header_rows import HeaderFinder
from warehouse.intake.headings import Header, Vocabulary
from warehouse.intake.marks import column_letters

_LOOKED_AT = 40
_NUMBERS_APART = 10_000


def part(sheet: Sheet, vocabulary: Vocabulary, file_name: str) -> list[Sheet]:
    """The sheet itself, or one sheet for each table beside another on it."""
    starts = [*_starts(sheet, vocabulary, file_name)]
    if not starts:
        return [sheet]
    width = max(len(row) for row in sheet.rows)
    edges = [0, *starts, width]
    first, *others = [_cut(sheet, start, end) for start, end in pairwise(edges)]
    beside = {n for n in sheet.filled_rows() if not any(map(is_filled, first[n - 1]))}
    for number in beside:
        first[number - 1] = sheet.rows[number - 1]
    remark = "Tabeller ved siden af hinanden er læst hver for sig."
    parts = [replace(sheet, rows=first, beside=frozenset(beside), remarks=(*sheet.remarks, remark))]
    for place, (rows, start, end) in enumerate(zip(others, starts, edges[2:], strict=True), start=1):
        columns = f"kolonne {column_letters(start)}-{column_letters(end - 1)}"
        number = sheet.number + place * _NUMBERS_APART
        parts.append(replace(sheet, number=number, rows=rows, columns=columns, remarks=()))
    return parts


def _cut(sheet: Sheet, start: int, end: int) -> list[list[Any]]:
    """The sheet's rows with only these columns left, each where it stood."""
    return [[*[""] * min(start, len(row)), *row[start:end]] for row in sheet.rows]


def _starts(sheet: Sheet, vocabulary: Vocabulary, file_name: str) -> Iterator[int]:
    """The first column of every table but the leftmost."""
    filled = (n for n, row in enumerate(sheet.rows, start=1) if any(map(is_filled, row)))
    top = list(islice(filled, _LOOKED_AT))
    gaps = _gaps([sheet.rows[n - 1] for n in top])
    if not gaps:
        return
    whole = _best(sheet, vocabulary, file_name, top)
    left = 0
    for gap in gaps:
        before = _best(replace(sheet, rows=_cut(sheet, left, gap)), vocabulary, file_name, top)
        after = _best(replace(sheet, rows=_cut(sheet, gap + 1, 1 << 15)), vocabulary, file_name, top)
        if before and after and _is_more(whole, before, after) and _is_blank(sheet, gap):
            left = gap + 1
            yield left


def _gaps(rows: list[list[Any]]) -> list[int]:
    """Columns in which nothing is written although something is on both sides."""
    filled = {column for row in rows for column, cell in enumerate(row) if is_filled(cell)}
    return [c for c in range(min(filled, default=0), max(filled, default=0)) if c not in filled and c + 1 in filled]


def _best(sheet: Sheet, vocabulary: Vocabulary, file_name: str, top: list[int]) -> Header | None:
    rows = [n for n in top if any(map(is_filled, sheet.rows[n - 1]))]
    headers = (found.header for found in HeaderFinder(sheet, vocabulary, file_name).find(rows))
    return max(headers, key=lambda header: header.fit, default=None)


def _is_more(whole: Header | None, before: Header, after: Header) -> bool:
    """Whether the two tables hold more known columns than the sheet read as one."""
    return whole is None or len(whole.columns) < len(before.columns) + len(after.columns)


def _is_blank(sheet: Sheet, column: int) -> bool:
    return not any(len(row) > column and is_filled(row[column]) for row in sheet.rows)
