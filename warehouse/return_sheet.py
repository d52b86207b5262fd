"""Rows handed back to be mended: one workbook per owner and form, with the reason and the cell marked.

A return sheet is read like the form it came from; its last column names the row that each line mends.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from warehouse.cell_text import put_text
from warehouse.intake.cpr import write_in_letters
from warehouse.intake.headings import (
    RETURN_BY,
    RETURN_FOUND,
    RETURN_HEADINGS,
    RETURN_OWN_SHEET,
    RETURN_REASON,
    RETURN_ROW,
    RETURN_WHY,
)
from warehouse.lineage import open_since
from warehouse.return_form import (
    OwnSheetRow,
    ReturnedRow,
    ReturnedTable,
    cells_of,
    days_between,
    lines_of,
    returned_tables,
    rows_of_own_sheets,
)
from warehouse.settings import Settings
from warehouse.source import Source

_MEND_HERE = PatternFill("solid", start_color="C6EFCE")
_HEADER = PatternFill("solid", start_color="E3E1DA")
_FORBIDDEN_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")
_FORBIDDEN_IN_FILE_NAMES = re.compile(r'[<>:"/\\|?*]')
_WIDTH, _WIDTHS = 18, {RETURN_REASON: 60, RETURN_ROW: 26}
_NOTE_WIDTHS = {"Fil": 34, "Ark": 18, "Række": 8, "Står der": 40, RETURN_REASON: 60}
_NOTHING_SAID: Mapping[str, str] = {}


def write_return_sheets(
    con: DuckDBPyConnection, settings: Settings, sources: Mapping[str, Source], as_of: date
) -> list[Path]:
    """Write a workbook per owner and form with rows to mend into outbox/retur; remove those with nothing left to mend.

    Returns the paths written.
    """
    folder = settings.outbox / "retur"
    folder.mkdir(parents=True, exist_ok=True)
    found = open_since(con, sources)
    written = [
        _write(folder, sources[name], tables, notes, as_of)
        for name in sorted(sources)
        for tables, notes in _workbooks(
            sources[name], list(returned_tables(con, sources[name], found)), rows_of_own_sheets(con, sources[name])
        )
    ]
    for old in folder.glob("Retur - *.xlsx"):
        if old not in written:
            old.unlink()
    return written


def _workbooks(
    source: Source, tables: list[ReturnedTable], notes: list[OwnSheetRow]
) -> Iterator[tuple[list[ReturnedTable], list[OwnSheetRow]]]:
    """What goes into each workbook: all into one, or one per file where the sheet's name itself says something."""
    if not any(field.sheet_name for field in source.fields.values()):
        if tables or notes:
            yield tables, notes
        return
    for file_id in dict.fromkeys([*(t.file_id for t in tables), *(n.file_id for n in notes)]):
        yield [t for t in tables if t.file_id == file_id], [n for n in notes if n.file_id == file_id]


def _write(folder: Path, source: Source, tables: list[ReturnedTable], notes: list[OwnSheetRow], as_of: date) -> Path:
    rows = "".join(row.row_id for table in tables for row in table.rows) + "".join(note.row_id for note in notes)
    # a name of its own for each set of rows: put back, it must not take the place of an earlier one
    mark = write_in_letters(hashlib.sha256(rows.encode()).hexdigest()[:6])
    name = f"Retur - {source.owner} - {source.title} - {as_of:%d-%m-%Y} - {mark}.xlsx"
    path = folder / _FORBIDDEN_IN_FILE_NAMES.sub("", name)
    workbook = write_workbook(tables, as_of)
    if notes:
        _write_notes(workbook.create_sheet(RETURN_OWN_SHEET), notes)
    workbook.save(path)
    return path


def _write_notes(sheet: Worksheet, notes: list[OwnSheetRow]) -> None:
    """What can be mended nowhere but in the sender's own sheet, and where it stands there."""
    _put_row(sheet, 1, ["Det her kan ikke rettes i returarket. Ret det i dit eget ark, og læg det i inbox igen."])
    _write_headings(sheet, 2, list(_NOTE_WIDTHS))
    for number, note in enumerate(notes, start=3):
        _put_row(sheet, number, [note.file_name, note.sheet, str(note.row_number), note.shown, note.reason])
    for number, width in enumerate(_NOTE_WIDTHS.values(), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    _wrap(sheet)


def write_workbook(tables: list[ReturnedTable], as_of: date, said: Mapping[str, str] = _NOTHING_SAID) -> Workbook:
    """The tables as their sender knows them, the longest open first. `said`: what stands in columns of our own."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    sheets: dict[tuple[str, int], Worksheet] = {}
    for table in sorted(tables, key=lambda table: -table.days_open(as_of)):
        place = table.file_id, table.sheet_number
        if place not in sheets:
            sheets[place] = workbook.create_sheet(_sheet_name(workbook, table.sheet))
        _write_table(sheets[place], table, as_of, said)
    return workbook


def _sheet_name(workbook: Workbook, name: str) -> str:
    wanted = _FORBIDDEN_IN_SHEET_NAMES.sub(" ", name)[:31] or "Rækker"
    taken = {title.casefold() for title in workbook.sheetnames}
    return next(n for n in (wanted, *(f"{wanted[:28]} {i}" for i in range(2, 100))) if n.casefold() not in taken)


def _write_table(sheet: Worksheet, table: ReturnedTable, as_of: date, said: Mapping[str, str]) -> None:
    """Write a table below what stands on a sheet."""
    first = sheet.max_row + 2 if sheet.max_row > 1 else 1
    place = f", arket {table.sheet}" if table.sheet else ""
    _put_row(sheet, first, [f"Rækker fra {table.file_name}{place}. Ret de grønne celler, og læg arket i inbox."])
    if table.is_down:
        _write_down(sheet, first + 1, table, as_of, said)
        return
    for number, line in enumerate(lines_of(table), start=first + 1):
        if isinstance(line, ReturnedRow):
            _write_row(sheet, number, table, line, {**_own_cells(line, as_of), **said})
        elif number == first + 1 + len(table.above):
            _write_headings(sheet, number, [*line, *_own_headings(said)])
        else:
            _put_row(sheet, number, line)
    _make_readable(sheet, said, len(table.columns))


def _write_down(sheet: Worksheet, first: int, table: ReturnedTable, as_of: date, said: Mapping[str, str]) -> None:
    """Labels down the side and a column for each row, no more of them beside one another than there are labels."""
    for start in range(0, len(table.rows), len(table.columns)):
        rows = table.rows[start : start + len(table.columns)]
        part = replace(table, rows=rows, above=table.above if start == 0 else {})
        own = [{**_own_cells(row, as_of), **said} for row in rows]
        lines = [line for line in lines_of(part) if isinstance(line, list)]
        labels = [[heading, *(cells[heading] for cells in own)] for heading in _own_headings(own[0])]
        for number, line in enumerate([*lines, *labels], start=first):
            _put_row(sheet, number, line)[0].font = Font(bold=True)
        _mark_down(sheet, first + len(part.above), part)
        first += len(lines) + len(labels) + 1
    for number in range(1, len(table.rows) + 2):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS[RETURN_ROW] + 10
    _wrap(sheet)


def _mark_down(sheet: Worksheet, first: int, table: ReturnedTable) -> None:
    for column, row in enumerate(table.rows, start=2):
        line = table.columns.index(row.at_fault) if row.at_fault in table.columns else len(table.columns)
        _mark(sheet.cell(first + line, column), row)


def _mark(cell: Any, row: ReturnedRow) -> None:
    cell.fill = _MEND_HERE
    cell.comment = Comment(row.reason, "Frivillig", width=300, height=90)


def _own_headings(said: Mapping[str, str]) -> list[str]:
    return [heading for heading in RETURN_HEADINGS if heading != RETURN_WHY or heading in said]


def _own_cells(row: ReturnedRow, as_of: date) -> dict[str, str]:
    days = days_between(row.found, as_of)
    found = f"{row.found:%d-%m-%Y} ({days} {'dag' if days == 1 else 'dage'})" if row.found else ""
    return {RETURN_REASON: row.reason, RETURN_FOUND: found, RETURN_BY: "", RETURN_ROW: row.row_id}


def _write_headings(sheet: Worksheet, number: int, headings: list[str]) -> None:
    for cell in _put_row(sheet, number, headings):
        cell.font, cell.fill = Font(bold=True), _HEADER


def _write_row(sheet: Worksheet, number: int, table: ReturnedTable, row: ReturnedRow, own: Mapping[str, str]) -> None:
    _put_row(sheet, number, [*cells_of(table, row), *(own[heading] for heading in _own_headings(own))])
    columns = table.columns
    _mark(sheet.cell(number, columns.index(row.at_fault) + 1 if row.at_fault in columns else len(columns) + 1), row)


def _put_row(sheet: Worksheet, number: int, texts: Iterable[str]) -> list[Any]:
    return [put_text(sheet.cell(number, column), text) for column, text in enumerate(texts, start=1)]


def _make_readable(sheet: Worksheet, said: Mapping[str, str], columns: int) -> None:
    own = [_WIDTHS.get(heading, _WIDTH) for heading in _own_headings(said)]
    for number, width in enumerate([_WIDTH] * columns + own, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    _wrap(sheet)


def _wrap(sheet: Worksheet) -> None:
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.number_format = "@"
