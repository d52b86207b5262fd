"""Answers as XML: a single answer as ODK and KoboToolbox keep it, or a list of records.

A document that declares a type or entities is refused: no export has one, and every known attack does.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from warehouse.errors import RefusedFileError
from warehouse.intake.nested_records import DEEPEST, Rows, as_tables
from warehouse.settings import Limits

_HEAD = 4096


def read_tables(content: bytes, limits: Limits) -> dict[str, Rows]:
    """Table name → rows. Raises RefusedFileError when the content is broken, dangerous or no list of answers."""
    root = parse_safely(content)
    records = [element for element in root if isinstance(element.tag, str)]
    if len(records) > 1 and all(_is_group(r) and r.tag == records[0].tag for r in records):
        return as_tables([_as_record(record) for record in records], limits)
    if not records:
        raise RefusedFileError("not_a_sheet", "Filen er ikke en liste af svar. Hent svarene igen som Excel eller CSV.")
    return as_tables(_as_record(root), limits)


def parse_safely(content: bytes) -> etree._Element:
    """The outermost element; nothing outside the text is fetched. Raises RefusedFileError when it is broken or dangerous."""
    if b"<!DOCTYPE" in content[:_HEAD].replace(b"\0", b"").upper():
        raise _dangerous()
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RefusedFileError("broken", "Filen er ødelagt eller ikke kommet helt med. Hent svarene igen.") from error
    if root.getroottree().docinfo.doctype:
        raise _dangerous()
    return root


def _dangerous() -> RefusedFileError:
    return RefusedFileError("dangerous", "Filen indeholder kode, et svar ikke har brug for. Den er ikke åbnet.")


def _as_record(element: etree._Element, level: int = 1) -> dict[str, Any]:
    if level > DEEPEST:
        raise RefusedFileError("too_deep", "Filen er bygget i for mange lag. Hent svarene igen som Excel eller CSV.")
    record: dict[str, Any] = {f"@{_local(name)}": value for name, value in element.attrib.items()}
    for child in element:
        value = _as_record(child, level + 1) if _is_group(child) else (child.text or "").strip()
        _put(record, _local(child.tag), value)
    return record


def _put(record: dict[str, Any], name: str, value: Any) -> None:
    if name not in record:
        record[name] = value
        return
    if not isinstance(record[name], list):
        record[name] = [record[name]]
    record[name].append(value)


def _is_group(element: etree._Element) -> bool:
    return len(element) > 0 or (bool(element.attrib) and not (element.text or "").strip())


def _local(name: object) -> str:
    return str(etree.QName(str(name)).localname)
