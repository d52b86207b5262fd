"""Staged rows written by hand, as tables a social worker can read, and the tables built from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from warehouse.build import create_time_tables, set_variables
from warehouse.comeback import suggest_comebacks
from warehouse.intake.folding import fold, slug
from warehouse.intake.values import read_value
from warehouse.meeting import measure_meetings
from warehouse.metric import load_metrics
from warehouse.model import Accepts, Model, load_models
from warehouse.naming import give_ids
from warehouse.order import build_order, tables_read
from warehouse.settings import Area, Project, Settings
from warehouse.staging import create_staging, fed_entities, staging_columns

AS_OF = date(2014, 12, 31)
SETTINGS = Settings(
    home=Path("/nowhere"),
    project=Project(start=date(2013, 6, 1), end=date(2014, 12, 31)),
    areas=(Area(id="vangdalen", name="Vangdalen"), Area(id="jennumparken", name="Jennumparken")),
)
SUPERSEDED = "Afløst"
Row = dict[str, str]


def read_table(text: str) -> list[Row]:
    """`Navn | Dato` over `Ida | 2014-03-04`: a row per line, empty cells left out."""
    heading, *lines = (line.split("|") for line in text.strip().splitlines())
    names = [name.strip() for name in heading]
    rows = ({name: cell.strip() for name, cell in zip(names, line, strict=False)} for line in lines)
    return [{name: cell for name, cell in row.items() if cell} for row in rows]


def stage_given(
    con: duckdb.DuckDBPyConnection,
    given: Mapping[str, Iterable[Row]],
    as_of: date = AS_OF,
    settings: Settings = SETTINGS,
) -> None:
    """Staging as linking leaves it, from entity → rows by heading. A person is known by the name alone."""
    con.execute("create schema if not exists staging")
    create_staging(con)
    set_variables(con, settings, as_of)
    create_time_tables(con, settings, as_of)
    for entity, rows in given.items():
        _insert(con, load_models("core")[entity], rows)
    give_ids(con, settings, {name: staging_columns(model) for name, model in fed_entities().items()})
    for entity, model in fed_entities().items():
        if model.person:
            _recognise(con, entity)


# What SQL cannot say, and what it is measured from.
_MEASURED = ("marts.meeting_mixing", "marts.network_places")
_SHARED_OUT = "marts.inactive_volunteers"
_MATCHES = ("marts.task_matches", "marts.open_tasks")
_MEETINGS = ("marts.meeting_ties", "core.person_traits")


def build(con: duckdb.DuckDBPyConnection, *wanted: str) -> None:
    """Build these tables (`core.volunteers`) and the ones they read, nothing else."""
    for schema in ("core", "metrics", "marts"):
        con.execute(f"create schema if not exists {schema}")
    counted = [table for table in wanted if table not in _MEASURED]
    needed = (
        *counted,
        *(_MEETINGS if len(counted) < len(wanted) else ()),
        *(_MATCHES if _SHARED_OUT in wanted else ()),
    )
    for schema, name, sql in _needed(needed):
        con.execute(f"create table if not exists {schema}.{name} as\n{sql}")
    if len(counted) < len(wanted):
        measure_meetings(con)
    if _SHARED_OUT in wanted:
        suggest_comebacks(con)


@cache
def _needed(wanted: tuple[str, ...]) -> list[tuple[str, str, str]]:
    statements = {f"{m.schema_name}.{m.name}": m.sql for m in _models() if m.sql_path.is_file()}
    statements |= {f"metrics.{metric.metric_id}": metric.sql for metric in load_metrics().values()}
    needed: set[str] = set()
    waiting = set(wanted)
    while waiting:
        needed |= waiting
        read = {f"{schema}.{name}" for table in waiting for schema, name in tables_read(statements[table])}
        waiting = (read & statements.keys()) - needed
    ordered = [f"{m.schema_name}.{m.name}" for m in build_order(load_models("core").values())]
    ordered += [table for table in statements if table.startswith("metrics.")]
    ordered += [f"{m.schema_name}.{m.name}" for m in build_order(load_models("marts").values())]
    return [(*table.split("."), statements[table]) for table in ordered if table in needed]  # type: ignore[misc]


def _models() -> list[Model]:
    return [model for schema in ("core", "marts") for model in load_models(schema).values()]


def _insert(con: duckdb.DuckDBPyConnection, model: Model, rows: Iterable[Row]) -> None:
    fields = {field.label: (name, field) for name, field in model.accepted_fields.items()}
    for number, row in enumerate(rows):
        values: dict[str, Any] = {}
        for heading, cell in row.items():
            if heading != SUPERSEDED:
                values |= _read(*fields[heading], cell)
        provenance = {
            "record_id": f"{model.name}:{number}",
            "row_id": f"{model.name}:{number}",
            "precedence": 50,
            "is_superseded": SUPERSEDED in row,
            "recorded_date": next((values[name] for name in model.dated_by if values.get(name)), None),
        }
        record = provenance | values
        con.execute(
            f"insert into staging.{model.name} ({', '.join(record)}) values ({', '.join('?' * len(record))})",
            list(record.values()),
        )


def _read(name: str, field: Accepts, cell: str) -> dict[str, Any]:
    words = {fold(code): code for code in field.words}
    words |= {fold(word): code for code, spellings in field.words.items() for word in spellings}
    value = read_value(cell, field, words)
    if field.type != "count-with-precision":
        return {name: value}
    return dict(zip((f"{name}_low", f"{name}_high", f"{name}_precision"), value, strict=True))


def _recognise(con: duckdb.DuckDBPyConnection, entity: str) -> None:
    names = con.execute(f"select distinct full_name from staging.{entity} where full_name is not null").fetchall()
    for (name,) in names:
        con.execute(f"update staging.{entity} set person_id = ? where full_name = ?", [slug(name), name])
    con.execute(
        f"""
        insert into staging.mentions by name
        select record_id, '{entity}' as entity, source, precedence, recorded_date, row_id, person_id, full_name, email,
            phone, birth_year, gender, street, postal_code, area_id, language
        from staging.{entity}
        """
    )
