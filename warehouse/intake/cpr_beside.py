"""CPR numbers that stand in a workbook but in no cell: in comments, drawings, headers and footers, and the file's properties."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator

from warehouse.errors import RefusedFileError
from warehouse.intake.beside_xls import texts_beside_xls
from warehouse.intake.cpr import has_cpr
from warehouse.intake.preflight import DAMAGED_ZIP
from warehouse.intake.text import decode

_BESIDE = re.compile(
    r"^(?:docProps/|meta\.xml$|customXml/|xl/(?:comments|threadedComments|drawings|notes|persons)[^.]*\.)", re.I
)
_SHEET = re.compile(r"^xl/worksheets/[^/]+\.xml$", re.I)
_HEADERS = re.compile(rb"<(?:\w+:)?headerFooter\b.*?</(?:\w+:)?headerFooter>", re.DOTALL)
_ANNOTATIONS = re.compile(rb"<office:annotation\b.*?</office:annotation>", re.DOTALL)
_BEGINNING = 4096
_OLE2 = bytes.fromhex("d0cf11e0a1b11ae1")
_IN_ONE_TEXT = b"urn:schemas-microsoft-com:office:spreadsheet"
# What a workbook that is one XML text says beside its cells; headers and footers stand in an attribute.
_SAID_IN_ONE_TEXT = {
    "comments": re.compile(r"<(?:\w+:)?Comment\b.*?</(?:\w+:)?Comment>", re.DOTALL),
    "docProps": re.compile(r"<(?:\w+:)?DocumentProperties\b.*?</(?:\w+:)?DocumentProperties>", re.DOTALL),
    "worksheets": re.compile(r"""<(?:\w+:)?(?:Header|Footer)\b[^>]*?Data=("[^"]*"|'[^']*')"""),
}
_TAG = re.compile(r"<[^>]*>")


def has_cpr_beside_cells(content: bytes) -> bool:
    """Whether such a number stands in what a sheet shows beside its cells."""
    try:
        return any(has_cpr(text) for _, text in texts_beside_cells(content))
    except (RefusedFileError, *DAMAGED_ZIP):
        return False


def texts_beside_cells(content: bytes) -> Iterator[tuple[str, str]]:
    """The part of the workbook and what it shows, for every part that holds no cells. Raises DAMAGED_ZIP."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield from ((name, text_of_markup(part)) for part in _parts(archive, name))
    elif content.startswith(_OLE2):
        yield from texts_beside_xls(content)
    elif _IN_ONE_TEXT in content[:_BEGINNING].replace(b"\0", b""):
        text = decode(content)
        for name, said in _SAID_IN_ONE_TEXT.items():
            yield from ((name, html.unescape(_TAG.sub(" ", found))) for found in said.findall(text))


def _parts(archive: zipfile.ZipFile, name: str) -> list[bytes]:
    if _BESIDE.match(name) and name.endswith((".xml", ".vml")):
        return [archive.read(name)]
    if _SHEET.match(name):
        return _HEADERS.findall(archive.read(name))
    return _ANNOTATIONS.findall(archive.read(name)) if name == "content.xml" else []


def text_of_markup(part: bytes) -> str:
    """What the markup shows; its own numbers, such as where a drawing stands, are left out."""
    return html.unescape(_TAG.sub(" ", part.decode("utf-8", "replace")))
