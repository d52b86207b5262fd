"""What was approved, and what every file says month by month, as tables a build can compare.

`staging.approvals`, `staging.approved_values` and `staging.approved_files` come from the ledger; `staging.file_months`
has, per file and month, a fingerprint of what it says, so that a list that grows by a week changes no earlier month.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from duckdb import DuckDBPyConnection

from warehouse.append import append_rows
from warehouse.archive import Archive
from warehouse.model import Model
from warehouse.staging import PROVENANCE, fed_entities, staging_columns

_TABLES = """
create or replace table staging.approvals (
    approval_id integer, period_kind varchar, period_start date, period_end date, approved_by varchar,
    approved_at timestamp, figures_hash varchar
);
create or replace table staging.approved_values (
    approval_id integer, metric_id varchar, area_id varchar, target_group varchar, value double, value_low double,
    value_high double, numerator double, denominator double, unit varchar, precision varchar
);
create or replace table staging.approved_files (
    approval_id integer, file_name varchar, month_start date, fingerprint varchar
);
create or replace table staging.file_months (
    file_id varchar, file_name varchar, month_start date, row_count integer, fingerprint varchar
);
"""


def create_approval_tables(con: DuckDBPyConnection) -> None:
    """Create the four tables, empty."""
    con.execute(_TABLES)


def stage_approvals(con: DuckDBPyConnection, archive: Archive) -> None:
    """Fill in what the ledger says is approved now."""
    in_force = [entry for entry in archive.approvals() if entry["withdrawn_at"] is None]
    append_rows(con, "staging.approvals", [_approval_row(entry) for entry in in_force])
    for table, document in (("approved_values", "figures"), ("approved_files", "files")):
        rows = [[entry["approval_id"], *row.values()] for entry in in_force for row in json.loads(entry[document])]
        append_rows(con, f"staging.{table}", rows)


def note_file_months(con: DuckDBPyConnection) -> None:
    """Fill in what every file says month by month, from staging after linking. Personal fields stand as person_id only."""
    marks = " union all ".join(_marks_of(model) for model in fed_entities().values())
    con.execute(
        f"""
        insert into staging.file_months
        select
            marks.file_id, files.file_name, cast(date_trunc('month', marks.recorded_date) as date) as month_start,
            count(*) as row_count, md5(string_agg(marks.mark, '' order by marks.mark)) as fingerprint
        from ({marks}) as marks
        join raw.files as files on marks.file_id = files.file_id
        group by marks.file_id, files.file_name, month_start
        """
    )


def _marks_of(model: Model) -> str:
    said = ", '|', ".join(f"coalesce(cast(\"{name}\" as varchar), '')" for name in _impersonal_columns(model))
    return f"select file_id, recorded_date, md5(concat('{model.name}', is_superseded, {said})) as mark from staging.{model.name}"


def _impersonal_columns(model: Model) -> Iterator[str]:
    personal = {name for name, field in model.accepted_fields.items() if field.personal}
    yield from (name for name in staging_columns(model) if name not in PROVENANCE and name not in personal)


def _approval_row(entry: dict[str, Any]) -> list[object]:
    days = [date.fromisoformat(entry[name]) for name in ("period_start", "period_end")]
    approved_at = datetime.fromisoformat(entry["approved_at"]).replace(tzinfo=None)  # the ledger's moments are in UTC
    return [
        entry["approval_id"],
        entry["period_kind"],
        *days,
        entry["approved_by"],
        approved_at,
        entry["figures_hash"],
    ]
