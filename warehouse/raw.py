"""Every filled row of every file, with the fate it has for standing where it stands.

A row is out of date because its file is, mended because it came back, a duplicate because the same
row stands elsewhere, superseded because a newer answer has come. Each decision is a select in
`models/raw/`; which of several hand-ins mends a row is settled in `mending.py`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from warehouse.archive import ArchivedFile
from warehouse.intake.children import Parsed
from warehouse.mending import settle_mendings
from warehouse.model import MODELS, load_models
from warehouse.source import Source

# In this order: a row of an outdated file cannot be a duplicate, a mended one no answer.
_DECISIONS = ("repeated_rows", "earlier_answers")

_RAW = """
create or replace table raw.files (
    file_id varchar, sha256 varchar, file_name varchar, source varchar, fate varchar, reason_code varchar, message varchar,
    first_seen_date date, is_live boolean, arrival integer, replaces varchar[]
);
create or replace table raw.sheets (
    file_id varchar, sheet varchar, sheet_number integer, is_hidden boolean, non_empty_rows integer
);
create or replace table raw.tables (
    file_id varchar, sheet_number integer, table_number integer, source varchar, header_row integer, headings varchar[],
    fields varchar, context varchar
);
create or replace table raw.proposals (
    file_id varchar, sheet varchar, heading varchar, source varchar, field varchar, means varchar, is_required boolean,
    likeness integer
);
create or replace table raw.rows (
    row_id varchar, file_id varchar, file_name varchar, source varchar, sheet varchar, sheet_number integer, row_number integer,
    table_number integer, read_fate varchar, fate varchar, reason_code varchar, reason varchar, column_name varchar, column_number integer,
    mends varchar, key varchar, answer_key varchar, content varchar, recorded_date date, cells varchar[], records varchar[]
);
create or replace table quality.offending (row_id varchar, reason_code varchar, reason varchar, column_name varchar);
"""


def load_raw(con: DuckDBPyConnection, parsed: Iterable[Parsed], sources: Mapping[str, Source]) -> None:
    """Make the `raw` tables from parsed files and decide the fate of every row."""
    con.execute("create schema if not exists raw; create schema if not exists quality")
    con.execute(_RAW)
    for file, description, rows in parsed:
        _load_file(con, file, description)
        _load_rows(con, file, rows)
    _decide_fates(con, _decision("outdated_files"))
    settle_mendings(con, sources)
    _describe_rows(con, sources)
    for decision in _DECISIONS:
        _decide_fates(con, _decision(decision))


def open_places() -> str:
    """The select of sheets and lines that a person is asked about."""
    return _decision("open_places")


def _decision(name: str) -> str:
    return (MODELS / "raw" / f"{name}.sql").read_text(encoding="utf-8")


def _decide_fates(con: DuckDBPyConnection, decisions: str) -> None:
    """Give rows a new fate. `decisions`: a select of row_id, fate, reason_code, reason."""
    con.execute(
        f"""
        update raw.rows set fate = d.fate, reason_code = d.reason_code, reason = d.reason
        from ({decisions}) as d where rows.row_id = d.row_id
        """
    )


def _load_file(con: DuckDBPyConnection, file: ArchivedFile, description: dict[str, Any]) -> None:
    con.execute(
        "insert into raw.files values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            file.file_id, file.sha256, file.file_name, description["source"], description["fate"],
            description["reason_code"], description["message"], file.first_seen_date, file.is_live,
            file.arrival, list(file.replaces),
        ],
    )  # fmt: skip
    for asked in description["proposals"]:
        names = ("sheet", "heading", "source", "field", "means", "is_required", "likeness")
        con.execute(
            "insert into raw.proposals values (?, ?, ?, ?, ?, ?, ?, ?)",
            [file.file_id, *(asked[name] for name in names)],
        )
    for sheet in description["sheets"]:
        con.execute(
            "insert into raw.sheets values (?, ?, ?, ?, ?)",
            [file.file_id, sheet["name"], sheet["number"], sheet["is_hidden"], sheet["filled_rows"]],
        )
        for table in sheet["tables"]:
            con.execute(
                "insert into raw.tables values (?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    file.file_id, sheet["number"], table["number"], table["source"], table["header_row"],
                    table["headings"], json.dumps(table["fields"]), json.dumps(table["context"]),
                ],
            )  # fmt: skip


def _load_rows(con: DuckDBPyConnection, file: ArchivedFile, rows: Path) -> None:
    con.execute(
        """
        insert into raw.rows by name
        select
            $file_id || ':' || sheet_number || ':' || row_number as row_id,
            $file_id as file_id, $file_name as file_name, source, sheet, sheet_number, row_number, table_number,
            fate as read_fate, fate, reason_code, reason, column_number, mends, cells, records,
            case when len(records) > 0 then md5(array_to_string(records, chr(10))) end as content
        from read_parquet($rows)
        """,
        {"file_id": file.file_id, "file_name": file.file_name, "rows": str(rows)},
    )


def _describe_rows(con: DuckDBPyConnection, sources: Mapping[str, Source]) -> None:
    """Each row's key and date, as its form declares them, and the field in which a fault lies."""
    for source in sources.values():
        key = f"nullif(lower(concat_ws('|', {_of_record(source.key)})), '')" if source.key else "null"
        dates = _of_record(load_models("core")[source.feeds].dated_by)
        con.execute(
            f"""
            update raw.rows set
                key = {key},
                answer_key = case when $is_list then {key} end,
                recorded_date = try_cast({f"coalesce({dates})" if dates else "null"} as date)
            where source = $source and len(records) > 0
            """,
            {"source": source.name, "is_list": source.shape != "crosstab"},
        )
    con.execute(
        """
        update raw.rows set column_name = json_extract_string(t.fields, '$."' || column_number || '"')
        from raw.tables as t
        where t.file_id = rows.file_id and t.sheet_number = rows.sheet_number and t.table_number = rows.table_number
            and column_number is not null
        """
    )


def _of_record(fields: Iterable[str]) -> str:
    return ", ".join(f"json_extract_string(records[1], '$.{name}')" for name in fields)
