"""From what the forms said to one staging table per entity, every row with its one fate.

`raw` holds every non-empty row of every file; `staging.<entity>` the values of those that are good,
whatever form they came from. `docs/en/architecture.md` describes the tables.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from duckdb import DuckDBPyConnection

from warehouse.append import append_rows
from warehouse.archive import Archive
from warehouse.intake.children import Parsed, parsed_files
from warehouse.model import FieldType, Model, load_models
from warehouse.naming import give_ids
from warehouse.raw import load_raw
from warehouse.settings import Settings
from warehouse.source import Source

PROVENANCE = {
    "record_id": "varchar",
    "row_id": "varchar",
    "file_id": "varchar",
    "source": "varchar",
    "precedence": "integer",
    "is_superseded": "boolean",
    "recorded_date": "date",
}

_TYPES: dict[FieldType, str] = {
    "text": "varchar",
    "email": "varchar",
    "phone": "varchar",
    "choice": "varchar",
    "many-choice": "varchar",
    "integer": "integer",
    "rating": "integer",
    "decimal": "double",
    "duration": "double",
    "date": "date",
    "time": "time",
    "boolean": "boolean",
}

# The id that linking adds, by the field that holds the name it comes from.
ID_OF_NAME = {
    "area_name": "area_id",
    "session_area": "session_area_id",
    "activity_name": "activity_id",
    "organisation_name": "organisation_id",
    "task_name": "task_id",
    "metric_name": "metric_id",
}


def staging_columns(model: Model) -> dict[str, str]:
    """Name → DuckDB type of every column of `staging.<entity>`, in order."""
    return {**PROVENANCE, **dict(_field_columns(model)), **dict.fromkeys(_id_columns(model), "varchar")}


def _field_columns(model: Model) -> Iterator[tuple[str, str]]:
    for name, field in model.accepted_fields.items():
        if field.type == "count-with-precision":
            yield from ((f"{name}_low", "double"), (f"{name}_high", "double"), (f"{name}_precision", "varchar"))
        else:
            yield name, _TYPES[field.type]


def _id_columns(model: Model) -> Iterator[str]:
    if model.person:
        yield "person_id"
    yield from (id_name for name, id_name in ID_OF_NAME.items() if name in model.accepted_fields)


def fed_entities() -> dict[str, Model]:
    """The core entities that forms may feed, by name."""
    return {name: model for name, model in load_models("core").items() if model.accepted_fields and name != "persons"}


def create_staging(con: DuckDBPyConnection) -> None:
    """Create every staging table, empty."""
    con.execute("create schema if not exists staging")
    con.execute(MENTIONS)
    for name, model in fed_entities().items():
        columns = ", ".join(f'"{column}" {kind}' for column, kind in staging_columns(model).items())
        con.execute(f"create or replace table staging.{name} ({columns})")


def stage(con: DuckDBPyConnection, settings: Settings, archive: Archive, sources: Mapping[str, Source]) -> None:
    """Build `raw` and `staging` from all the archive holds: each row gets its fate, each name its id."""
    stage_parsed(con, settings, parsed_files(settings, archive, sources), sources)


def stage_parsed(
    con: DuckDBPyConnection, settings: Settings, parsed: Iterable[Parsed], sources: Mapping[str, Source]
) -> None:
    """As `stage`, from any parsed files: the night's own, or those somebody wants checked."""
    load_raw(con, parsed, sources)
    create_staging(con)
    _fill_places(con, sources)
    for name in fed_entities():
        _fill_entity(con, name, [source.name for source in sources.values() if source.feeds == name], sources)
    give_ids(con, settings, {name: staging_columns(model) for name, model in fed_entities().items()})


def quarantine(con: DuckDBPyConnection) -> int:
    """Take the rows that checks found at fault (`quality.offending`) out of staging. Returns how many rows."""
    con.execute(
        """
        update raw.rows set fate = 'quarantined', reason_code = o.reason_code, reason = o.reason, column_name = o.column_name
        from (select row_id, min_by(reason_code, reason_code) as reason_code, min_by(reason, reason_code) as reason,
                min_by(column_name, reason_code) as column_name
            from quality.offending group by row_id) as o
        where rows.row_id = o.row_id and rows.fate in ('loaded', 'superseded')
        """
    )
    for name in fed_entities():
        con.execute(f"delete from staging.{name} where row_id in (select row_id from quality.offending)")
    found = con.execute("select count(distinct row_id) from quality.offending").fetchone()
    return int(found[0]) if found else 0


def _fill_places(con: DuckDBPyConnection, sources: Mapping[str, Source]) -> None:
    """Where rows came from, in people's words: titles of forms, names of files and sheets."""
    append_rows(con, "staging.forms", [(s.name, s.title, s.feeds) for s in sources.values()])
    con.execute(
        """
        insert into staging.sheets
        select file_id, sheet_number, file_name, sheet from raw.sheets join raw.files using (file_id)
        """
    )


def _fill_entity(con: DuckDBPyConnection, name: str, feeding: list[str], sources: Mapping[str, Source]) -> None:
    columns = {c: kind for c, kind in staging_columns(load_models("core")[name]).items() if c not in PROVENANCE}
    values = ", ".join(f'cast(said."{c}" as {kind}) as "{c}"' for c, kind in columns.items())
    precedence = {source: sources[source].precedence for source in feeding}
    con.execute(
        f"""
        insert into staging.{name} by name
        with records as (
            select
                row_id, file_id, source, fate, unnest(records) as record,
                generate_subscripts(records, 1) as record_number
            from raw.rows
            where list_contains($feeding, source)
                and (fate = 'loaded' or (fate = 'superseded' and reason_code = 'newer_answer'))
        ),

        -- each record taken apart once, whatever number of fields it may hold
        taken_apart as (
            select * exclude (record), json_transform(record, $shape) as said
            from records
        )

        select
            row_id || ':' || record_number as record_id, row_id, file_id, source,
            cast(json_extract(cast($precedence as json), '$."' || source || '"') as integer) as precedence,
            fate = 'superseded' as is_superseded,
            {_recorded_date(name)} as recorded_date, {values}
        from taken_apart
        """,
        {
            "feeding": feeding,
            "precedence": json.dumps(precedence),
            "shape": json.dumps(dict.fromkeys(columns, "VARCHAR")),
        },
    )


def _recorded_date(name: str) -> str:
    dates = ", ".join(f'said."{field}"' for field in load_models("core")[name].dated_by)
    return f"cast(coalesce({dates}) as date)" if dates else "cast(null as date)"


MENTIONS = """
create or replace table staging.mentions (
    record_id varchar, entity varchar, source varchar, precedence integer, recorded_date date, row_id varchar,
    person_id varchar, rule varchar, explanation varchar, full_name varchar, email varchar, phone varchar,
    birth_year integer, gender varchar, street varchar, postal_code varchar, area_id varchar, language varchar,
    linked_record_id varchar, link_weight double, record_key varchar
);
create or replace table staging.person_aliases (earlier_id varchar, person_id varchar);
create or replace table staging.person_keys (person_id varchar, record_key varchar, key_hash varchar);
create or replace table staging.uncertain_pairs (
    pair_id varchar, kind varchar, weight double, gain double, record_id varchar, other_record_id varchar, person_id varchar,
    other_person_id varchar, reasons varchar, reasons_en varchar
);
create or replace table staging.mention_places (record_id varchar, file_name varchar, sheet varchar, row_number integer);
create or replace table staging.person_decisions (
    decision_id integer, verdict varchar, person_id varchar, other_person_id varchar, decided_by varchar, decided_at timestamp
);
create or replace table staging.forms (source varchar, source_title varchar, entity varchar);
create or replace table staging.sheets (file_id varchar, sheet_number integer, file_name varchar, sheet varchar);
"""
