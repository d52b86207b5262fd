"""XML Spreadsheet 2003: a workbook as one XML text, which older systems export as .xml or call .xls."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from lxml import etree

from warehouse.errors import RefusedFileError
from warehouse.intake.marks import ERROR, NO_RESULT, Marks
from warehouse.intake.xml_instances import parse_safely

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_X = "{urn:schemas-microsoft-com:office:excel}"
_FIRST_DAYS = (1899, 1900)  # a time of day has one of the calendar's first days
_LAST_ROW, _LAST_COLUMN, _MOST_CELLS = 1_048_576, 16_384, 20_000_000

Merged = tuple[tuple[int, int], tuple[int, int]]


class Worksheet:
    """One sheet as it stands in the file. `merged`: (first, column) and (last, column) of merged cells, from 0."""

    def __init__(self, element: etree._Element, struck_styles: frozenset[str]) -> None:
        self.name = element.get(f"{_SS}Name", "")
        shown = element.find(f"{_X}WorksheetOptions/{_X}Visible")
        self.is_hidden = shown is not None and shown.text in ("SheetHidden", "SheetVeryHidden")
        self.rows: list[list[Any]] = []
        self.marks = Marks(is_filtered=element.find(f"{_X}AutoFilter/{_X}AutoFilterColumn[@{_X}Type]") is not None)
        self.merged: list[Merged] = []
        self._struck_styles = struck_styles
        self._cells = 0
        table = element.find(f"{_SS}Table")
        for child in table if table is not None else ():
            if child.tag == f"{_SS}Column":
                self._take_column(child)
            elif child.tag == f"{_SS}Row":
                self._take_row(child)

    def _take_column(self, element: etree._Element) -> None:
        first = _number(element, "Index", self._next_column if self.marks.hidden_columns else 1) - 1
        if element.get(f"{_SS}Hidden") == "1":
            self.marks.hidden_columns += range(first, min(first + _number(element, "Span", 0) + 1, _LAST_COLUMN))

    @property
    def _next_column(self) -> int:
        return self.marks.hidden_columns[-1] + 2

    def _take_row(self, element: etree._Element) -> None:
        number = _number(element, "Index", len(self.rows) + 1)
        self._refuse_too_large(number, 0)
        if number <= len(self.rows):
            raise _broken()
        self.rows += [[] for _ in range(number - len(self.rows))]
        row = self.rows[number - 1]
        for cell in element.iterchildren(f"{_SS}Cell"):
            self._take_cell(cell, number, row, element.get(f"{_SS}StyleID", ""))
        span = _number(element, "Span", 0)  # rows that are as this one, and blank
        if element.get(f"{_SS}Hidden") == "1":
            self.marks.hidden_rows += range(number, number + min(span, _LAST_ROW) + 1)
        if span:
            self._refuse_too_large(number + span, 0)
            self.rows += [[] for _ in range(span)]

    def _take_cell(self, cell: etree._Element, number: int, row: list[Any], style_of_row: str) -> None:
        column = _number(cell, "Index", len(row) + 1) - 1
        across, down = _number(cell, "MergeAcross", 0), _number(cell, "MergeDown", 0)
        self._refuse_too_large(number + down, column + across + 1)
        value = _value(cell)
        if column < len(row):
            raise _broken()
        added = [*[""] * (column - len(row)), value, *[""] * across]
        row += added
        self._cells += len(added)
        if down:
            self.merged.append(((number - 1, column), (number - 1 + down, column + across)))
        if value != "" and cell.get(f"{_SS}StyleID", style_of_row) in self._struck_styles:
            self.marks.struck.add((number, column))
        if (fault := _fault(cell)) is not None:
            self.marks.faults[number, column] = fault

    def _refuse_too_large(self, row: int, column: int) -> None:
        if row > _LAST_ROW or column > _LAST_COLUMN or self._cells + column > _MOST_CELLS:
            raise RefusedFileError("too_large", "Filen er for stor at læse. Del den op i mindre ark.")


def _broken() -> RefusedFileError:
    """Two cells in one place: which of them counts cannot be known."""
    return RefusedFileError("broken", "Filen er ødelagt eller ikke kommet helt med. Gem den igen og læg den på ny.")


def is_workbook(content: bytes) -> bool:
    """Whether an XML text is such a workbook: the name of its outermost element says so."""
    head = content[:4096].replace(b"\0", b"")
    return b"Workbook" in head and b"urn:schemas-microsoft-com:office:spreadsheet" in head


def read_worksheets(content: bytes) -> Iterator[Worksheet]:
    """Its sheets in order. Raises RefusedFileError when the content is broken, dangerous or too large."""
    root = parse_safely(content)
    struck = frozenset(_struck_styles(root))
    for element in root.iterchildren(f"{_SS}Worksheet"):
        yield Worksheet(element, struck)


def _struck_styles(root: etree._Element) -> Iterator[str]:
    for style in root.iterfind(f"{_SS}Styles/{_SS}Style"):
        font = style.find(f"{_SS}Font")
        if font is not None and font.get(f"{_SS}StrikeThrough") == "1":
            yield style.get(f"{_SS}ID", "")


def _number(element: etree._Element, name: str, otherwise: int) -> int:
    said = element.get(f"{_SS}{name}", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else otherwise


def _value(cell: etree._Element) -> Any:
    data = cell.find(f"{_SS}Data")
    if data is None:
        return ""
    text, kind = "".join(data.itertext()), data.get(f"{_SS}Type")
    if kind == "Number":
        return _read_number(text)
    if kind == "Boolean":
        return text.strip() in ("1", "true")
    if kind == "DateTime":
        return _read_moment(text)
    return "" if kind == "Error" else text


def _fault(cell: etree._Element) -> str | None:
    data = cell.find(f"{_SS}Data")
    if data is None:
        return NO_RESULT if cell.get(f"{_SS}Formula") else None
    return ("".join(data.itertext()).strip() or ERROR) if data.get(f"{_SS}Type") == "Error" else None


def _read_number(text: str) -> Any:
    try:
        return float(text)
    except ValueError:
        return text


def _read_moment(text: str) -> Any:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return text
    if moment.year in _FIRST_DAYS and moment.month in (1, 12) and moment.time() != time():
        return moment.time()
    return moment if moment.time() != time() else moment.date()
