"""What a file really is, and whether it may be opened at all: looked at before any reader sees it.

Goes by content, never by name. Costs a few milliseconds and no memory: a zip's own directory says
how large it becomes.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import Literal

import filetype

from warehouse.errors import RefusedFileError
from warehouse.settings import Limits

Kind = Literal["workbook", "text", "webpage", "json", "xml"]

# All that Python's zip reader was seen to raise on damaged files; it promises nothing.
DAMAGED_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, OSError, RuntimeError, ValueError)
_OLE2 = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_ENTITY = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_WEBPAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|style|table)\b", re.I | re.S
)
_MACROS_IN_OLE2 = "_VBA_PROJECT".encode("utf-16-le")
_MANIFEST = "META-INF/manifest.xml"
_END_OF_ZIP = b"PK\x05\x06"
_PROGRAMS = (
    ".exe", ".dll", ".scr", ".com", ".msi", ".bat", ".cmd", ".ps1", ".js", ".jse", ".vbs", ".wsf", ".hta", ".jar", ".lnk",
    ".zip", ".7z", ".rar", ".gz", ".tar", ".iso",
)  # fmt: skip
_JSON = re.compile(rb"^(?:\xef\xbb\xbf)?\s*(?:\{\s*[\"}]|\[\s*[{\]])")
_XML = re.compile(rb"^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<\x00?[?!A-Za-z_]")
_WHAT_IT_IS = {"image": "et billede", "video": "en video", "audio": "en lydfil", "font": "en skrifttype"}


def sniff(content: bytes, limits: Limits) -> Kind:
    """Say what kind of file this is. Raises RefusedFileError with one sentence when it must not be opened."""
    if not content.strip():
        raise RefusedFileError("empty", "Filen er tom. Læg den rigtige fil i mappen.")
    if content.startswith(b"PK"):
        _inspect_zip(content, limits)
        return "workbook"
    if content.startswith(_OLE2):
        if _ENCRYPTED_PACKAGE in content:
            raise _encrypted()
        _refuse_zip_at_the_end(content)
        return "workbook"
    _refuse_other_kinds(content)
    _refuse_zip_at_the_end(content)
    if _JSON.match(content):
        return "json"
    if _is_webpage(content):
        return "webpage"
    return "xml" if _XML.match(content) else "text"


def _encrypted() -> RefusedFileError:
    return RefusedFileError("encrypted", "Filen er låst med adgangskode. Gem den uden adgangskode og læg den igen.")


def _two_files_in_one() -> RefusedFileError:
    return RefusedFileError(
        "dangerous", "Filen er flere filer i én. Den er ikke åbnet. Gem arket på ny i Excel, og læg det igen."
    )


def _refuse_zip_at_the_end(content: bytes) -> None:
    """A file of another kind that ends as a zip is opened as the zip by many programs."""
    if content[-22:].startswith(_END_OF_ZIP):
        raise _two_files_in_one()


def has_macros(content: bytes) -> bool:
    """Whether a workbook that `sniff` let through carries macros. They are never run: only values are read."""
    if content.startswith(_OLE2):
        return _MACROS_IN_OLE2 in content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return any(name.lower().endswith("vbaproject.bin") for name in archive.namelist())


def _refuse_other_kinds(content: bytes) -> None:
    guess = filetype.guess(content)
    if guess is not None:
        what = _WHAT_IT_IS.get(guess.mime.split("/")[0], f"en {guess.extension}-fil")
        raise RefusedFileError("not_a_sheet", f"Filen er {what} og ikke et regneark. Gem arket som Excel eller CSV.")
    if content.lstrip()[:13].lower() == b"mime-version:":  # Excel's «webpage in one file», a letter with parts
        raise RefusedFileError("not_a_sheet", "Filen er en mht-fil og ikke et regneark. Gem arket som Excel eller CSV.")
    if content.startswith(b"PAR1") or content[8:12] == b"DUCK":
        raise RefusedFileError("foreign_database", "Filen er en database. Kun regneark og CSV-filer tages ind.")


def _is_webpage(content: bytes) -> bool:
    head = (
        content[:4096]
        .replace(b"\0", b"")
        .removeprefix(b"\xef\xbb\xbf")
        .removeprefix(b"\xff\xfe")
        .removeprefix(b"\xfe\xff")
    )
    return _WEBPAGE.match(head) is not None


def _inspect_zip(content: bytes, limits: Limits) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            _refuse_bombs(members, len(content), limits)
            _refuse_two_files_in_one(content, members, archive.comment)
            _refuse_odd_members(members)
            if not _is_workbook({m.filename for m in members}):
                raise RefusedFileError(
                    "not_a_sheet", "Filen er et zip-arkiv eller et andet dokument, ikke et regneark."
                )
            _refuse_locked(archive)
            _refuse_entities(archive, members)
    except DAMAGED_ZIP as error:
        raise RefusedFileError(
            "broken", "Filen er ødelagt eller ikke kommet helt med. Gem den igen og læg den på ny."
        ) from error


def _refuse_bombs(members: list[zipfile.ZipInfo], size: int, limits: Limits) -> None:
    unpacked = sum(m.file_size for m in members)
    if (
        len(members) > limits.max_archive_members
        or unpacked > limits.max_unpacked_mib * 2**20
        or unpacked > max(size, 2**14) * limits.max_expansion_ratio
    ):
        raise RefusedFileError("too_large", "Filen fylder alt for meget, når den pakkes ud. Del den op i mindre ark.")


def _refuse_two_files_in_one(content: bytes, members: list[zipfile.ZipInfo], comment: bytes) -> None:
    """A zip with something before or after it, or a part twice, is read differently by different programs."""
    end = content.rfind(_END_OF_ZIP) + 22 + len(comment)
    names = {member.filename.casefold() for member in members}
    if (
        min((m.header_offset for m in members), default=0) > 0
        or content[end:].strip(b"\0\r\n ")
        or len(names) < len(members)
        or ("content.xml" in names and names & {"xl/workbook.xml", "xl/workbook.bin"})
    ):
        raise _two_files_in_one()


def _refuse_odd_members(members: list[zipfile.ZipInfo]) -> None:
    for member in members:
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in member.filename[:2]:
            raise RefusedFileError("dangerous", "Filen indeholder stier, et regneark ikke har. Den er ikke åbnet.")
        if path.suffix.lower() in _PROGRAMS or "macrosheets" in path.parts:
            raise RefusedFileError(
                "dangerous",
                "Filen har et program, et arkiv eller gamle makroark i sig. Den er ikke åbnet. Gem arket som .xlsx uden makroer.",
            )
        if member.flag_bits & 0x1:
            raise _encrypted()


def _is_workbook(names: set[str]) -> bool:
    return bool(names & {"xl/workbook.xml", "xl/workbook.bin"}) or {"mimetype", "content.xml"} <= names


def _refuse_locked(archive: zipfile.ZipFile) -> None:
    """LibreOffice locks the parts of a workbook, and says so in its list of them."""
    if _MANIFEST in archive.namelist() and b"encryption-data" in archive.read(_MANIFEST):
        raise _encrypted()


def _refuse_entities(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    for member in members:
        if member.filename.endswith((".xml", ".rels")):
            with archive.open(member) as part:
                if _ENTITY.search(part.read(4096)):
                    raise RefusedFileError(
                        "dangerous", "Filen indeholder kode, et regneark ikke har brug for. Den er ikke åbnet."
                    )
