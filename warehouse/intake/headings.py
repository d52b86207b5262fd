"""Which declared form a row of headings belongs to, and which column holds which field.

Headings match after folding and exactly; nothing is guessed. What only looks alike is asked about
(`proposals.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatch
from functools import cached_property
from typing import Any

from warehouse.intake.date_order import find_order
from warehouse.intake.dates import lacks_year, read_date, turns_back
from warehouse.intake.folding import fold
from warehouse.intake.grid import is_filled, show
from warehouse.source import Source

RETURN_REASON = "Hvad skal rettes"
RETURN_FOUND = "Fundet (dage)"
RETURN_BY = "Rettet af"
RETURN_WHY = "Hvorfor rettet"
RETURN_ROW = "Række-id (rør ikke)"
RETURN_OWN_SHEET = "Ret i dit eget ark"
RETURN_HEADINGS = (RETURN_REASON, RETURN_FOUND, RETURN_BY, RETURN_WHY, RETURN_ROW)
BETWEEN_WORDS = r"[\x01-\x2f\x3a-\x60\x7b-\x7f]"  # of usual letters in lower case, as one glance sees them
_ASIDE_HEADINGS = {
    fold(word)
    for word in (
        "I alt",
        "Ialt",
        "Total",
        "Sum",
        "Antal",
        "Antal gange",
        "Fremmøde",
        "Bemærkning",
        "Bemærkninger",
        "Noter",
        "Pct.",
        "Procent",
        *RETURN_HEADINGS,
    )
}


@dataclass(frozen=True)
class Header:
    """A row of headings that a source recognises.

    `columns`: column → field. `dates`: column → date, in a crosstab. `undated`: columns among the
    dates whose heading is none. `return_row`: the column of a return sheet's row ids.
    """

    source: Source
    columns: dict[int, str]
    dates: dict[int, date] = field(default_factory=dict)
    undated: dict[int, str] = field(default_factory=dict)
    return_row: int | None = None

    @property
    def fit(self) -> tuple[int, int]:
        """How well the headings fit: matched fields, then dates."""
        return len(self.columns), len(self.dates)


class Vocabulary:
    """Every heading every source knows, folded, for finding header rows quickly."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self.sources = dict(sorted(sources.items()))
        self._fields: dict[str, dict[str, str]] = {}
        for source in self.sources.values():
            for name, headings in source.column_fields():
                for heading in headings:
                    self._fields.setdefault(fold(heading), {})[source.name] = name

    @cached_property
    def at_a_glance(self) -> str:
        """What a row of headings looks like at a glance: a cell that says one of them, whatever stands between its words."""
        words = "|".join(spelt_at_a_glance(heading) for heading in sorted(self._fields) if heading)
        return rf"(?:\A|\x00){BETWEEN_WORDS}*(?:{words}){BETWEEN_WORDS}*(?:\x00|\z)"

    def recognise(self, row: list[Any], years: tuple[int, ...], file_name: str, is_down: bool = False) -> Header | None:
        """The best reading of a row as headings, or None when no source has all it requires there.

        `is_down`: they stand down the side, as in forms of the shape key-value, which have no rows of headings.
        """
        headings = folded_headings(row)
        if self._fields.keys().isdisjoint(headings.values()):
            return None
        named = {name for heading in headings.values() for name in self._fields.get(heading, ())}
        candidates = [name for name in named if self.sources[name].has_labels_down == is_down]
        headers = [h for name in candidates if (h := self._read(self.sources[name], row, headings, years))]
        return max(headers, key=lambda h: (h.fit, named_like(h.source, file_name), h.source.name), default=None)

    def knows(self, heading: str, source: Source) -> bool:
        """Whether a heading by itself is one of a source's."""
        return source.name in self._fields.get(fold(heading), {})

    def known_columns(self, source: Source, headings: Mapping[int, str]) -> dict[int, str]:
        """Column → field of the headings (folded) that a source declares; the first of two alike counts."""
        columns: dict[int, str] = {}
        for column, heading in headings.items():
            name = self._fields.get(heading, {}).get(source.name)
            if name and name not in columns.values():
                columns[column] = name
        return columns

    def _read(self, source: Source, row: list[Any], headings: dict[int, str], years: tuple[int, ...]) -> Header | None:
        columns = self.known_columns(source, headings)
        if not required_columns(source) <= set(columns.values()) or len(columns) < fewest_columns(source):
            return None
        dates = date_columns(row, columns, years) if source.date_field else {}
        if source.date_field and not dates:
            return None
        undated = _undated_columns(row, columns, dates) if dates else {}
        return Header(source, columns, dates, undated, _return_column(headings))


def spelt_at_a_glance(folded: str) -> str:
    """A regular expression (RE2's) for all that folds to this text and is written with usual letters."""
    letters = {"ae": "(?:ae|æ|Æ)", "oe": "(?:oe|ø|Ø)", "aa": "(?:aa|å|Å)", " ": f"{BETWEEN_WORDS}+"}
    return re.sub("ae|oe|aa| ", lambda found: letters[found.group()], folded)


def folded_headings(row: list[Any]) -> dict[int, str]:
    """Column → folded text of a row read as headings."""
    return {column: fold(cell) for column, cell in enumerate(row) if isinstance(cell, str) and is_filled(cell)}


def fewest_columns(source: Source) -> int:
    """One familiar word alone makes no header, unless dates stand beside it or the form has but one column."""
    return 1 if source.date_field else min(2, sum(1 for _ in source.column_fields()))


def required_columns(source: Source) -> set[str]:
    """The fields without whose columns a row of headings is not this form's."""
    return {
        name for name, _ in source.column_fields() if source.fields[name].required and not source.fields[name].above
    }


def date_columns(row: list[Any], columns: Iterable[int], years: tuple[int, ...]) -> dict[int, date]:
    """Column → date of the headings that are dates; `columns`: those that already hold a field."""
    taken = set(columns)
    month_first = find_order(row) == "month_day"
    found = {
        c: read_date(cell, years=years, month_first=month_first)
        for c, cell in enumerate(row)
        if c not in taken and is_filled(cell)
    }
    dates = {column: day for column, day in found.items() if day}
    if len(years) == 1 and turns_back(list(dates.values())):  # over New Year, and the title names but one of the years
        return {column: day for column, day in dates.items() if not lacks_year(row[column])}
    return dates


def _undated_columns(row: list[Any], columns: Iterable[int], dates: Iterable[int]) -> dict[int, str]:
    taken = {*columns, *dates}
    after = range(min(dates), len(row))
    odd = {c: show(row[c]) for c in after if c not in taken and is_filled(row[c])}
    return {column: heading for column, heading in odd.items() if not is_aside(heading)}


def is_aside(heading: str) -> bool:
    """Whether a heading is one that people put beside their data: a sum, a remark, a return sheet's own."""
    return fold(heading) in _ASIDE_HEADINGS or heading.strip() == "%"


def is_ignored(source: Source, heading: str) -> bool:
    """Whether a heading stands beside the data or is one the form says not to read."""
    return is_aside(heading) or source.ignores(heading)


def _return_column(headings: dict[int, str]) -> int | None:
    return next((column for column, heading in headings.items() if heading == fold(RETURN_ROW)), None)


def named_like(source: Source, file_name: str) -> bool:
    """Whether a file's name is one that files of this form often have."""
    return any(fnmatch(file_name.casefold(), pattern.casefold()) for pattern in source.files)
