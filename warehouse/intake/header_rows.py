"""The rows of headings on a sheet: one row, or two where a group heading stands above ("Kontakt" over "Telefon").

A row of data is never taken for a second row of headings: nothing may stand under a heading that is known by
itself, and the two rows must be known better together than either alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from warehouse.intake.dates import years_in
from warehouse.intake.folding import fold
from warehouse.intake.glance import glance
from warehouse.intake.grid import Sheet, is_filled, show
from warehouse.intake.headings import Header, Vocabulary
from warehouse.intake.season import Season, month_in

# deeper inside a block of rows nothing but a repeated header is looked for
_DEEPEST = 6
_TITLES_WITHIN = 30
_YEARS = range(1950, 2100)
_OTHER_PERSONS = {
    fold(word)
    for word in (
        "Pårørende", "Nærmeste pårørende", "Kontaktperson", "Nødkontakt", "Forælder", "Forældre", "Værge", "Barn", "Barnet",
        "Børn", "Ægtefælle", "Partner", "Leder",
    )
}  # fmt: skip


@dataclass(frozen=True)
class HeaderRow:
    """Where a header stands (`row`, and `upper` when it has two rows), what its cells say together, and how it is read."""

    row: int
    upper: int | None
    cells: list[Any]
    header: Header
    remarks: tuple[str, ...] = ()


class HeaderFinder:
    """Goes down a sheet and finds every row of headings."""

    def __init__(self, sheet: Sheet, vocabulary: Vocabulary, file_name: str) -> None:
        self._sheet = sheet
        self._vocabulary = vocabulary
        self._file_name = file_name
        self._season = Season().told(sheet.name)

    def find(self, filled: list[int]) -> Iterator[HeaderRow]:
        """Every header, top to bottom. `filled`: the rows to look in."""
        last: HeaderRow | None = None
        depth = previous = 0
        maybe = {place + 1 for place in glance(self._sheet.rows, self._vocabulary.at_a_glance)}
        for row in filled:
            depth, previous = (depth + 1 if row == previous + 1 else 1), row
            if last and row == last.row:
                continue
            if depth >= _DEEPEST and row > _TITLES_WITHIN and row not in maybe and not (last and last.upper):
                continue  # only a heading that is known could make it a header
            found = self._again(last, row) or self._find_at(row, depth, last)
            if found:
                last, depth = found, _DEEPEST
                yield found
            elif last is None and row <= _TITLES_WITHIN:
                self._hear(row)
            elif depth < _DEEPEST:
                self._hear_anew(row)

    def _hear(self, row: int) -> None:
        titles = [cell for cell in self._cells(row) if isinstance(cell, str) and is_filled(cell)]
        names_months = len({month for title in titles if (month := month_in(title))}) > 1
        for title in titles:
            told = self._season.told(title)
            # several months beside one another stand over their own columns: none of them is the sheet's
            self._season = replace(told, month=self._season.month) if names_months else told

    def _hear_anew(self, row: int) -> None:
        """A title above a later table holds instead of those above the first."""
        written = [cell for cell in self._cells(row) if is_filled(cell)]
        if len(written) == 1 and isinstance(written[0], str):
            self._season = self._season.turned(written[0])

    def _again(self, last: HeaderRow | None, row: int) -> HeaderRow | None:
        """The last header once more, as on the next page of a list."""
        if last is None:
            return None
        if last.upper is None:
            same = self._cells(row) == self._cells(last.row)
            return replace(last, row=row) if same else None
        same = self._cells(row) == self._cells(last.upper) and self._cells(row + 1) == self._cells(last.row)
        return replace(last, row=row + 1, upper=row) if same else None

    def _find_at(self, row: int, depth: int, last: HeaderRow | None) -> HeaderRow | None:
        alone = self._recognise(row, None, self._cells(row))
        if depth >= _DEEPEST or (last and self._cells(row + 1) == self._cells(last.row)):
            return alone
        alone = self._better(alone, self._with_dates(row))
        below = self._recognise(row + 1, None, self._cells(row + 1))
        pair = self._pair(row)
        if pair and self._is_second_row(pair, alone, below):
            return pair
        return alone

    def _cells(self, row: int) -> list[Any]:
        return self._sheet.rows[row - 1] if row <= len(self._sheet.rows) else []

    def _recognise(self, row: int, upper: int | None, cells: list[Any]) -> HeaderRow | None:
        header = self._vocabulary.recognise(cells, self._season.years, self._file_name)
        return HeaderRow(row, upper, cells, header) if header else None

    def _with_dates(self, row: int) -> HeaderRow | None:
        cells = self._cells(row)
        dated = self._season.date_cells(cells)
        if dated is cells:
            return None
        found = self._recognise(row, None, dated)
        return replace(found, remarks=self._season.describe(cells)) if found else None

    @staticmethod
    def _better(one: HeaderRow | None, other: HeaderRow | None) -> HeaderRow | None:
        return max((h for h in (one, other) if h), key=lambda h: h.header.fit, default=None)

    def _pair(self, row: int) -> HeaderRow | None:
        upper, lower = self._cells(row), self._cells(row + 1)
        if not any(is_filled(cell) for cell in lower):
            return None
        width = max(len(upper), len(lower))
        groups = [*upper, *[""] * (width - len(upper))]
        below = [*lower, *[""] * (width - len(lower))]
        joined = [self._join(*cells) for cells in zip(groups, _spread(groups, below), below, strict=True)]
        return self._recognise(row + 1, row, joined)

    def _join(self, above: Any, group: Any, below: Any) -> Any:
        """A heading out of what stands above it, the group it is in, and itself."""
        if not is_filled(below):
            return above
        if isinstance(group, float) and group in _YEARS:
            return f"{show(below)} {group:.0f}"
        if isinstance(group, str):
            if fold(group) in _OTHER_PERSONS:
                return f"{group} {show(below)}"
            season, month = Season(years_in(group) or self._season.years), month_in(group)
            return (season.day(below, month) if month else None) or below
        return below

    def _is_second_row(self, pair: HeaderRow, alone: HeaderRow | None, below: HeaderRow | None) -> bool:
        upper, lower = self._cells(pair.row - 1), self._cells(pair.row)
        for above, under in zip(upper, lower, strict=False):
            if is_filled(above) and is_filled(under) and above != under and self._is_known(above, pair):
                return False
        if any(is_filled(c) and not isinstance(c, str) and n not in pair.header.dates for n, c in enumerate(lower)):
            return False
        keeps_others_apart = any(isinstance(c, str) and fold(c) in _OTHER_PERSONS for c in upper[1:])
        fits = [found.header.fit for found in (alone, below) if found]
        return keeps_others_apart or not fits or pair.header.fit > max(fits)

    def _is_known(self, cell: Any, pair: HeaderRow) -> bool:
        return isinstance(cell, str) and self._vocabulary.knows(cell, pair.header.source)


def _spread(upper: list[Any], lower: list[Any]) -> list[Any]:
    """The group each column is in: a group heading holds until the next, and never from the first column on."""
    groups: list[Any] = []
    group: Any = ""
    first = next((n for n, cells in enumerate(zip(upper, lower, strict=True)) if any(map(is_filled, cells))), 0)
    for column, cell in enumerate(upper):
        if is_filled(cell):
            group = cell if column > first else ""
        groups.append(group)
    return groups
