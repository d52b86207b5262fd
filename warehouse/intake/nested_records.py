"""Nested records (what JSON and XML hold) as plain tables: groups become columns, repeated groups tables of their own.

A repeated group's table says with every row which record it belongs to, so that no row is lost and
none is counted twice.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from warehouse.errors import RefusedFileError
from warehouse.settings import Limits

DEEPEST = 32
PARENT_ROW = "_parent_index"
PARENT_KEY = "_parent_key"
# What the tools call the name of one answer, and the envelopes they send lists of answers in.
_KEYS = ("_uuid", "__id", "KEY", "_id", "instanceID", "id")
_ENVELOPES = ("results", "value", "responses", "data", "records", "rows", "items", "submissions")

Rows = list[list[Any]]


@dataclass
class _Table:
    headings: dict[str, int] = field(default_factory=dict)
    records: list[dict[str, Any]] = field(default_factory=list)

    def rows(self) -> Rows:
        return [list(self.headings), *([record.get(name, "") for name in self.headings] for record in self.records)]


def as_tables(document: object, limits: Limits) -> dict[str, Rows]:
    """Table name → rows, headings first. The answers themselves are the table `""`; each repeated group has its path.

    Raises RefusedFileError when the document is no list of records, is nested too deep or is too large.
    """
    _refuse_depth(document)
    records = _records(document)
    tables: dict[str, _Table] = {"": _Table()}
    for number, record in enumerate(records, start=1):
        _add(tables, "", record, number, _key(record))
    cells = sum(len(table.headings) * (len(table.records) + 1) for table in tables.values())
    if cells > limits.max_record_cells:
        raise RefusedFileError("too_large", "Filen har for mange felter. Hent svarene i mindre dele.")
    return {name: table.rows() for name, table in tables.items() if table.headings or not name}


def _records(document: object) -> list[dict[str, Any]]:
    if isinstance(document, dict):
        envelopes = [document[name] for name in _ENVELOPES if _is_records(document.get(name))]
        return envelopes[0] if envelopes else [document]
    if _is_records(document):
        return document  # type: ignore[return-value]
    raise RefusedFileError(
        "not_a_sheet", "Filen er ikke en liste af svar. Hent svarene igen som Excel, CSV eller JSON."
    )


def _is_records(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(entry, dict) for entry in value)


def _refuse_depth(document: object) -> None:
    level, inside = 0, [document]
    while inside:
        level += 1
        if level > DEEPEST:
            raise RefusedFileError(
                "too_deep", "Filen er bygget i for mange lag. Hent svarene igen som Excel eller CSV."
            )
        inside = [part for whole in inside for part in _parts(whole)]


def _parts(value: object) -> list[Any]:
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [part for part in parts if isinstance(part, (dict, list))]


def _key(record: dict[str, Any]) -> str:
    flat = record | {k: v for part in record.values() if isinstance(part, dict) for k, v in part.items()}
    return next((str(flat[name]) for name in _KEYS if flat.get(name)), "")


def _add(tables: dict[str, _Table], name: str, record: dict[str, Any], number: int, key: str) -> None:
    cells: dict[str, Any] = {}
    repeats: list[tuple[str, list[dict[str, Any]]]] = []
    _flatten(record, "", cells, repeats)
    if name:
        cells |= {PARENT_ROW: number, PARENT_KEY: key}
    table = tables.setdefault(name, _Table())
    for heading in cells:
        table.headings.setdefault(heading, len(table.headings))
    table.records.append(cells)
    own_number = len(table.records)
    for path, entries in repeats:
        for entry in entries:
            _add(tables, path, entry, own_number, key)


def _flatten(
    record: dict[str, Any], prefix: str, cells: dict[str, Any], repeats: list[tuple[str, list[dict[str, Any]]]]
) -> None:
    for name, value in record.items():
        path = f"{prefix}{name}"
        if isinstance(value, (dict, list)) and not value:  # a group nobody filled in, no column of its own
            continue
        if isinstance(value, dict):
            _flatten(value, f"{path}/", cells, repeats)
        elif _is_records(value) and not name.startswith("_"):  # the tools' own lists begin with an underscore
            repeats.append((path, value))
        else:
            cells[path] = _cell(value)


def _cell(value: object) -> Any:
    if value is None:
        return ""
    if isinstance(value, list) and not any(isinstance(entry, (dict, list)) for entry in value):
        return ";".join(str(entry) for entry in value if entry is not None)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list)) else value
