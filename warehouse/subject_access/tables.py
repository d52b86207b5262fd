"""Every row about a person in the published tables: whichever column holds the id, and where the name stands in words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from warehouse.snapshot import Reader
from warehouse.subject_access.masking import OTHER, STAFF, Mask
from warehouse.subject_access.signs import Signs

Record = dict[str, Any]
# Who wrote or decided: employees act for the data controller and are not named to the person.
_STAFF_COLUMNS = frozenset(
    ["staff_name", "decided_by", "made_by", "noted_by", "approved_by", "mended_by", "owner", "owner_name"]
)
_OTHERS_COLUMNS = frozenset(["contact_person", "contact_name", "caller_name", "suggested_caller"])
_OTHER_PREFIX = "other_"


@dataclass(frozen=True)
class TextMention:
    """The person stands in words in a column of a table whose row is not about them by id."""

    table: str
    column: str
    rows: int


def search_tables(reader: Reader, signs: Signs, mask: Mask) -> tuple[dict[str, list[Record]], list[TextMention]]:
    """Table → its rows in which a column is the person's id, others covered; and where else the person stands in words."""
    about: dict[str, list[Record]] = {}
    in_words: list[TextMention] = []
    for table, columns in _text_columns(reader).items():
        rows = _candidates(reader, table, columns, signs)
        mine = [row for row in rows if signs.person_id in row.values()]
        if mine:
            about[table] = [_cover(row, signs.person_id, mask) for row in mine]
        left = [row for row in rows if signs.person_id not in row.values()]
        in_words += _mentions(table, columns, left, signs)
    return about, in_words


def _candidates(reader: Reader, table: str, columns: list[str], signs: Signs) -> list[Record]:
    """The rows that may be about the person; what is certain is looked at closer."""
    places = ", ".join(f'"{column}"' for column in columns)
    found = reader.query(
        f"""
        from {table}
        where $person in ({places}) or regexp_matches(replace(concat_ws(' ', {places}), ' ', ''), $needles, 'i')
        """,
        {"person": signs.person_id, "needles": "|".join(map(re.escape, signs.needles))},
    )
    return plain_rows(found) if len(found) else []


def _mentions(table: str, columns: list[str], rows: Sequence[Record], signs: Signs) -> Iterator[TextMention]:
    for column in columns:
        count = sum(bool(row[column] and signs.found_in([row[column]])) for row in rows)
        if count:
            yield TextMention(table, column, count)


def _text_columns(reader: Reader) -> dict[str, list[str]]:
    """Table → its columns of text; lists of text are searched by hand elsewhere (`quality.to_mend`)."""
    found: dict[str, list[str]] = defaultdict(list)
    rows = reader.query(
        """
        select table_schema || '.' || table_name as "table", column_name
        from information_schema.columns
        where table_schema in ('core', 'metrics', 'marts', 'quality') and data_type = 'VARCHAR'
        order by table_schema, table_name, ordinal_position
        """
    )
    for table, column in rows.itertuples(index=False):
        found[table].append(column)
    return found


def plain_rows(rows: Any) -> list[Record]:
    """The rows of a query as plain values: nothing is None, a day or moment is text."""
    plain = rows.astype(object).where(rows.notna(), None)
    return [{str(name): _as_plain(value) for name, value in row.items()} for row in plain.to_dict("records")]


def _as_plain(value: Any) -> Any:
    if hasattr(value, "tolist"):
        value = value.tolist()
    return value.isoformat() if hasattr(value, "isoformat") else value


def _cover(row: Record, person_id: str, mask: Mask) -> Record:
    is_other_side = row.get("other_person_id") == person_id and row.get("person_id") != person_id
    return {name: _cover_value(name, value, row, is_other_side, mask) for name, value in row.items()}


def _cover_value(name: str, value: Any, row: Record, is_other_side: bool, mask: Mask) -> Any:
    if value is None or value == mask.own.person_id:
        return value
    if name in _STAFF_COLUMNS:
        return STAFF
    if name in _OTHERS_COLUMNS or name.endswith("person_id"):
        return OTHER
    is_others = f"{_OTHER_PREFIX}{name}" in row if is_other_side else name.startswith(_OTHER_PREFIX)
    if is_others:
        return OTHER
    return mask.cover(value) if isinstance(value, str) else value
