"""What is handed back: the faulty rows of each table, in the sender's own columns and order.

A table is handed back as it stood: the labels above it, its headings, the words that open a section,
and the rows. Read as the form it came from it therefore means what it meant, wherever it is put.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from duckdb import DuckDBPyConnection

from warehouse.intake.date_order import find_order
from warehouse.intake.dates import read_date
from warehouse.intake.folding import fold
from warehouse.intake.grid import show
from warehouse.intake.headings import RETURN_HEADINGS
from warehouse.intake.reading import read_file
from warehouse.intake.rows import Row
from warehouse.model import load_models
from warehouse.settings import Limits
from warehouse.source import Source, accepted

if TYPE_CHECKING:
    from warehouse.lineage import TracedRow

_OWN = {fold(heading) for heading in RETURN_HEADINGS}


@dataclass(frozen=True)
class ReturnedRow:
    """A row to mend. `at_fault`: index of the cell; `section`: the words above it that it stands under."""

    row_id: str
    row_number: int
    reason: str
    at_fault: int | None
    cells: list[str]
    section: tuple[str, ...] = ()
    found: date | None = None


@dataclass(frozen=True)
class ReturnedTable:
    """The rows of one table of one file that come back: what stood above it, its headings, field by column and the rows.

    `is_down`: the headings are labels down the side, and each row is a column beside them.
    """

    file_id: str
    file_name: str
    sheet: str
    sheet_number: int
    table_number: int
    headings: list[str]
    above: dict[str, str]
    rows: list[ReturnedRow]
    fields: Mapping[str, str] = field(default_factory=dict)
    is_down: bool = False

    @property
    def columns(self) -> list[int]:
        """The sender's own columns that have a heading."""
        return [c for c, heading in enumerate(self.headings) if heading and fold(heading) not in _OWN]

    def days_open(self, as_of: date) -> int:
        """Days since the oldest of its faults was found."""
        return max(days_between(row.found, as_of) for row in self.rows)


def days_between(found: date | None, as_of: date) -> int:
    """Days something has waited."""
    return max(0, (as_of - found).days) if found else 0


def returned_tables(con: DuckDBPyConnection, source: Source, found: Mapping[str, date]) -> Iterator[ReturnedTable]:
    """Every table of a form with rows to mend; in each, section by section, the longest open first."""
    tables = con.execute(
        """
        select distinct file_id, sheet_number, table_number, r.file_name, r.sheet, headings, context, fields
        from raw.tables as t
        join raw.rows as r using (file_id, sheet_number, table_number)
        where r.fate = 'quarantined' and t.source = ?
        order by 4, 1, 2, 3
        """,
        [source.name],
    ).fetchall()
    for file_id, sheet_number, table_number, file_name, sheet, headings, context, fields in tables:
        above = labels_above(source, json.loads(context))
        place = (file_id, file_name, sheet, sheet_number, table_number)
        table = ReturnedTable(*place, headings, above, [], json.loads(fields), source.has_labels_down)
        yield _turn_dates(con, source, replace(table, rows=_by_age(list(_rows_of(con, source, table, found)))))


@dataclass(frozen=True)
class OwnSheetRow:
    """A row that only its sender's own sheet can be mended in: it stands in no table. `shown`: its cells, masked."""

    row_id: str
    file_id: str
    file_name: str
    sheet: str
    row_number: int
    shown: str
    reason: str
    found: date


def rows_of_own_sheets(con: DuckDBPyConnection, source: Source) -> list[OwnSheetRow]:
    """The rows outside tables that a form's owner has to mend where they stand, such as a title with a CPR number."""
    rows = con.execute(
        """
        select row_id, rows.file_id, rows.file_name, sheet, row_number,
            array_to_string(list_filter(cells, lambda cell: trim(cell) <> ''), ' · '), reason, files.first_seen_date
        from raw.rows join raw.files using (file_id)
        where rows.fate = 'quarantined' and rows.source = ? and table_number = 0
        order by rows.file_name, sheet_number, row_number
        """,
        [source.name],
    ).fetchall()
    return [OwnSheetRow(*row) for row in rows]


def labels_above(source: Source, context: Mapping[str, str]) -> dict[str, str]:
    """What stood above a table, by the label the form knows it by."""
    return {source.fields[name].above[0]: text for name, text in context.items() if source.fields[name].above}


def _by_age(rows: list[ReturnedRow]) -> list[ReturnedRow]:
    # a section's word holds for all below it, so the sections keep their order
    sections = list(dict.fromkeys(row.section for row in rows))
    return sorted(rows, key=lambda row: (sections.index(row.section), row.found or date.max, row.row_number))


def _rows_of(
    con: DuckDBPyConnection, source: Source, table: ReturnedTable, found: Mapping[str, date]
) -> Iterator[ReturnedRow]:
    rows = con.execute(
        """
        select row_id, row_number, fate, reason_code, reason, column_number, column_name, cells from raw.rows
        where file_id = ? and sheet_number = ? and table_number = ? and (fate = 'quarantined' or reason_code = 'section')
        order by row_number
        """,
        [table.file_id, table.sheet_number, table.table_number],
    ).fetchall()
    section: dict[str, str] = {}
    for row_id, number, fate, code, reason, column, name, cells in rows:
        if code == "section":
            section |= _section_words(source, cells)
        elif fate == "quarantined":
            words = tuple(dict.fromkeys(section.values()))
            at_fault = _column_of(table, name) if column is None else column
            yield ReturnedRow(row_id, number, reason, at_fault, cells, words, found.get(row_id))


def _column_of(table: ReturnedTable, name: str | None) -> int | None:
    """The one column a field stands in: what a check finds at fault is said of the field."""
    columns = [int(column) for column, field_name in table.fields.items() if field_name == name]
    return columns[0] if len(columns) == 1 else None


def _section_words(source: Source, cells: list[str]) -> dict[str, str]:
    written = next((cell for cell in cells if cell.strip()), "")
    return {
        name: written
        for name, values in source.sections.items()
        if fold(written) in {fold(word) for words in values.values() for word in words}
    }


def _turn_dates(con: DuckDBPyConnection, source: Source, table: ReturnedTable) -> ReturnedTable:
    """Write dates day first where the whole column showed that its month stands first: a few rows alone do not show it."""
    turned = [column for column in _date_columns(source, table) if _is_month_first(con, table, column)]
    return replace(table, rows=[replace(row, cells=_day_first(row.cells, turned)) for row in table.rows])


def _date_columns(source: Source, table: ReturnedTable) -> Iterator[int]:
    accepts = accepted(source, load_models("core"))
    return (int(c) for c, name in table.fields.items() if name in accepts and accepts[name].type == "date")


def _is_month_first(con: DuckDBPyConnection, table: ReturnedTable, column: int) -> bool:
    cells = con.execute(
        """
        select cells[$column] from raw.rows
        where file_id = $file_id and sheet_number = $sheet and table_number = $table and len(cells) >= $column
        """,
        {
            "column": column + 1,
            "file_id": table.file_id,
            "sheet": table.sheet_number,
            "table": table.table_number,
        },
    ).fetchall()
    return find_order(cell for (cell,) in cells) == "month_day"


def _day_first(cells: list[str], columns: Iterable[int]) -> list[str]:
    turned = list(cells)
    for column in columns:
        if column < len(turned) and (day := read_date(turned[column], month_first=True)):
            turned[column] = show(day)
    return turned


def lines_of(table: ReturnedTable) -> Iterator[list[str] | ReturnedRow]:
    """The table line by line as it is written: labels, headings (the sender's own), section words and the rows.

    With labels down the side a line for each label, with what every row says of it.
    """
    yield from ([label, text] for label, text in table.above.items())
    if table.is_down:
        yield from (
            [table.headings[c], *(row.cells[c] if c < len(row.cells) else "" for row in table.rows)]
            for c in table.columns
        )
        return
    yield [table.headings[column] for column in table.columns]
    section: tuple[str, ...] = ()
    for row in table.rows:
        if row.section != section:
            yield from ([word] for word in row.section)
            section = row.section
        yield row


def read_again(con: DuckDBPyConnection, row: TracedRow, cells: list[str], source: Source) -> Row:
    """What a row says with other cells: handed to the reader as if its sheet had come with that row alone."""
    section = next((r.section for r in _rows_of(con, source, _table_of(row, source), {}) if r.row_id == row.row_id), ())
    table = replace(_table_of(row, source), rows=[ReturnedRow(row.row_id, row.row_number, "", None, cells, section)])
    read = read_file(as_bytes(table), row.file_name, {source.name: source}, Limits())
    rows = [r for sheet in read.sheets for r in sheet.rows]
    # whatever it has become: section words stand above it; the parts of an answer down the side stand below
    found = next((r for r in reversed(rows) if r.table and r.reason_code != "section"), rows[-1])
    found.column = table.columns[found.column] if found.column is not None else None
    return found


def _table_of(row: TracedRow, source: Source) -> ReturnedTable:
    above = labels_above(source, row.head.context)
    return ReturnedTable(
        row.file_id, row.file_name, row.sheet, row.sheet_number, row.table_number, row.head.headings, above, [],
        is_down=source.has_labels_down,
    )  # fmt: skip


def as_bytes(table: ReturnedTable) -> bytes:
    """The table as a workbook for the reader alone."""
    from openpyxl import Workbook  # what only reads has no use for it

    from warehouse.cell_text import put_text

    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = table.sheet or "Rækker"
    for number, line in enumerate(lines_of(table), start=1):
        texts = line if isinstance(line, list) else cells_of(table, line)
        for column, text in enumerate(texts, start=1):
            put_text(sheet.cell(number, column), text)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def cells_of(table: ReturnedTable, row: ReturnedRow) -> list[str]:
    """A row's cells under the sender's own headings."""
    return [row.cells[c] if c < len(row.cells) else "" for c in table.columns]
