"""Papers as a workbook: numbers stay numbers, and no cell computes anything."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.drawing.image import Image
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from warehouse.cell_text import put_text
from warehouse.papers.blocks import Callout, Cards, Cell, Figure, Heading, Paper, Points, Shown, Table, Text
from warehouse.papers.pictures import draw_png

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31
_HEADING_FILL = PatternFill("solid", start_color="E3E1DA")
_WRAPPED, _BOLD = Alignment(wrap_text=True, vertical="top"), Font(bold=True)
_LONGEST_LINE = 58  # letters in a cell before its words are wrapped
_ROW_PIXELS = 20
_WORDS_ACROSS = 110  # letters in a line of text across the columns


def write_workbook(paper: Paper) -> bytes:
    """A sheet per chapter, its tables below each other."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = add_sheet(book, paper.title)
    _add_words(sheet, paper.title, Font(bold=True, size=16))
    _add_words(sheet, paper.subtitle)
    _add_words(sheet, paper.mark, _BOLD)
    for name, value in paper.facts:
        sheet.append([])
        put_text(sheet.cell(sheet.max_row + 1, 1), name)
        put_text(sheet.cell(sheet.max_row, 2), value)
    for block in paper.blocks:
        if isinstance(block, Heading) and block.level == 1:
            sheet = add_sheet(book, block.text)
        _add(sheet, block)
    return save(book)


def add_sheet(book: Any, title: str) -> Any:
    """A new sheet with a name no other has."""
    name, taken, number = _FORBIDDEN.sub(" ", title)[:_LONGEST_NAME].strip(), set(book.sheetnames), 2
    while name in taken:
        name, number = f"{name[: _LONGEST_NAME - 3]} {number}", number + 1
    sheet = book.create_sheet(name)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    return sheet


def add_table(sheet: Any, headings: Sequence[str], rows: Iterable[Sequence[Cell]], bold: Iterable[int] = ()) -> int:
    """The table below what stands there. Returns the row its headings stand in."""
    top = _next_row(sheet)
    for column, heading in enumerate(headings, start=1):
        cell = put_text(sheet.cell(top, column), heading)
        cell.font, cell.fill, cell.alignment = _BOLD, _HEADING_FILL, _WRAPPED
    heavy = set(bold)
    for number, row in enumerate(rows):
        for column, shown in enumerate(row, start=1):
            _put(sheet.cell(top + 1 + number, column), shown, number in heavy)
    return top


def save(book: Any) -> bytes:
    """The workbook's bytes, its columns as wide as what stands in them."""
    for sheet in book.worksheets:
        _fit_columns(sheet)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _add(sheet: Any, block: Any) -> None:
    match block:
        case Heading(text, level):
            _add_words(sheet, text, Font(bold=True, size=15 - level))
        case Text(text, tone) if tone != "prompt":
            _add_words(sheet, text)
        case Callout(title, items):
            for words in (title, *items):
                _add_words(sheet, words, _BOLD)
        case Points(items):
            for item in items:
                _add_words(sheet, f"• {item}")
        case Cards(cards):
            add_table(sheet, ["", "", ""], [[card.label, card.value, card.note] for card in cards])
        case Table():
            _add_words(sheet, block.title, Font(bold=True))
            add_table(sheet, [column.heading for column in block.columns], block.rows, block.bold)
            _add_words(sheet, block.note, Font(italic=True))
        case Figure(title, spec, _, note):
            _add_words(sheet, title, Font(bold=True))
            _add_picture(sheet, draw_png(spec))
            _add_words(sheet, note, Font(italic=True))


def _add_words(sheet: Any, words: str, font: Font | None = None) -> None:
    if not words:
        return
    row = _next_row(sheet)
    cell = put_text(sheet.cell(row, 1), words)
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=6)
    cell.alignment = _WRAPPED
    sheet.row_dimensions[row].height = 15 * (1 + len(words) // _WORDS_ACROSS) + (
        6 if font and (font.size or 0) > 12 else 0
    )
    if font:
        cell.font = font


def _add_picture(sheet: Any, png: bytes) -> None:
    picture = Image(io.BytesIO(png))
    picture.width, picture.height = picture.width // 2, picture.height // 2
    row = _next_row(sheet)
    sheet.add_image(picture, f"A{row}")
    # the row the picture ends in, so that what follows stands below it
    sheet.cell(row + picture.height // _ROW_PIXELS + 1, 1).value = " "


def _next_row(sheet: Any) -> int:
    is_empty = sheet.max_row == 1 and sheet["A1"].value is None
    return 1 if is_empty else int(sheet.max_row) + 1


def _put(cell: Any, shown: Cell, is_bold: bool) -> None:
    value = shown.value if isinstance(shown, Shown) else None
    if value is None:
        put_text(cell, shown.text if isinstance(shown, Shown) else shown)
    else:
        cell.value = value
        cell.number_format = "DD-MM-YYYY" if isinstance(value, date) else "#,##0.#" if value % 1 else "#,##0"
    if isinstance(cell.value, str) and len(cell.value) > _LONGEST_LINE:
        cell.alignment = _WRAPPED
    if is_bold:
        cell.font = _BOLD


def _fit_columns(sheet: Any) -> None:
    merged = {span.min_row for span in sheet.merged_cells.ranges}
    for column in range(1, sheet.max_column + 1):
        texts = [str(sheet.cell(row, column).value or "") for row in range(1, sheet.max_row + 1) if row not in merged]
        longest = max((len(text) for text in texts), default=0)
        sheet.column_dimensions[get_column_letter(column)].width = min(max(longest + 2, 12), 60)
