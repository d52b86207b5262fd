"""The marks of a binary workbook (.xlsb): read from the records of its sheets and of its table of styles ([MS-XLSB])."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator

from lxml import etree

from warehouse.intake.marks import ERROR, Marks

_ROW, _ERROR, _CALCULATED_ERROR, _SHEET = 0, 3, 11, 156
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_COLUMNS, _FILTERED_COLUMN = 60, 163
_FONT, _FORMAT, _BEGIN_FORMATS, _END_FORMATS = 43, 47, 617, 618
_RICH_TEXT = 62
_FILLED = {*range(2, 12), _RICH_TEXT}  # a number, truth, text or error, written or calculated
_HIDDEN_ROW, _HIDDEN_COLUMN, _STRUCK_FONT = 0x10, 0x01, 0x08
_LAST_COLUMN = 16_383
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


def find_xlsb_marks(archive: zipfile.ZipFile) -> dict[str, Marks]:
    """Sheet name → its marks."""
    relations = etree.fromstring(archive.read("xl/_rels/workbook.bin.rels"), _PARSER)
    parts = {relation.get("Id"): f"xl/{relation.get('Target', '')}" for relation in relations}
    known = set(archive.namelist())
    struck = _struck_styles(archive.read(styles)) if (styles := "xl/styles.bin") in known else set()
    sheets = (_sheet(content) for kind, content in _records(archive.read("xl/workbook.bin")) if kind == _SHEET)
    return {name: _marks(archive.read(parts[part]), struck) for part, name in sheets if parts.get(part) in known}


def _records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """Each record's kind and content: both its kind and its length are written seven bits to a byte."""
    at = 0
    while at + 1 < len(part):
        kind, at = part[at], at + 1
        if kind & 0x80:
            kind, at = kind & 0x7F | part[at] << 7, at + 1
        length = shift = 0
        while True:
            byte, at = part[at], at + 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80 or shift > 21:
                break
        yield kind, part[at : at + length]
        at += length


def _sheet(content: bytes) -> tuple[str, str]:
    """A sheet's relation and its name."""
    relation, end = _wide(content, 8)
    return relation, _wide(content, end)[0]


def _wide(content: bytes, at: int) -> tuple[str, int]:
    end = at + 4 + 2 * struct.unpack_from("<I", content, at)[0]
    return content[at + 4 : end].decode("utf-16-le"), end


def _struck_styles(part: bytes) -> set[int]:
    """The formats of cells, by number, whose font is struck through."""
    fonts: list[bool] = []
    formats: list[bool] = []
    is_cells = False
    for kind, content in _records(part):
        if kind in (_BEGIN_FORMATS, _END_FORMATS):
            is_cells = kind == _BEGIN_FORMATS
        elif kind == _FONT and len(content) > 3:
            fonts.append(bool(content[2] & _STRUCK_FONT))
        elif kind == _FORMAT and is_cells and len(content) > 5:
            formats.append(any(fonts[struct.unpack_from("<H", content, 4)[0] :][:1]))
    return {number for number, is_struck in enumerate(formats) if is_struck}


def _marks(part: bytes, struck_styles: set[int]) -> Marks:
    marks, row = Marks(), 0
    for kind, content in _records(part):
        if kind == _ROW and len(content) > 11:
            row = struct.unpack_from("<I", content)[0] + 1
            if content[11] & _HIDDEN_ROW:
                marks.hidden_rows.append(row)
        elif kind in _FILLED and len(content) > 8:
            column, style = struct.unpack_from("<II", content)
            if style & 0xFFFFFF in struck_styles:
                marks.struck.add((row, column))
            if kind in (_ERROR, _CALCULATED_ERROR):
                marks.faults[row, column] = _ERRORS.get(content[8], ERROR)
        elif kind == _COLUMNS and len(content) > 17 and content[16] & _HIDDEN_COLUMN:
            first, last = struct.unpack_from("<II", content)
            # people hide all columns to the right of their table: nothing is there
            marks.hidden_columns += range(first, last + 1) if last < _LAST_COLUMN else ()
        elif kind == _FILTERED_COLUMN:
            marks.is_filtered = True
    return marks
