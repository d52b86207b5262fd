"""The marks of an .ods: read from its one part, content.xml, as it streams by."""

from __future__ import annotations

import io
import re

from lxml import etree

from warehouse.intake.marks import ERROR, Marks

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_EXTENDED = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_SIGNS = re.compile(rb'line-through|value-type="error"|visibility="|>(?:#|Err:)')
_ERROR_SHOWN = re.compile(r"^(#[A-Z0-9/]+[!?]?|Err:\d{3})$")


def find_ods_marks(xml: bytes) -> dict[str, Marks]:
    """Sheet name → its marks."""
    return _Reading().read(xml) if _SIGNS.search(xml) else {}


class _Reading:
    """Goes through the document once, counting rows and columns with all that is repeated."""

    def __init__(self) -> None:
        self._marks: dict[str, Marks] = {}
        self._struck_styles: set[str] = set()

    def read(self, xml: bytes) -> dict[str, Marks]:
        tags = (f"{_STYLE}style", f"{_TABLE}table", f"{_TABLE}table-column", f"{_TABLE}table-row")
        name, row, column = "", 0, 0
        for event, element in etree.iterparse(
            io.BytesIO(xml), events=("start", "end"), tag=tags, resolve_entities=False, no_network=True
        ):
            if event == "start" and element.tag == f"{_TABLE}table":
                name, row, column = element.get(f"{_TABLE}name", ""), 0, 0
                self._marks[name] = Marks()
            elif event == "end" and element.tag == f"{_STYLE}style":
                self._learn_style(element)
            elif event == "end" and element.tag == f"{_TABLE}table-column":
                column = self._pass_column(self._marks[name], element, column)
            elif event == "end" and element.tag == f"{_TABLE}table-row":
                row = self._pass_row(self._marks[name], element, row)
                element.clear()
        return self._marks

    def _learn_style(self, style: etree._Element) -> None:
        text = style.find(f"{_STYLE}text-properties")
        if text is not None and text.get(f"{_STYLE}text-line-through-style", "none") != "none":
            self._struck_styles.add(style.get(f"{_STYLE}name", ""))

    def _pass_column(self, marks: Marks, column: etree._Element, number: int) -> int:
        repeated = int(column.get(f"{_TABLE}number-columns-repeated", 1))
        if _is_hidden(column) and repeated < 1_000:
            marks.hidden_columns += range(number, number + repeated)
        return number + repeated

    def _pass_row(self, marks: Marks, row: etree._Element, number: int) -> int:
        repeated = int(row.get(f"{_TABLE}number-rows-repeated", 1))
        if _is_hidden(row) and repeated < 100_000:
            marks.hidden_rows += range(number + 1, number + repeated + 1)
            marks.is_filtered |= row.get(f"{_TABLE}visibility") == "filter"
        column = 0
        for cell in row:
            self._mark_cell(marks, cell, (number + 1, column))
            column += int(cell.get(f"{_TABLE}number-columns-repeated", 1))
        return number + repeated

    def _mark_cell(self, marks: Marks, cell: etree._Element, place: tuple[int, int]) -> None:
        if len(cell) == 0:
            return
        if cell.get(f"{_TABLE}style-name") in self._struck_styles:
            marks.struck.add(place)
        shown = "".join(cell.itertext()).strip()
        is_error = cell.get(f"{_EXTENDED}value-type") == "error" or (
            cell.get(f"{_TABLE}formula") and _ERROR_SHOWN.match(shown)
        )
        if is_error and cell.get(f"{_OFFICE}value-type", "string") == "string":
            marks.faults[place] = shown or ERROR


def _is_hidden(element: etree._Element) -> bool:
    return bool(element.get(f"{_TABLE}visibility", "visible") != "visible")
