"""The same row through time: in newer versions of its file and in the return sheets that mend it.

A row comes from the row it mends; else, in a newer version of a file, from the row with the same
text, the same key, or the same place and mostly the same text.
"""

from __future__ import annotations

import json
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from duckdb import DuckDBPyConnection

from warehouse.intake.folding import fold, tidy
from warehouse.intake.headings import RETURN_HEADINGS
from warehouse.source import Source

_ASIDE = {fold(heading) for heading in RETURN_HEADINGS}
_ENOUGH_IN_COMMON = 0.5

_COLUMNS = (
    "row_id", "file_id", "file_name", "sheet", "sheet_number", "table_number", "row_number", "fate", "read_fate", "mends",
    "is_live", "arrival", "seen", "cells",
)  # fmt: skip

Place = tuple[str, int]


@dataclass(frozen=True)
class TableHead:
    """The headings of one table, its field by column and the labels above it."""

    source: str
    headings: list[str]
    fields: Mapping[str, str]
    context: Mapping[str, str]

    @cached_property
    def places(self) -> dict[int, Place]:
        """Column → its heading, folded, and how many columns before it have the same one."""
        seen: dict[str, int] = defaultdict(int)
        places: dict[int, Place] = {}
        for column, heading in enumerate(self.headings):
            word = fold(heading)
            if heading and word not in _ASIDE:
                places[column] = (word, seen[word])
                seen[word] += 1
        return places

    def said_beside(self, cells: list[str], heading: str) -> str:
        """What stands in a return sheet's own column."""
        column = next((c for c, h in enumerate(self.headings) if fold(h) == fold(heading)), len(cells))
        return tidy(cells[column]) if column < len(cells) else ""


@dataclass(eq=False)
class TracedRow:
    """A row with what is needed to know it again.

    `parent`: the row it comes from. `is_returned`: a return sheet mends it. `mended_with`: the row whose
    mended cells were put into this one.
    """

    row_id: str
    file_id: str
    file_name: str
    sheet: str
    sheet_number: int
    table_number: int
    row_number: int
    fate: str
    read_fate: str
    mends: str
    is_live: bool
    arrival: int
    seen: date
    cells: list[str]
    head: TableHead
    parent: TracedRow | None = None
    is_returned: bool = False
    mended_with: TracedRow | None = None

    @cached_property
    def said(self) -> dict[Place, str]:
        """What is written under each heading, blank cells left out."""
        places = self.head.places
        return {places[c]: text for c, cell in enumerate(self.cells) if c in places and (text := tidy(cell))}

    @property
    def is_faulty(self) -> bool:
        """Whether the row is known to have been handed back: a cell could not be read, or a return sheet mends it."""
        return self.read_fate == "quarantined" or self.is_returned or self.fate == "quarantined"

    @property
    def as_written(self) -> Hashable:
        """The row sign for sign: most rows of a newer version are found by it, without a closer look."""
        return tuple(self.head.headings), tuple(self.cells)

    def says_the_same_as(self, other: TracedRow) -> bool:
        return self.as_written == other.as_written or self.said == other.said

    @property
    def is_same_as_parent(self) -> bool:
        return self.parent is not None and self.says_the_same_as(self.parent)

    @cached_property
    def state(self) -> TracedRow:
        """The first row of the line that says what this one says."""
        row = self
        for older in self.ancestors():
            if not older.says_the_same_as(row):
                break
            row = older
        return row

    def ancestors(self) -> Iterator[TracedRow]:
        """The rows it comes from, nearest first."""
        seen, row = {self.row_id}, self.parent
        while row is not None and row.row_id not in seen:
            yield row
            seen.add(row.row_id)
            row = row.parent

    @property
    def origin(self) -> TracedRow:
        """The row in which the line begins."""
        row = self
        for row in self.ancestors():  # noqa: B007 -- the last one is wanted
            pass
        return row

    def open_since(self) -> date:
        """When the fault the row has now was first seen."""
        since, row = self.seen, self
        for older in self.ancestors():
            if not (older.is_faulty or row.says_the_same_as(older)):
                break
            since, row = min(since, older.seen), older
        return since


@dataclass
class _Files:
    """Which files took whose place, followed both ways."""

    replaces: dict[str, list[str]]
    linked: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        for newer, olders in self.replaces.items():
            for older in olders:
                self.linked[newer].add(older)
                self.linked[older].add(newer)

    def versions_of(self, file_ids: Iterable[str]) -> set[str]:
        """The files and all their versions, of those that have any."""
        found: set[str] = set()
        waiting = [file_id for file_id in file_ids if file_id in self.linked]
        while waiting:
            file_id = waiting.pop()
            if file_id not in found:
                found.add(file_id)
                waiting += self.linked[file_id]
        return found


def trace_rows(con: DuckDBPyConnection, sources: Mapping[str, Source]) -> dict[str, TracedRow]:
    """Every row that is handed back, mends one, or stands in a version of a file where one was, by id."""
    files = _Files(dict(con.execute("select file_id, replaces from raw.files").fetchall()))
    troubled = con.execute(
        """
        select distinct unnest([file_id, split_part(mends, ':', 1)]) from raw.rows
        where source <> '' and (mends <> '' or 'quarantined' in (fate, read_fate))
        """
    ).fetchall()
    versions = files.versions_of(file_id for (file_id,) in troubled)
    rows = {row.row_id: row for row in _read_rows(con, versions)}
    by_file: dict[str, list[TracedRow]] = defaultdict(list)
    for row in rows.values():
        by_file[row.file_id].append(row)
    for newer, olders in files.replaces.items():
        for older in olders if newer in versions else ():
            _link_versions(by_file[older], by_file[newer], sources)
    for row in rows.values():
        if row.mends in rows:
            row.parent = rows[row.mends]
            row.parent.is_returned = True
    return rows


def _read_rows(con: DuckDBPyConnection, versions: set[str]) -> Iterator[TracedRow]:
    heads = {
        (file_id, sheet, table): TableHead(source, headings, json.loads(fields), json.loads(context))
        for file_id, sheet, table, source, headings, fields, context in con.execute(
            "select file_id, sheet_number, table_number, source, headings, fields, context from raw.tables"
        ).fetchall()
    }
    found = con.execute(
        """
        select row_id, file_id, files.file_name, sheet, sheet_number, table_number, row_number, rows.fate, read_fate, mends,
            is_live, arrival, first_seen_date, cells
        from raw.rows join raw.files using (file_id)
        where rows.source <> '' and rows.fate <> 'not_data' and (
            list_contains($versions, file_id) or mends <> '' or 'quarantined' in (rows.fate, read_fate)
            or row_id in (select mends from raw.rows)
        )
        order by arrival, file_id, sheet_number, row_number
        """,
        {"versions": sorted(versions)},
    ).fetchall()
    for row in found:
        head = heads.get((row[1], row[4], row[5]))
        if head:
            yield TracedRow(**dict(zip(_COLUMNS, row, strict=True)), head=head)


def _link_versions(older: list[TracedRow], newer: list[TracedRow], sources: Mapping[str, Source]) -> None:
    def by_table(rows: list[TracedRow]) -> dict[Hashable, list[TracedRow]]:
        tables: dict[Hashable, list[TracedRow]] = defaultdict(list)
        for row in rows:
            tables[row.sheet, row.table_number, row.head.source].append(row)
        return tables

    before = by_table(older)
    for table, rows in by_table(newer).items():
        _link_table(before.get(table, []), rows, sources)


def _link_table(older: list[TracedRow], newer: list[TracedRow], sources: Mapping[str, Source]) -> None:
    older, newer = _link_by(older, newer, lambda row: row.as_written)
    older, newer = _link_by(older, newer, lambda row: frozenset(row.said.items()))
    older, newer = _link_by(older, newer, lambda row: _key_of(row, sources))
    by_place = {row.row_number: row for row in older}
    for row in newer:
        candidate = by_place.get(row.row_number)
        if candidate and row.parent is None and _have_much_in_common(candidate, row):
            row.parent = candidate


def _link_by(
    older: list[TracedRow], newer: list[TracedRow], mark: Callable[[TracedRow], Hashable]
) -> tuple[list[TracedRow], list[TracedRow]]:
    """Link rows with the same mark, in order. Returns the rows that are left."""
    waiting: dict[Hashable, deque[TracedRow]] = defaultdict(deque)
    for row in older:
        if key := mark(row):
            waiting[key].append(row)
    linked: set[str] = set()
    left: list[TracedRow] = []
    for row in newer:
        key = mark(row)
        if key and waiting[key]:
            parent = waiting[key].popleft()
            linked.add(parent.row_id)
            row.parent = row.parent or parent
        else:
            left.append(row)
    return [row for row in older if row.row_id not in linked], left


def _key_of(row: TracedRow, sources: Mapping[str, Source]) -> tuple[tuple[str, str], ...]:
    source = sources.get(row.head.source)
    key = set(source.key) if source else set()
    date_field = source.date_field if source else None
    found = [
        (name, fold(row.cells[int(column)]))
        for column, name in row.head.fields.items()
        if name in key and name != date_field and int(column) < len(row.cells)
    ]
    return tuple(sorted((name, text) for name, text in found if text))


def _have_much_in_common(one: TracedRow, other: TracedRow) -> bool:
    same = sum(other.said.get(place) == text for place, text in one.said.items())
    return same >= _ENOUGH_IN_COMMON * max(1, len(one.said))


def open_since(con: DuckDBPyConnection, sources: Mapping[str, Source]) -> dict[str, date]:
    """Row id → since when, of every row that a form reads and that waits to be mended."""
    rows = trace_rows(con, sources)
    return {row_id: row.open_since() for row_id, row in rows.items() if row.fate == "quarantined"}


def changed_headings(before: TracedRow, after: TracedRow) -> list[str]:
    """The headings, as written, under which something else stands now; only those that both rows have."""
    shared = set(before.head.places.values())
    return [
        tidy(after.head.headings[column])
        for column, place in after.head.places.items()
        if place in shared and before.said.get(place, "") != after.said.get(place, "")
    ]
