"""Rows of a text file held in a quarter of the memory that lists of cells take."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, overload

BETWEEN_CELLS = "\0"  # decoded text holds none


class PackedRows(Sequence[list[str]]):
    """Each row as one string, taken apart when it is asked for. No cell may hold a zero character."""

    def __init__(self, rows: Iterable[list[str]]) -> None:
        self._packed = [BETWEEN_CELLS.join(row) for row in rows]

    def __len__(self) -> int:
        return len(self._packed)

    @overload
    def __getitem__(self, place: int) -> list[str]: ...

    @overload
    def __getitem__(self, place: slice) -> list[list[str]]: ...

    def __getitem__(self, place: int | slice) -> list[str] | list[list[str]]:
        if isinstance(place, slice):
            return [packed.split(BETWEEN_CELLS) if packed else [] for packed in self._packed[place]]
        return _unpack(self._packed[place])

    def filled(self) -> list[int]:
        """Places (from 0) of the rows in which anything is written."""
        return [place for place, packed in enumerate(self._packed) if not _is_blank(packed)]

    def packed(self, start: int, stop: int) -> list[str]:
        """Some rows as they are held, cells parted by `BETWEEN_CELLS`."""
        return self._packed[start:stop]

    def pop(self) -> list[str]:
        """Take the last row away."""
        return _unpack(self._packed.pop())


def rows_at(rows: Sequence[list[Any]], numbers: Sequence[int]) -> list[list[Any]]:
    """The rows of these ascending numbers (from 1); a stretch without a gap is taken at once."""
    if numbers and numbers[-1] - numbers[0] == len(numbers) - 1:
        return list(rows[numbers[0] - 1 : numbers[-1]])
    return [rows[number - 1] for number in numbers]


def _is_blank(packed: str) -> bool:
    return not packed or packed.replace(BETWEEN_CELLS, " ").isspace()


def _unpack(packed: str) -> list[str]:
    return packed.split(BETWEEN_CELLS) if packed else []
