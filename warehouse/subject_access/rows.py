"""Every row of every file that arrived in which a person stands, whatever became of it, with others' data covered."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from warehouse.archive import ArchivedFile
from warehouse.intake.children import read_in_child
from warehouse.intake.reading import ReadFile
from warehouse.names import comparable
from warehouse.settings import Settings
from warehouse.snapshot import Reader
from warehouse.source import Source
from warehouse.subject_access.masking import OTHER, Mask
from warehouse.subject_access.signs import HOW, Signs

NOT_BUILT_YET = "not_built_yet"
_LONGEST_WITHOUT_READING = 40
_WITHHELD = "[en tekst om en anden, hvor personen er nævnt]"
_COLUMNS = ("sheet", "sheet_number", "row_number", "table_number", "source", "cells")

Cell = tuple[str, str]
Headings = dict[tuple[int, int], list[str]]


@dataclass(frozen=True)
class HeldRow:
    """A row in which the person stands. `fate`: as in `quality.rows`, or `not_built_yet`. `how`: one of `HOW`.

    `cells`: heading and text of each filled cell. `is_doubtful`: only the name fits, and it may be a namesake's.
    `needs_reading`: free text that somebody must read before it is handed out.
    """

    file_id: str
    file_name: str
    source: str
    form_title: str
    sheet: str
    row_number: int
    arrived_date: date
    is_live: bool
    fate: str
    reason_code: str
    reason: str
    how: str
    is_doubtful: bool
    needs_reading: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Linked:
    """Who stands in which row, as the published snapshot has it. `of_row`: row_id → person_ids."""

    person_id: str
    of_row: Mapping[str, frozenset[str]]
    bare_sources: frozenset[str]
    namesakes: frozenset[str]
    fates: Mapping[tuple[str, int, int], tuple[str, str, str]]
    titles: Mapping[str, str]

    def has(self, row_id: str) -> bool:
        return self.person_id in self.of_row.get(row_id, ())


@dataclass(frozen=True)
class Reading:
    """What one archived content was read as: its rows as columns, and the headings of each table."""

    columns: dict[str, list[Any]]
    headings: Headings

    def __iter__(self) -> Iterator[dict[str, Any]]:
        names = list(self.columns)
        return (dict(zip(names, values, strict=True)) for values in zip(*self.columns.values(), strict=True))


@dataclass(frozen=True)
class RowSearch:
    """One search through all rows for one person."""

    signs: Signs
    mask: Mask
    linked: Linked

    def search(self, file: ArchivedFile, reading: Reading) -> Iterator[HeldRow]:
        """The rows of a file in which the person stands, in order."""
        for row in reading:
            if how := self._how(file, row):
                yield self._hold(file, reading.headings, row, how)

    def _how(self, file: ArchivedFile, row: Mapping[str, Any]) -> str:
        row_id = f"{file.file_id}:{row['sheet_number']}:{row['row_number']}"
        if self.linked.has(row_id):
            return "linked"
        said = [cell or "" for cell in row["cells"]]
        found = self.signs.found_in(said)
        others = self.linked.of_row.get(row_id, frozenset())
        if found == {"name"} and others & self.linked.namesakes:
            return ""
        if not found and not others and row["source"] in self.linked.bare_sources and self.signs.is_alone_in(said):
            return "name_alone"
        return next((how for how in HOW if how in found), "")

    def _hold(self, file: ArchivedFile, headings: Headings, row: Mapping[str, Any], how: str) -> HeldRow:
        row_id = f"{file.file_id}:{row['sheet_number']}:{row['row_number']}"
        is_others = how != "linked" and (bool(self.linked.of_row.get(row_id)) or self._is_about_another(row["cells"]))
        cells = self._cells(headings.get((row["sheet_number"], row["table_number"]), []), row["cells"], is_others)
        place = (file.file_id, row["sheet_number"], row["row_number"])
        fate, code, reason = self.linked.fates.get(place, (NOT_BUILT_YET, "", ""))
        return HeldRow(
            file_id=file.file_id,
            file_name=self.mask.cover(file.file_name),
            source=row["source"],
            form_title=self.linked.titles.get(row["source"], ""),
            sheet=self.mask.cover(row["sheet"]),
            row_number=row["row_number"],
            arrived_date=file.first_seen_date,
            is_live=file.is_live,
            fate=fate,
            reason_code=code,
            reason=self.mask.cover(reason or ""),
            how=how,
            is_doubtful=how == "name_alone" or (how == "name" and bool(self.linked.namesakes)),
            needs_reading=any(text == _WITHHELD or _is_free_text(text) for _, text in cells),
            cells=tuple(cells),
        )

    def _is_about_another(self, cells: list[str | None]) -> bool:
        """Of a row nobody has linked: whether a cell names another person and none names this one."""
        said = [cell for cell in cells if cell]
        return any(self.mask.cover(cell) == OTHER for cell in said) and not any(map(self.signs.is_named_by, said))

    def _cells(self, headings: list[str], cells: list[str | None], is_others: bool) -> list[Cell]:
        """The filled cells. Of a row about somebody else only those in which the person stands, and no free text."""
        found = []
        for column, text in enumerate(cells):
            heading = headings[column] if column < len(headings) else ""
            if not text or (is_others and not self.signs.found_in([text])):
                continue
            if self.mask.cover(heading) != heading:
                continue  # a column about another person
            said = _WITHHELD if is_others and _is_free_text(text) else self.mask.cover_cell(heading, text)
            found.append((heading or f"Kolonne {column + 1}", said))
        return [cell for cell in found if cell[1] != OTHER] or found


def read_kept(settings: Settings, file: ArchivedFile) -> Reading | None:
    """What the last night read the content as; None when no night has read it."""
    kept = sorted(settings.parsed.glob(f"{file.sha256}-*.json"), key=lambda path: path.stat().st_mtime)
    rows = [path.with_suffix(".parquet") for path in kept]
    try:
        return _read_rows(kept[-1], rows[-1]) if kept else None
    except OSError:  # a night that runs now reads it anew; its original is looked through instead
        return None


def read_waiting(settings: Settings, file: ArchivedFile, sources: Mapping[str, Source]) -> ReadFile:
    """What a night would read a file in the inbox as; in a child process, for it comes from outside."""
    return read_in_child(file.original, file.file_name, sources, settings.limits)


def as_reading(read: ReadFile) -> Reading:
    """What was just read, in the shape of what is kept."""
    lines = [
        (sheet.name, sheet.number, row.number, row.table, row.source, row.cells)
        for sheet in read.sheets
        for row in sheet.rows
    ]
    columns = (
        {name: list(values) for name, values in zip(_COLUMNS, zip(*lines, strict=True), strict=True)} if lines else {}
    )
    headings = {(sheet.number, table.number): table.headings for sheet in read.sheets for table in sheet.tables}
    return Reading(columns, headings)


def _read_rows(description: Path, rows: Path) -> Reading:
    import pyarrow.parquet as pq

    said = json.loads(description.read_text(encoding="utf-8"))
    headings = {
        (sheet["number"], table["number"]): table["headings"] for sheet in said["sheets"] for table in sheet["tables"]
    }
    return Reading(pq.read_table(rows, columns=list(_COLUMNS)).to_pydict(), headings)


def find_linked(reader: Reader, signs: Signs) -> Linked:
    """Who stands in which row, and what became of each row."""
    of_row: dict[str, set[str]] = defaultdict(set)
    names: dict[str, set[str]] = defaultdict(set)
    mentions = reader.query("select row_id, person_id, full_name, source from core.mentions")
    for row_id, person_id, full_name, _ in mentions.itertuples(index=False):
        of_row[row_id].add(person_id)
        names[full_name].add(person_id)
    mine = mentions[mentions["person_id"] == signs.person_id]
    bare = mine[mine["full_name"].map(lambda name: isinstance(name, str) and " " not in name.strip())]
    return Linked(
        person_id=signs.person_id,
        of_row={row_id: frozenset(persons) for row_id, persons in of_row.items()},
        bare_sources=frozenset(bare["source"].dropna()),
        namesakes=_namesakes(names, signs),
        fates=dict(_fates(reader)),
        titles=dict(reader.query("select distinct source, source_title from quality.files").dropna().values.tolist()),
    )


def _namesakes(names: Mapping[str, set[str]], signs: Signs) -> frozenset[str]:
    """Others who are called the same."""
    called = {
        person
        for name, persons in names.items()
        if isinstance(name, str) and tuple(comparable(name).split()) in signs.spellings
        for person in persons
    }
    return frozenset(called - {signs.person_id})


def _fates(reader: Reader) -> Iterable[tuple[tuple[str, int, int], tuple[str, str, str]]]:
    rows = reader.query("select file_id, sheet_number, row_number, fate, reason_code, reason from quality.rows")
    for file_id, sheet, number, *fate in rows.itertuples(index=False):
        yield (file_id, int(sheet), int(number)), tuple(str(part or "") for part in fate)  # type: ignore[misc]


def _is_free_text(text: str) -> bool:
    return len(text) > _LONGEST_WITHOUT_READING and text.count(" ") > 3
