"""Sheets as people make them (colours, merged titles, notes), saved so that the same content is the same bytes."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from xml.etree.ElementTree import canonicalize

from odf import opendocument, table, text
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

Cell = str | int | float | bool | date | datetime | None

EPOCH = (2015, 1, 2, 8, 0, 0)
STAMP = b"2015-01-02T08:00:00Z"

FILLS = {"title": "D9E1F2", "header": "BDD7EE", "group": "FFE699", "volunteers": "C6E0B4", "total": "EDEDED"}
BOLD = {"title", "header", "group", "total"}


@dataclass
class Line:
    """One row of a sheet, and how it is painted."""

    cells: Sequence[Cell]
    style: str = ""


@dataclass
class Sheet:
    """A sheet under construction; rows are written from the top."""

    name: str
    lines: list[Line] = field(default_factory=list)
    merged_rows: list[int] = field(default_factory=list)

    def add(self, *cells: Cell, style: str = "") -> Sheet:
        self.lines.append(Line(cells, style))
        return self

    def title(self, words: str) -> Sheet:
        """A title merged over the first columns, as people like it."""
        self.add(words, style="title")
        self.merged_rows.append(len(self.lines))
        return self

    def blank(self) -> Sheet:
        return self.add()

    def header(self, *headings: Cell) -> Sheet:
        return self.add(*headings, style="header")

    def group(self, word: str, style: str = "group") -> Sheet:
        """A row with one word: the rows below belong to it."""
        return self.add(word, style=style)


def xlsx(sheets: Iterable[Sheet]) -> bytes:
    """An Excel workbook; same sheets, same bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        _fill(book.create_sheet(sheet.name), sheet)
    raw = io.BytesIO()
    book.save(raw)
    return _timeless(raw.getvalue())


def ods(sheets: Iterable[Sheet]) -> bytes:
    """An OpenDocument spreadsheet; same sheets, same bytes."""
    document = opendocument.OpenDocumentSpreadsheet()
    for sheet in sheets:
        grid = table.Table(name=sheet.name)
        for line in sheet.lines:
            row = table.TableRow()
            for cell in line.cells:
                row.addElement(_ods_cell(cell))
            grid.addElement(row)
        document.spreadsheet.addElement(grid)
    raw = io.BytesIO()
    document.write(raw)
    return _timeless(raw.getvalue(), canonical=True)


def csv_text(lines: Iterable[Sequence[Cell]], encoding: str = "cp1252", delimiter: str = ";") -> bytes:
    """What a Danish Excel or an old system exports: semicolons, decimal commas, dd-mm-yyyy, CRLF."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([_plain(cell) for cell in line] for line in lines)
    return out.getvalue().encode(encoding)


def _fill(target: Worksheet, sheet: Sheet) -> None:
    for number, line in enumerate(sheet.lines, start=1):
        for column, value in enumerate(line.cells, start=1):
            if value is not None:
                _write(target, number, column, value)
        _paint(target, number, line)
    for number in sheet.merged_rows:
        target.merge_cells(start_row=number, start_column=1, end_row=number, end_column=5)
    target.column_dimensions["A"].width = 28
    for column in range(2, 8):
        target.column_dimensions[get_column_letter(column)].width = 15


def _write(target: Worksheet, row: int, column: int, value: Cell) -> None:
    cell = target.cell(row, column, value)
    if isinstance(value, datetime):
        cell.number_format = "dd-mm-yyyy hh:mm"
    elif isinstance(value, date):
        cell.number_format = "dd-mm-yyyy"


def _paint(target: Worksheet, number: int, line: Line) -> None:
    if line.style not in FILLS:
        return
    for column in range(1, max(len(line.cells), 5) + 1):
        cell = target.cell(number, column)
        cell.fill = PatternFill("solid", fgColor=FILLS[line.style])
        cell.font = Font(bold=line.style in BOLD)
        if line.style == "header":
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def _ods_cell(value: Cell) -> table.TableCell:
    if value is None:
        return table.TableCell()
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        cell = table.TableCell(valuetype="date", datevalue=day.isoformat())
        cell.addElement(text.P(text=day.strftime("%d-%m-%Y")))
    elif isinstance(value, int | float):
        cell = table.TableCell(valuetype="float", value=str(value))
        cell.addElement(text.P(text=_plain(value)))
    else:
        cell = table.TableCell(valuetype="string")
        cell.addElement(text.P(text=value))
    return cell


def _plain(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.strftime("%d-%m-%Y")
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return str(value)


def _timeless(content: bytes, *, canonical: bool = False) -> bytes:
    """The same zip with every clock in it set to one moment.

    `canonical`: XML parts in canonical form, since odfpy names every namespace any earlier document used.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            part = _without_clock(old.read(name))
            new.writestr(info, canonicalize(part.decode()).encode() if canonical and name.endswith(".xml") else part)
    return out.getvalue()


def _without_clock(part: bytes) -> bytes:
    part = re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>" + STAMP, part)
    return re.sub(rb"(<(?:dc:date|meta:creation-date)>)[^<]*", rb"\g<1>" + STAMP, part)
