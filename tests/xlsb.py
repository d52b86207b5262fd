"""The smallest workbook in Excel's binary format (.xlsb): no library writes one, so the records are laid by hand ([MS-XLSB])."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import Any

_ROW, _NUMBER, _TRUTH, _ERROR, _TEXT = 0, 5, 4, 3, 6
_BEGIN_SHEET, _END_SHEET, _SIZE, _BEGIN_DATA, _END_DATA = 129, 130, 148, 145, 146
_BEGIN_BOOK, _END_BOOK, _BEGIN_SHEETS, _END_SHEETS, _SHEET = 131, 132, 143, 144, 156
_COLUMNS, _BEGIN_COLUMNS, _END_COLUMNS = 60, 390, 391
_BEGIN_FILTER, _END_FILTER, _BEGIN_FILTERED, _END_FILTERED = 161, 162, 163, 164
_BEGIN_STYLES, _END_STYLES, _BEGIN_FONTS, _END_FONTS, _FONT = 278, 279, 611, 612, 43
_BEGIN_STYLE_FORMATS, _END_STYLE_FORMATS, _BEGIN_FORMATS, _END_FORMATS, _FORMAT = 626, 627, 617, 618, 47
_STRUCK = 1  # the format of a cell with a line through it
_ERRORS = {"#DIV/0!": 7, "#REF!": 23}
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
)
_RELATIONS = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_RELATION = '<Relationship Id="rId{}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"/>'


def write_xlsb(sheets: dict[str, list[list[Any]]], looks: dict[str, dict[str, Any]] | None = None) -> bytes:
    """A workbook of texts, numbers, truths and errors. `looks`: sheet → how it looks, places as (row, column) from 0."""
    content = io.BytesIO()
    numbers = range(1, len(sheets) + 1)
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS.format(_RELATION.format(1, "officeDocument", "xl/workbook.bin")))
        parts = "".join(_RELATION.format(n, "worksheet", f"worksheets/sheet{n}.bin") for n in numbers)
        parts += _RELATION.format(len(sheets) + 1, "styles", "styles.bin")
        archive.writestr("xl/styles.bin", _styles())
        archive.writestr("xl/_rels/workbook.bin.rels", _RELATIONS.format(parts))
        archive.writestr("xl/workbook.bin", _book(list(sheets)))
        for number, (name, rows) in zip(numbers, sheets.items(), strict=True):
            archive.writestr(f"xl/worksheets/sheet{number}.bin", _sheet(rows, (looks or {}).get(name, {})))
    return content.getvalue()


def _book(names: list[str]) -> bytes:
    sheets = b"".join(
        _record(_SHEET, struct.pack("<II", 0, n) + _wide(f"rId{n}") + _wide(name)) for n, name in enumerate(names, 1)
    )
    return _record(_BEGIN_BOOK) + _record(_BEGIN_SHEETS) + sheets + _record(_END_SHEETS) + _record(_END_BOOK)


def _styles() -> bytes:
    """Two fonts, the second struck through, and a format of each."""
    fonts = b"".join(
        _record(_FONT, struct.pack("<HHHHBBBB", 220, flags, 400, 0, 0, 2, 0, 0) + bytes(8) + b"\0" + _wide("Calibri"))
        for flags in (0, 8)
    )
    formats = [_record(_FORMAT, struct.pack("<HHHHHBBHH", 0xFFFF, 0, font, 0, 0, 0, 0, 0, 0)) for font in (0, 1)]
    return (
        _record(_BEGIN_STYLES)
        + _record(_BEGIN_FONTS, struct.pack("<I", 2)) + fonts + _record(_END_FONTS)
        + _record(_BEGIN_STYLE_FORMATS, struct.pack("<I", 1)) + formats[0] + _record(_END_STYLE_FORMATS)
        + _record(_BEGIN_FORMATS, struct.pack("<I", 2)) + b"".join(formats) + _record(_END_FORMATS)
        + _record(_END_STYLES)
    )  # fmt: skip


def _columns(hidden: list[int]) -> bytes:
    infos = b"".join(_record(_COLUMNS, struct.pack("<IIIIH", c, c, 2560, 0, 1)) for c in hidden)
    return _record(_BEGIN_COLUMNS) + infos + _record(_END_COLUMNS) if hidden else b""


def _filter(is_on: bool) -> bytes:
    parts = ((_BEGIN_FILTER, bytes(16)), (_BEGIN_FILTERED, bytes(6)), (_END_FILTERED, b""), (_END_FILTER, b""))
    return b"".join(_record(kind, content) for kind, content in parts) if is_on else b""


def _sheet(rows: list[list[Any]], looks: dict[str, Any]) -> bytes:
    struck, hidden = set(looks.get("struck", ())), set(looks.get("hidden_rows", ()))
    size = struct.pack("<IIII", 0, max(len(rows) - 1, 0), 0, max(map(len, rows), default=1) - 1)
    data = b"".join(
        _record(_ROW, struct.pack("<IIHBBBI", n, 0, 300, 0, 0x10 if n in hidden else 0, 0, 0))
        + b"".join(
            _cell(column, value, _STRUCK if (n, column) in struck else 0)
            for column, value in enumerate(row)
            if value not in (None, "")
        )
        for n, row in enumerate(rows)
    )
    return (
        _record(_BEGIN_SHEET)
        + _record(_SIZE, size)
        + _columns(looks.get("hidden_columns", []))
        + _record(_BEGIN_DATA)
        + data
        + _record(_END_DATA)
        + _filter(bool(looks.get("filter")))
        + _record(_END_SHEET)
    )


def _cell(column: int, value: Any, style: int) -> bytes:
    place = struct.pack("<II", column, style)
    if isinstance(value, bool):
        return _record(_TRUTH, place + bytes([value]))
    if isinstance(value, (int, float)):
        return _record(_NUMBER, place + struct.pack("<d", value))
    if value in _ERRORS:
        return _record(_ERROR, place + bytes([_ERRORS[value]]))
    return _record(_TEXT, place + _wide(str(value)))


def _record(kind: int, content: bytes = b"") -> bytes:
    number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, left = b"", len(content)
    while left > 127:
        size, left = size + bytes([left & 0x7F | 0x80]), left >> 7
    return number + size + bytes([left]) + content


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")
