"""What no byte sent to management may hold: every value of a personal column, and every id of a person."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import quote

import duckdb

from warehouse.model import load_models

Kind = Literal["name", "phone", "email", "id", "other"]
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_PHONE = re.compile(r"\+?[\d ]{8,}")


@dataclass(frozen=True)
class PersonalValues:
    """The values, each with every way a page may write it."""

    patterns: dict[tuple[Kind, str], re.Pattern[bytes]]

    def found_in(self, sent: bytes) -> set[tuple[Kind, str]]:
        """Kind and value of what stands in the bytes."""
        return {value for value, pattern in self.patterns.items() if pattern.search(sent)}


def read_personal_values(snapshot: Path) -> PersonalValues:
    """From a published snapshot's folder: what the declarations call personal, less what is public anyway."""
    with duckdb.connect(str(snapshot / "kpi.duckdb"), read_only=True) as con:
        public = set(_texts(con, _columns(con)))
    with duckdb.connect(str(snapshot / "staff.duckdb"), read_only=True) as con:
        there = _columns(con)
        ids = set(_texts(con, [column for column in there if column[2].endswith("person_id")]))
        personal = set(_texts(con, [column for column in there if _is_personal(*column)]))
    values = [(_kind_of(value), value) for value in personal - public - ids if _says_something(value)]
    return PersonalValues({key: _pattern_of(*key) for key in [*values, *(("id", value) for value in ids)]})  # type: ignore[list-item]


def _columns(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str]]:
    return con.execute(
        "select table_schema, table_name, column_name from information_schema.columns where data_type = 'VARCHAR'"
    ).fetchall()


def _texts(con: duckdb.DuckDBPyConnection, columns: Iterable[tuple[str, str, str]]) -> Iterable[str]:
    for schema, table, column in columns:
        rows = con.execute(
            f'select distinct "{column}" from {schema}."{table}" where "{column}" is not null'
        ).fetchall()
        yield from (str(row[0]) for row in rows)


def _is_personal(schema: str, table: str, column: str) -> bool:
    model = load_models(schema).get(table) if schema in ("core", "marts") else None
    declared = model.columns.get(column) if model else None
    return declared is not None and declared.personal


def _says_something(value: str) -> bool:
    """A single short word is a name, a street and a hundred other things; with a space, an @ or digits it is one thing.

    A day is in no way one person's.
    """
    return (
        not _DAY.fullmatch(value)
        and len(value) >= 6
        and (" " in value.strip() or "@" in value or sum(map(str.isdigit, value)) >= 6)
    )


def _kind_of(value: str) -> Kind:
    if "@" in value:
        return "email"
    if _PHONE.fullmatch(value):
        return "phone"
    return "name" if len(value.split()) <= 5 else "other"


def _pattern_of(kind: Kind, value: str) -> re.Pattern[bytes]:
    ways = {value, json.dumps(value)[1:-1], html.escape(value), quote(value)}
    if kind == "phone":
        digits = value.replace(" ", "")
        national = digits.removeprefix("+45")
        pairs = " ".join(re.findall("..", national))
        ways = {digits, f"+45 {pairs}", quote(digits)} | ({national, pairs} if len(set(national)) > 3 else set())
    written = b"|".join(re.escape(way.encode()) for way in ways)
    if kind == "id":
        written = rb"(?<![0-9A-Za-z])(?:" + written + rb")(?![0-9A-Za-z])"
    return re.compile(written)
