"""Tables as files to take home, in which no cell can run anything."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from warehouse.cell_text import put_text, starts_a_formula

_FORBIDDEN_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")


def write_csv(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Semicolons, decimal commas and a byte order mark: what a Danish Excel opens as a table."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_MINIMAL)
    writer.writerow(headings)
    writer.writerows([_csv_cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def write_xlsx(title: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """One sheet with a frozen bold heading; text stays text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_FORBIDDEN_IN_SHEET_NAMES.sub(" ", title)[:31])
    sheet.freeze_panes = "A2"
    for column, heading in enumerate(headings, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = max(14, len(heading) + 2)
    sheet.append([_heading_cell(sheet, heading) for heading in headings])
    for row in rows:
        sheet.append([_xlsx_cell(sheet, value) for value in row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _csv_cell(value: Any) -> Any:
    if isinstance(value, str):
        return f"'{value}" if starts_a_formula(value) else value
    if isinstance(value, float):
        return f"{value:.15g}".replace(".", ",")
    return value.strftime("%d-%m-%Y") if isinstance(value, date) else value


def _heading_cell(sheet: Any, heading: str) -> Any:
    cell = put_text(WriteOnlyCell(sheet), heading)
    cell.font = Font(bold=True)
    return cell


def _xlsx_cell(sheet: Any, value: Any) -> Any:
    if isinstance(value, str):
        return put_text(WriteOnlyCell(sheet), value)
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, date):
        cell.number_format = "dd-mm-yyyy"
    return cell
