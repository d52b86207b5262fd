"""From mentions to records: everything said of a person in one way is one record, however many rows say it.

Tables of the workbench that are gone when linking is done: `link_mentions` (every mention of staging), `link_names`
(each written name taken apart) and `link_records` (each distinct set of facts, with its columns made comparable).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

import pyarrow as pa
from duckdb import DuckDBPyConnection

from warehouse.intake.folding import fold
from warehouse.model import Model, load_models
from warehouse.names import display_name, take_apart

TABLES = ("link_mentions", "link_names", "link_streets", "link_records", "link_keys", "link_pairs")
_HOUSE = re.compile(r"^(?P<street>.*?\D)\s*(?P<number>\d+\s*[a-z]?)\b")


def gather_records(con: DuckDBPyConnection) -> None:
    """Create the tables, from what staging holds."""
    con.execute("create or replace temp table link_mentions as " + " union all ".join(_mention_selects()))
    _take_names_apart(con)
    _take_streets_apart(con)
    con.execute(_MARK_BARE)
    con.execute(_RECORDS)


def drop_tables(con: DuckDBPyConnection) -> None:
    """Leave nothing behind."""
    for table in TABLES:
        con.execute(f"drop table if exists {table}")


def _mention_selects() -> Iterable[str]:
    for entity, model in load_models("core").items():
        if model.person:
            yield _select_mentions(entity, model)


def _select_mentions(entity: str, model: Model) -> str:
    here = f"'{entity} ' || coalesce(source, '')"
    has_activity = "activity_name" in model.accepted_fields
    place, is_activity = (
        (f"coalesce(activity_id, {here})", "activity_id is not null") if has_activity else (here, "false")
    )
    return f"""
        select record_id, '{entity}' as entity, source, precedence, recorded_date, row_id, full_name, given_name, family_name,
            nullif(lower(regexp_replace(person_number, '[\\s\\-–]', '', 'g')), '') as number,
            email, phone, coalesce(birth_year, year(birth_date)) as birth_year, birth_date, gender, street, postal_code,
            area_id, language, {place} as place, {is_activity} as is_activity
        from staging.{entity}
        """


def _take_names_apart(con: DuckDBPyConnection) -> None:
    written = con.execute("select distinct full_name, given_name, family_name from link_mentions").fetchall()
    rows = []
    for full, given, family in written:
        shown = display_name(full, given, family)
        parts = take_apart(shown or "")
        if family and not full and not given:  # a form that asks for them apart: this is no given name
            parts = replace(parts, given="", family=parts.rest[-1] if parts.rest else parts.given)
        rows.append(
            {
                "full_name": full, "given_name": given, "family_name": family, "shown": shown,
                "comparable": parts.comparable, "given": parts.given, "family": parts.family, "rest": list(parts.rest),
                "joined": parts.joined, "words": parts.words, "short": list(parts.short),
            }
        )  # fmt: skip
    _load(con, "link_names", pa.Table.from_pylist(rows, schema=_NAMES))


def _take_streets_apart(con: DuckDBPyConnection) -> None:
    written = con.execute("select distinct street from link_mentions where street is not null").fetchall()
    rows = [{"written": street, **_street_parts(street)} for (street,) in written]
    _load(con, "link_streets", pa.Table.from_pylist(rows, schema=_STREETS))


def _street_parts(written: str) -> dict[str, str | None]:
    """`"Falkevej 12 B, 1. th"` → falkevej, falkevej 12b."""
    folded = fold(written)
    found = _HOUSE.match(folded)
    if not found:
        return {"street": folded or None, "address": None}
    street, number = found["street"].strip(), found["number"].replace(" ", "")
    return {"street": street, "address": f"{street} {number}"}


def _load(con: DuckDBPyConnection, table: str, rows: pa.Table) -> None:
    con.register("link_rows", rows)
    con.execute(f"create or replace temp table {table} as from link_rows")
    con.unregister("link_rows")


_NAMES = pa.schema(
    [(name, pa.string()) for name in ("full_name", "given_name", "family_name", "shown", "comparable", "given", "family")]
    + [("rest", pa.list_(pa.string())), ("joined", pa.string()), ("words", pa.string()), ("short", pa.list_(pa.string()))]
)  # fmt: skip
_STREETS = pa.schema([("written", pa.string()), ("street", pa.string()), ("address", pa.string())])

# A name alone is known in its place only, so the place is part of what is said.
_MARK_BARE = """
create or replace temp table link_mentions as
select
    mentions.* exclude (given_name, family_name), names.shown, names.comparable,
    mentions.number is null and mentions.email is null and mentions.phone is null and mentions.birth_year is null as is_bare,
    sha256(concat_ws(chr(31),
        coalesce(mentions.number, ''), names.comparable, coalesce(mentions.email, ''), coalesce(mentions.phone, ''),
        coalesce(cast(mentions.birth_year as varchar), ''), coalesce(cast(mentions.birth_date as varchar), ''), coalesce(mentions.gender, ''),
        coalesce(streets.address, streets.street, ''), coalesce(mentions.postal_code, ''), coalesce(mentions.area_id, ''),
        case when is_bare then mentions.place else '' end
    )) as record_key,
    names.given, names.family, names.rest, names.joined, names.words, names.short,
    streets.street as street_name, streets.address
from link_mentions as mentions
left join link_names as names
    on mentions.full_name is not distinct from names.full_name and mentions.given_name is not distinct from names.given_name
        and mentions.family_name is not distinct from names.family_name
left join link_streets as streets on mentions.street = streets.written
"""

# Those with most to go by first, then by content: the order of files does not matter.
_RECORDS = """
create or replace temp table link_records as
with records as (
    select
        record_key, min(record_id) as first_mention, count(*) as mention_count, any_value(number) as number, any_value(is_bare) as is_bare,
        any_value(comparable) as comparable, any_value(email) as email, any_value(phone) as phone, any_value(birth_year) as birth_year,
        any_value(birth_date) as birth_date, any_value(gender) as gender, any_value(street_name) as street, any_value(address) as address,
        any_value(postal_code) as postal_code, nullif(any_value(area_id), 'ukendt') as area_id,
        case when any_value(is_bare) then any_value(place) end as place, nullif(any_value(given), '') as given,
        nullif(any_value(family), '') as family, any_value(rest) as rest, nullif(any_value(joined), '') as joined,
        nullif(any_value(words), '') as words, any_value(short) as short
    from link_mentions
    group by record_key
)

select
    cast(row_number() over (
        order by
            cast(email is null as integer) + cast(phone is null as integer) + cast(birth_year is null as integer),
            birth_year nulls last, email nulls last, phone nulls last, comparable, record_key
    ) as integer) as id,
    records.*,
    case when position('@' in email) > 6 then split_part(email, '@', 1) end as before_at
from records
"""
