"""When a session first stood in some file: what timeliness is judged by. Files that newer ones replaced count too."""

from __future__ import annotations

from collections.abc import Mapping

from duckdb import DuckDBPyConnection

from warehouse.source import Source

_FEEDING = ("attendances", "sessions")

_TABLE = """
create or replace table staging.first_registrations (
    activity_id varchar, session_date date, first_seen_date date, is_judged boolean
)
"""
# What was held before the first night came in with it, however punctual people were: those cannot be judged.
_FILL = """
insert into staging.first_registrations
with known as (
    select distinct activity_name, activity_id from staging.attendances
    union
    select distinct activity_name, activity_id from staging.sessions
),
said as (
    select file_id, unnest(records) as record from raw.rows where list_contains($feeding, source) and fate <> 'not_data'
),
seen as (
    select
        json_extract_string(said.record, '$.activity_name') as activity_name,
        try_cast(json_extract_string(said.record, '$.session_date') as date) as session_date,
        min(files.first_seen_date) as first_seen_date
    from said
    join raw.files as files on said.file_id = files.file_id
    group by 1, 2
)
select
    known.activity_id,
    seen.session_date,
    min(seen.first_seen_date),
    seen.session_date >= (select min(first_seen_date) from raw.files)
from seen
join known on seen.activity_name = known.activity_name
where seen.session_date is not null and known.activity_id is not null
group by known.activity_id, seen.session_date
"""


def create_first_registrations(con: DuckDBPyConnection) -> None:
    """Create the table, empty."""
    con.execute(_TABLE)


def note_first_registrations(con: DuckDBPyConnection, sources: Mapping[str, Source]) -> None:
    """Fill in the day every session was first seen, from everything that ever arrived."""
    feeding = [source.name for source in sources.values() if source.feeds in _FEEDING]
    con.execute(_FILL, {"feeding": feeding})
