"""A file as sheets of cells, each cell at the row and column where a person sees it."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache
from typing import Any
from zipfile import BadZipFile

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from warehouse.errors import RefusedFileError
from warehouse.intake import json_records, mojibake, spreadsheet_xml, text, webpage, xml_instances
from warehouse.intake.cpr import mask_cpr
from warehouse.intake.marks import Marks, column_letters, describe_marks, find_marks
from warehouse.intake.packed_rows import PackedRows
from warehouse.intake.preflight import has_macros, sniff
from warehouse.settings import Limits

_UNREADABLE = (
    CalamineError,
    BadZipFile,
    zlib.error,
    struct.error,
    LookupError,
    EOFError,
    SyntaxError,
    OSError,
    ValueError,
)
_PANIC = "PanicException"  # the workbook reader's own bugs; no Exception, and not to be imported
_MOST_CELLS = 20_000_000
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_MACROS = "Filen har makroer. De er ikke kørt; kun værdierne er læst."
_NOT_LOOKED_INTO = "Fejl i celler kan ikke ses i filen. Gem den som .xlsx for at være sikker."
_RECORDS = {"json": json_records.read_tables, "xml": xml_instances.read_tables}
Cell = str | float | int | bool | date | datetime | time | timedelta


@dataclass(frozen=True)
class Sheet:
    """A sheet: `rows[0]` is row 1. A blank cell is `""`; rows may be of different lengths.

    A cell that shows an error, or a formula without a result, is a `FaultyCell`. A cell merged over several
    filled rows has its value in each. `columns` names the columns of a part, where tables stand side by side;
    `beside` are the rows in which only the other part is filled. `remarks`: what the sender should know.
    """

    name: str
    number: int
    is_hidden: bool
    rows: Sequence[list[Any]]
    is_text: bool = False
    struck_rows: frozenset[int] = frozenset()
    columns: str = ""
    beside: frozenset[int] = frozenset()
    remarks: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The sheet as named to people."""
        return f"{self.name} ({self.columns})".strip() if self.columns else self.name

    def filled_rows(self) -> list[int]:
        """Numbers (from 1) of the rows in which anything is written."""
        return self._filled_rows

    @cached_property
    def _filled_rows(self) -> list[int]:
        if isinstance(self.rows, PackedRows):
            return [place + 1 for place in self.rows.filled()]
        return [n for n, row in enumerate(self.rows, start=1) if any(map(is_filled, row))]


class FaultyCell(str):
    """What stands in a cell that has no value to read: `#REF!`, or that a formula has no result."""


def is_filled(cell: Cell) -> bool:
    """Whether anything is written in the cell; blanks alone are nothing."""
    return not cell.isspace() if isinstance(cell, str) and cell else cell != ""


def show(cell: Cell) -> str:
    """The cell as a person would write it: 3.0 as `3`, dates as `03-09-2013`, times as `14:30`."""
    if type(cell) is str:
        return cell
    if isinstance(cell, bool):
        return "ja" if cell else "nej"
    if isinstance(cell, float):
        return f"{cell:.10g}".replace(".", ",")
    if isinstance(cell, date):
        return _show_date(cell)
    if isinstance(cell, timedelta):
        return _show_span(cell)
    return str(cell)


def _show_span(span: timedelta) -> str:
    """A span of more than a day as spreadsheets show it, `26:00:00`, and not in English days."""
    minutes, seconds = divmod(abs(int(span.total_seconds())), 60)
    return f"{'-' if span < timedelta() else ''}{minutes // 60}:{minutes % 60:02}:{seconds:02}"


@lru_cache(maxsize=20_000)
def _show_date(day: date) -> str:
    has_time = isinstance(day, datetime) and day.time() != time()
    return day.strftime("%d-%m-%Y %H:%M" if has_time else "%d-%m-%Y")


def open_sheets(content: bytes, limits: Limits) -> list[Sheet]:
    """Every sheet of a workbook, or the one table of a text file.

    Raises RefusedFileError when the file is dangerous, broken, locked or no sheet at all.
    """
    kind = sniff(content, limits)
    if kind == "workbook":
        return _open_workbook(content)
    if kind == "webpage":
        rows, remarks = webpage.read_webpage(content), ("Filen er en webside; dens tabeller er læst.",)
        return [_repaired(Sheet("", 1, False, rows, is_text=True, remarks=remarks))]
    if kind == "xml" and spreadsheet_xml.is_workbook(content):
        return [_finish_xml(sheet, number) for number, sheet in enumerate(spreadsheet_xml.read_worksheets(content), 1)]
    if kind in _RECORDS:
        tables = _RECORDS[kind](content, limits)
        return [
            _repaired(Sheet(name, number, False, rows)) for number, (name, rows) in enumerate(tables.items(), start=1)
        ]
    return [_open_text(content)]


def _open_text(content: bytes) -> Sheet:
    decoded = text.decode(content)
    broken = mojibake.count_broken(decoded)
    remarks = (mojibake.describe_repair(broken),) if broken else ()
    return Sheet("", 1, False, text.read_rows(mojibake.repair(decoded)), is_text=True, remarks=remarks)


def _open_workbook(content: bytes) -> list[Sheet]:
    try:
        marks = find_marks(content)  # before the reader: a part that lies about its size ends here
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [
            _read_sheet(workbook, meta, number, marks.get(meta.name, Marks()))
            for number, meta in enumerate(workbook.sheets_metadata, start=1)
            if meta.typ == SheetTypeEnum.WorkSheet
        ]
    except PasswordError as error:
        raise RefusedFileError(
            "encrypted", "Filen er låst med adgangskode. Gem den uden adgangskode og læg den igen."
        ) from error
    except BaseException as error:
        if not isinstance(error, _UNREADABLE) and type(error).__name__ != _PANIC:
            raise
        raise RefusedFileError(
            "broken", "Filen er ødelagt eller ikke et regneark. Gem den igen og læg den på ny."
        ) from error
    told = [_MACROS] if has_macros(content) else []
    if not marks and not content.startswith(b"PK"):
        told.append(_NOT_LOOKED_INTO)
    return [replace(sheet, remarks=(*told, *sheet.remarks)) for sheet in sheets]


def _read_sheet(workbook: CalamineWorkbook, meta: SheetMetadata, number: int, marks: Marks) -> Sheet:
    sheet = workbook.get_sheet_by_name(meta.name)
    last_row, last_column = sheet.end or (0, 0)
    if (last_row + 1) * (last_column + 1) > _MOST_CELLS:
        raise RefusedFileError(
            "too_large",
            f"Arket «{mask_cpr(meta.name)}» går til række {last_row + 1} og kolonne {column_letters(last_column)}. "
            "Slet det, der står langt fra tabellen, og læg filen igen.",
        )
    rows = sheet.to_python(skip_empty_area=False)
    _put_faults(rows, marks)
    _fill_merged(rows, sheet.merged_cell_ranges or [])
    remarks = describe_marks(meta.name, marks, len(rows))
    is_hidden = meta.visible != SheetVisibleEnum.Visible
    return _repaired(Sheet(meta.name, number, is_hidden, rows, struck_rows=marks.struck_rows, remarks=remarks))


def _finish_xml(sheet: spreadsheet_xml.Worksheet, number: int) -> Sheet:
    _put_faults(sheet.rows, sheet.marks)
    _fill_merged(sheet.rows, sheet.merged)
    remarks = describe_marks(sheet.name, sheet.marks, len(sheet.rows))
    read = Sheet(sheet.name, number, sheet.is_hidden, sheet.rows, struck_rows=sheet.marks.struck_rows, remarks=remarks)
    return _repaired(read)


def _put_faults(rows: list[list[Any]], marks: Marks) -> None:
    for (row, column), shown in marks.faults.items():
        if row > _LAST_ROW or column >= _LAST_COLUMN:
            continue
        rows += [[] for _ in range(row - len(rows))]
        rows[row - 1] += [""] * (column + 1 - len(rows[row - 1]))
        rows[row - 1][column] = FaultyCell(shown)


def _fill_merged(rows: list[list[Any]], ranges: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Give every filled row that a merged cell covers the cell's value, as a reader sees it."""
    for (first, column), (last, last_column) in ranges:
        if column == last_column and first < len(rows) and column < len(rows[first]):
            for row in rows[first + 1 : last + 1]:
                if column < len(row) and any(is_filled(cell) for cell in row):
                    row[column] = rows[first][column]


def _repaired(sheet: Sheet) -> Sheet:
    """The sheet with broken letters turned back and the sender told."""
    broken = 0
    for row in sheet.rows:
        for column, cell in enumerate(row):
            if type(cell) is str and mojibake.is_broken(cell):
                broken += mojibake.count_broken(cell)
                row[column] = mojibake.repair(cell)
    return replace(sheet, remarks=(*sheet.remarks, mojibake.describe_repair(broken))) if broken else sheet
