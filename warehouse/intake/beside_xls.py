"""What an old .xls says beside its cells: comments, text boxes, headers and footers, and the file's properties."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

import xlrd
from xlrd.compdoc import CompDoc

_PROPERTIES = ("\x05SummaryInformation", "\x05DocumentSummaryInformation")
_WORKBOOK = ("Workbook", "Book")
# Kinds of records with text of no cell, and the part of an .xlsx that says the like: header, footer, text box or comment.
_SAID_BESIDE = {0x14: "worksheets", 0x15: "worksheets", 0x1B6: "comments"}
_CONTINUED = 0x3C
_RECORD = struct.Struct("<HH")  # kind, length


def texts_beside_xls(content: bytes) -> Iterator[tuple[str, str]]:
    """The part of the file and a text in it. A file too odd to be looked into says nothing: its cells come from elsewhere."""
    yield from (("comments", text) for text in _notes(content))
    try:
        document = CompDoc(content, logfile=io.StringIO())
        properties = [document.get_named_stream(name) or b"" for name in _PROPERTIES]
        workbook = next((stream for name in _WORKBOOK if (stream := document.get_named_stream(name))), b"")
    except Exception:  # as in marks_xls: it fails in many ways
        return
    for part in properties:
        yield from (("docProps", text) for text in _readings(part))
    for kind, data in _records(workbook):
        if kind in _SAID_BESIDE:
            yield from ((_SAID_BESIDE[kind], text) for text in _readings(data))


def _notes(content: bytes) -> list[str]:
    """Comments, each after who wrote it."""
    try:
        book = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=io.StringIO())
    except Exception:  # it fails in many ways
        return []
    return [f"{note.author} {note.text}" for sheet in book.sheets() for note in sheet.cell_note_map.values()]


def _records(workbook: bytes) -> Iterator[tuple[int, bytes]]:
    """Kind and content of each record; what continues another is of its kind. A text box has its words there."""
    place, last = 0, 0
    while place + _RECORD.size <= len(workbook):
        kind, length = _RECORD.unpack_from(workbook, place)
        last = last if kind == _CONTINUED else kind
        place += _RECORD.size
        yield last, workbook[place : place + length]
        place += length


def _readings(data: bytes) -> list[str]:
    """Bytes as the texts that may lie in them: a letter a byte, or two, from an even place or an odd one."""
    return [data.decode("latin-1"), *(data[start:].decode("utf-16-le", "replace") for start in (0, 1))]
