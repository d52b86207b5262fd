"""The marks of an .xlsx: read from its sheets' XML and its table of styles."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from warehouse.intake.marks import ERROR, NO_RESULT, Marks

_ROW_OR_CELL = re.compile(rb"<(?:\w+:)?row\b([^>]*)>|<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_COLUMNS = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_VALUE = re.compile(rb"<(?:\w+:)?v>(.+?)</(?:\w+:)?v>", re.DOTALL)
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_TEXT_RESULT = re.compile(rb't="str"|<is>')  # may rightly be an empty text; one never calculated has no type
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d+)"')
_NUMBER = re.compile(rb'\br="(\d+)"')
_STYLE = re.compile(rb'\bs="(\d+)"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_FROM, _TO = re.compile(rb'\bmin="(\d+)"'), re.compile(rb'\bmax="(\d+)"')
_LAST_COLUMN = 16_384
_FILTER = re.compile(rb"<(?:\w+:)?filterColumn\b")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


def find_xlsx_marks(archive: zipfile.ZipFile) -> dict[str, Marks]:
    """Sheet name → its marks."""
    struck_styles = _struck_styles(archive)
    return {name: _marks(archive.read(part), struck_styles) for name, part in _sheet_parts(archive).items()}


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    relations = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), _PARSER)
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    sheets = etree.fromstring(archive.read("xl/workbook.xml"), _PARSER).iter("{*}sheet")
    places = {sheet.get("name", ""): _place(targets.get(_relation(sheet), "")) for sheet in sheets}
    known = set(archive.namelist())
    return {name: place for name, place in places.items() if place in known and "worksheets" in place}


def _relation(sheet: etree._Element) -> str:
    return next((str(value) for key, value in sheet.attrib.items() if str(key).endswith("}id")), "")


def _place(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")


def _struck_styles(archive: zipfile.ZipFile) -> set[bytes]:
    if "xl/styles.xml" not in archive.namelist():
        return set()
    content = archive.read("xl/styles.xml")
    if b"strike" not in content:
        return set()
    styles = etree.fromstring(content, _PARSER)
    fonts = [_is_struck(font) for font in styles.findall("{*}fonts/{*}font")]
    formats = styles.findall("{*}cellXfs/{*}xf")
    return {str(n).encode() for n, xf in enumerate(formats) if any(fonts[int(xf.get("fontId", 0)) :][:1])}


def _is_struck(font: etree._Element) -> bool:
    strike = font.find("{*}strike")
    return strike is not None and strike.get("val", "1") not in {"0", "false"}


def _marks(xml: bytes, struck_styles: set[bytes]) -> Marks:
    marks = Marks()
    if b"hidden=" in xml:
        marks.hidden_rows = [int(n) for n in _hidden_rows(xml)]
        marks.hidden_columns = list(_hidden_columns(xml))
        marks.is_filtered = bool(_FILTER.search(xml))
    if b't="e"' in xml or _FORMULA.search(xml) or any(b's="%b"' % style in xml for style in struck_styles):
        for place, attributes, inside in _cells(xml):
            _mark_cell(marks, place, attributes, inside, struck_styles)
    return marks


def _hidden_rows(xml: bytes) -> Iterator[int]:
    number = 0
    for attributes in _ROW.findall(xml):
        said = _NUMBER.search(attributes)
        number = int(said.group(1)) if said else number + 1
        if _HIDDEN.search(attributes):
            yield number


def _hidden_columns(xml: bytes) -> Iterator[int]:
    for attributes in _COLUMNS.findall(xml):
        first, last = _FROM.search(attributes), _TO.search(attributes)
        # people hide all columns to the right of their table: nothing is there
        if _HIDDEN.search(attributes) and first and last and int(last.group(1)) < _LAST_COLUMN:
            yield from range(int(first.group(1)) - 1, int(last.group(1)))


def _cells(xml: bytes) -> Iterator[tuple[tuple[int, int], bytes, bytes]]:
    """Every cell with its place, said or counted, its attributes and what is inside."""
    row = column = 0
    for found in _ROW_OR_CELL.finditer(xml):
        of_row, attributes, inside = found.groups()
        if of_row is not None:
            said = _NUMBER.search(of_row)
            row, column = int(said.group(1)) if said else row + 1, -1
            continue
        place = _PLACE.search(attributes)
        row, column = (int(place.group(2)), _column(place.group(1))) if place else (row, column + 1)
        yield (row, column), attributes, inside or b""


def _mark_cell(
    marks: Marks, place: tuple[int, int], attributes: bytes, inside: bytes, struck_styles: set[bytes]
) -> None:
    style = _STYLE.search(attributes)
    if style and style.group(1) in struck_styles and inside:
        marks.struck.add(place)
    if b't="e"' in attributes:
        value = _VALUE.search(inside)
        marks.faults[place] = value.group(1).decode() if value else ERROR
    elif _FORMULA.search(inside) and not _VALUE.search(inside) and not _TEXT_RESULT.search(attributes + inside):
        marks.faults[place] = NO_RESULT


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
