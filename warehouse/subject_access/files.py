"""Files in which a person stands outside what the night makes rows of: comments, names of files, what nobody could read."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from warehouse.archive import FILE_ID_LENGTH, Archive, ArchivedFile
from warehouse.errors import RefusedFileError
from warehouse.intake.cpr_beside import text_of_markup, texts_beside_cells
from warehouse.intake.preflight import DAMAGED_ZIP, sniff
from warehouse.intake.text import decode
from warehouse.settings import Settings
from warehouse.subject_access.signs import Signs

_PLACES = (
    ("comment", re.compile(r"comments|notes|content\.xml", re.I)),
    ("properties", re.compile(r"docProps|meta\.xml|customXml|persons", re.I)),
    ("drawing", re.compile(r"drawings", re.I)),
    ("header_or_footer", re.compile(r"worksheets", re.I)),
)
_OLE2 = bytes.fromhex("d0cf11e0a1b11ae1")


@dataclass(frozen=True)
class HeldFile:
    """A file that arrived. `rows`: in how many rows the person stands. `beside`: where else in it.

    `is_searchable`: False when it could not be opened, so that a person must look.
    """

    file_id: str
    file_name: str
    arrived_date: date
    is_live: bool
    rows: int
    beside: tuple[str, ...]
    is_searchable: bool = True

    @property
    def holds_person(self) -> bool:
        return bool(self.rows or self.beside)


def search_file(settings: Settings, file: ArchivedFile, signs: Signs, rows: int, was_read: bool) -> HeldFile:
    """Look through an original for what no row holds. `was_read`: its rows have been searched already."""
    beside = {"file_name"} if signs.found_in([_words_of(file.file_name)]) else set()
    is_searchable = file.original.is_file()
    try:
        if is_searchable:
            beside |= _found_beside(settings, file.original.read_bytes(), signs, was_read)
    except (RefusedFileError, *DAMAGED_ZIP):
        is_searchable = was_read  # what was read once was searched row by row
    return HeldFile(
        file.file_id, file.file_name, file.first_seen_date, file.is_live, rows, tuple(sorted(beside)), is_searchable
    )


def waiting_files(settings: Settings, archive: Archive, signs: Signs) -> list[Path]:
    """Files in the workspace's inbox that no night has taken in, and in which the person stands."""
    known = {file.sha256 for file in archive.files()}
    new = (path for path in sorted(settings.inbox.rglob("*")) if _is_new(path, known))
    return [path for path in new if stands_in(settings, path, signs)]


def copies(settings: Settings, signs: Signs) -> list[Path]:
    """Files in the outbox in which the person stands: return sheets and what was handed out before."""
    return [path for path in sorted(settings.outbox.rglob("*")) if path.is_file() and stands_in(settings, path, signs)]


def stands_in(settings: Settings, path: Path, signs: Signs) -> bool:
    """Whether the person stands anywhere in a file; what cannot be opened is asked by its name only."""
    if signs.found_in([_words_of(path.name)]):
        return True
    try:
        return any(signs.found_in(part) for part in _all_texts(settings, path.read_bytes()))
    except (RefusedFileError, *DAMAGED_ZIP):
        return False


def as_archived(settings: Settings, path: Path) -> ArchivedFile:
    """A file in the inbox as the archive will have it."""
    sha = _sha256_of(path)
    name = path.relative_to(settings.inbox).as_posix()
    written = datetime.fromtimestamp(path.stat().st_mtime, ZoneInfo(settings.schedule.timezone)).date()
    return ArchivedFile(sha[:FILE_ID_LENGTH], sha, name, path, written, is_live=True)


def _is_new(path: Path, known: set[str]) -> bool:
    return path.is_file() and not path.name.startswith(".") and _sha256_of(path) not in known


def _sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _found_beside(settings: Settings, content: bytes, signs: Signs, was_read: bool) -> set[str]:
    sniff(content, settings.limits)
    found = {
        next((place for place, names in _PLACES if names.search(part)), "properties")
        for part, text in texts_beside_cells(content)
        if signs.found_in([text])
    }
    if not was_read and any(signs.found_in(part) for part in _all_texts(settings, content)):
        found.add("unread")
    return found


def _all_texts(settings: Settings, content: bytes) -> Iterator[list[str]]:
    """Everything in a file that can be read as text, part by part, in stretches that may hold a whole name."""
    sniff(content, settings.limits)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                if name.endswith((".xml", ".vml", ".bin")):
                    yield [text_of_markup(archive.read(name))]
    elif content.startswith(_OLE2):
        yield [content.decode("utf-16-le", "replace")]
        yield [content.decode("latin-1")]
    else:
        yield [decode(content)]


def _words_of(file_name: str) -> str:
    return re.sub(r"[_.\-/]+", " ", file_name)
