"""CPR numbers hidden in a sheet at the door, so that nothing behind it ever sees one: in cells, split over cells, in its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, overload

from warehouse.intake.cpr import DASH, DATE, MASK, has_cpr, mask_cpr
from warehouse.intake.glance import glance
from warehouse.intake.grid import Sheet, is_filled
from warehouse.intake.packed_rows import PackedRows

_GAP = r"[-\s./_\u00ad\u200b-\u200f\u2010-\u2015\u2060\u2212\ufeff]{0,3}"
_MAY_BE_NUMBER = re.compile(rf"\d\d?{_GAP}\d\d{_GAP}\d\d(?:\d\d)?{_GAP}\d{{4}}")
_MAY_BE_HALF = re.compile(rf"\d{{6}}\s*{DASH}\s*(?:\x00|$)|\x00\s*{DASH}\s*\d{{4}}(?!\d)")
# The same for usual letters, and no narrower, as one glance at a row sees it.
_DASH_AT_A_GLANCE, _BLANK_AT_A_GLANCE = r"[-_.]", r"[\t-\r\x1c-\x20]"
_GAP_AT_A_GLANCE = r"[-\t-\r\x1c-\x20./_]{0,3}"
_AT_A_GLANCE = "|".join(
    [
        rf"[0-9][0-9]?{_GAP_AT_A_GLANCE}[0-9]{{2}}{_GAP_AT_A_GLANCE}[0-9]{{2}}(?:[0-9]{{2}})?{_GAP_AT_A_GLANCE}[0-9]{{4}}",
        rf"[0-9]{{6}}{_BLANK_AT_A_GLANCE}*{_DASH_AT_A_GLANCE}{_BLANK_AT_A_GLANCE}*(?:\x00|\z)",
        rf"\x00{_BLANK_AT_A_GLANCE}*{_DASH_AT_A_GLANCE}{_BLANK_AT_A_GLANCE}*[0-9]{{4}}",
        r"cpr|personnum",
        re.escape(MASK),
    ]
)
_SAYS_CPR = re.compile(r"cpr|personnum", re.IGNORECASE)
_FIRST_ZERO_LOST = re.compile(r"\d{5}[- ]?\d{4}")
_FIRST_HALF = re.compile(rf"(?<!\d){DATE}\s*({DASH}?)\s*$")
_SECOND_HALF = re.compile(rf"^\s*({DASH}?)\s*\d{{4}}(?!\d)")

Rows = Sequence[list[Any]]
Place = tuple[int, int]
Found = dict[Place, str]


class MaskedCell(str):
    """A cell that held a CPR number: what it shows with the number masked."""


class _MaskedRows(Sequence[list[Any]]):
    """The rows they were, but for those in which something is masked: a large file is not held twice."""

    def __init__(self, rows: Rows, masks: Found) -> None:
        self._rows = rows
        self._masked = {number: list(rows[number]) for number, _ in masks}
        for (number, column), shown in masks.items():
            self._masked[number][column] = MaskedCell(shown)

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, place: int) -> list[Any]: ...

    @overload
    def __getitem__(self, place: slice) -> list[list[Any]]: ...

    def __getitem__(self, place: int | slice) -> list[Any] | list[list[Any]]:
        if isinstance(place, slice):
            return [self[number] for number in range(*place.indices(len(self)))]
        number = range(len(self))[place]
        return self._masked[number] if number in self._masked else self._rows[number]


def hide_cpr(sheet: Sheet) -> tuple[Sheet, bool]:
    """The sheet with every CPR number masked, also in its name, and whether there was any.

    Cells that held one, or show the mask of one, become `MaskedCell`. A number also counts that has lost its first
    zero in a column of such numbers, or whose halves stand in two cells.
    """
    suspects = _suspects(sheet.rows)
    found = _find_numbers(sheet.rows, suspects)
    again = _find_masks(sheet.rows, suspects)
    name = mask_cpr(sheet.name)
    if not found and not again and MASK not in name:
        return sheet, False
    rows = _MaskedRows(sheet.rows, again | found)
    return replace(sheet, name=name, rows=rows), bool(found) or MASK in name or _was_masked(sheet.rows, again)


def _was_masked(rows: Rows, places: Iterable[Place]) -> bool:
    """Whether a mask is our own, from an earlier reading, and not one that somebody left standing in a return sheet."""
    return any(isinstance(rows[row][column], MaskedCell) for row, column in places)


def _suspects(rows: Rows) -> list[int]:
    """The rows worth a closer look; most sheets have none."""
    maybe = set(glance(rows, _AT_A_GLANCE)) | _rows_with_long_numbers(rows)
    return [number for number in sorted(maybe) if _is_worth_a_look(rows[number])]


def _rows_with_long_numbers(rows: Rows) -> set[int]:
    if isinstance(rows, PackedRows):
        return set()  # text alone
    return {n for n, row in enumerate(rows) if any(_is_long_number(c) for c in row if not isinstance(c, str))}


def _is_worth_a_look(cells: Iterable[Any]) -> bool:
    cells = list(cells)
    text = "\x00".join([cell for cell in cells if isinstance(cell, str)]).casefold()
    return (
        "cpr" in text
        or "personnum" in text
        or MASK in text
        or _MAY_BE_NUMBER.search(text) is not None
        or _MAY_BE_HALF.search(text) is not None
        or any(_is_long_number(cell) for cell in cells if not isinstance(cell, str))
    )


def _is_long_number(cell: object) -> bool:
    return isinstance(cell, (int, float)) and 100_000_000 <= cell < 10_000_000_000


def _find_numbers(rows: Rows, suspects: Iterable[int]) -> Found:
    whole = _find_whole(rows, suspects)
    columns = _columns_of_numbers(rows, suspects, whole)
    if not columns:
        return _find_halves(rows, suspects, columns) | whole
    return _find_shortened(rows, columns) | _find_halves(rows, range(len(rows)), columns) | whole


def _find_whole(rows: Rows, suspects: Iterable[int]) -> Found:
    return {
        (number, column): mask_cpr(text)
        for number in suspects
        for column, text in _written(rows[number])
        if has_cpr(text)
    }


def _columns_of_numbers(rows: Rows, suspects: Iterable[int], whole: Found) -> set[int]:
    """Columns in which such a number stands alone in a cell, or that are said to hold them."""
    said = {column for number in suspects for column, text in _written(rows[number]) if _SAYS_CPR.search(text)}
    return said | {column for (_, column), shown in whole.items() if shown == MASK}


def _find_shortened(rows: Rows, columns: set[int]) -> Found:
    return {
        (number, column): MASK
        for number, row in enumerate(rows)
        for column, text in _written(row)
        if column in columns and _FIRST_ZERO_LOST.fullmatch(text) and has_cpr(f"0{text}")
    }


def _find_masks(rows: Rows, suspects: Iterable[int]) -> Found:
    return {(number, column): text for number in suspects for column, text in _written(rows[number]) if MASK in text}


def _find_halves(rows: Rows, suspects: Iterable[int], columns: set[int]) -> Found:
    """Numbers in two cells: a hyphen between them says so, or the word CPR over one of them."""
    found: Found = {}
    for number in suspects:
        for column, text in _written(rows[number]):
            first = _FIRST_HALF.search(text)
            for place in _neighbours(rows, number, column) if first else ():
                second = _SECOND_HALF.search(_text_at(rows, place))
                if first and second and (first.group(1) or second.group(1) or columns & {column, place[1]}):
                    found |= {(number, column): text[: first.start()] + MASK, place: MASK}
    return found


def _written(row: list[Any]) -> Iterator[tuple[int, str]]:
    """Each cell with text or a whole number in it, as text."""
    for column, cell in enumerate(row):
        if isinstance(cell, str):
            yield column, cell
        elif isinstance(cell, (int, float)) and not isinstance(cell, bool) and float(cell).is_integer():
            yield column, f"{cell:.0f}"


def _text_at(rows: Rows, place: Place) -> str:
    return dict(_written(rows[place[0]])).get(place[1], "")


def _neighbours(rows: Rows, number: int, column: int) -> Iterator[Place]:
    beside = next((c for c in range(column + 1, len(rows[number])) if is_filled(rows[number][c])), None)
    if beside is not None:
        yield number, beside
    if number + 1 < len(rows) and column < len(rows[number + 1]):
        yield number + 1, column
