"""What became of every file and row, as tables: the account a night gives of itself."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from duckdb import DuckDBPyConnection

from warehouse.append import append_rows
from warehouse.archive import Archive
from warehouse.lineage import open_since
from warehouse.raw import open_places
from warehouse.return_form import cells_of, returned_tables, rows_of_own_sheets
from warehouse.source import Source

_RUN_COLUMNS = {
    "run_id": "varchar",
    "as_of": "date",
    "started_at": "timestamp",
    "finished_at": "timestamp",
    "snapshot_id": "varchar",
    "files_total": "integer",
    "files_taken": "integer",
    "files_waiting": "integer",
    "files_rejected": "integer",
    "rows_loaded": "integer",
    "rows_quarantined": "integer",
    "rows_to_mend": "integer",
    "rows_waiting": "integer",
    "rows_duplicate": "integer",
    "rows_superseded": "integer",
    "rows_not_data": "integer",
    "checks_passed": "integer",
    "checks_warned": "integer",
    "checks_failed": "integer",
}


def write_files_and_rows(con: DuckDBPyConnection, run_id: str, sources: Mapping[str, Source]) -> None:
    """Make the tables of `quality` that tell what became of files and rows, from `raw` as it stands after the checks."""
    con.execute("create or replace temp table form_titles (source varchar, source_title varchar, owner varchar)")
    append_rows(con, "form_titles", [(s.name, s.title, s.owner) for s in sources.values()])
    _note_open_rows(con, sources)
    for name, select in _TABLES.items():
        con.execute(f"create or replace table quality.{name} as {select}", {"run_id": run_id})


def _note_open_rows(con: DuckDBPyConnection, sources: Mapping[str, Source]) -> None:
    """What is handed back and since when, with all that is needed to mend it on the dashboard."""
    found = open_since(con, sources)
    con.execute(
        """
        create or replace temp table open_rows (
            row_id varchar, found_date date, section varchar[], headings varchar[], cells varchar[], above varchar, at_fault integer
        )
        """
    )
    rows = [
        [row.row_id, row.found, list(row.section), [table.headings[c] for c in table.columns], cells_of(table, row),
         json.dumps(table.above, ensure_ascii=False), table.columns.index(row.at_fault) if row.at_fault in table.columns else None]
        for source in sources.values()
        for table in returned_tables(con, source, found)
        for row in table.rows
    ]  # fmt: skip
    rows += [
        [row.row_id, row.found, [], [], [], "{}", None] for s in sources.values() for row in rows_of_own_sheets(con, s)
    ]
    append_rows(con, "open_rows", rows)


def count_mended_tonight(con: DuckDBPyConnection) -> int:
    """Rows that came back mended on the as-of date."""
    found = con.execute("select count(*) from quality.mendings where mended_date = getvariable('as_of')").fetchone()
    return int(found[0]) if found else 0


def count_night(con: DuckDBPyConnection) -> dict[str, int]:
    """The night in numbers: files and rows by fate, checks by outcome, named as in `quality.runs`."""
    names = [name for name in _RUN_COLUMNS if name.startswith(("files_", "rows_", "checks_"))]
    counted = con.execute(_COUNTS).fetchone()
    return dict(zip(names, counted or (), strict=True))


def write_runs(con: DuckDBPyConnection, archive: Archive, run: dict[str, Any]) -> None:
    """Make `quality.runs`: every earlier run the ledger knows, and this one. `run`: as `_RUN_COLUMNS`."""
    columns = ", ".join(f"{name} {kind}" for name, kind in _RUN_COLUMNS.items())
    con.execute(f"create or replace table quality.runs ({columns})")
    earlier = [past | past["outcome"] | _count_outcome(past["outcome"]) for past in archive.runs()]
    marks = ", ".join("?" * len(_RUN_COLUMNS))
    for past in [*earlier, run]:
        con.execute(f"insert into quality.runs values ({marks})", [past.get(name) for name in _RUN_COLUMNS])


def _count_outcome(outcome: dict[str, Any]) -> dict[str, int]:
    """What the ledger kept of an earlier night, as `quality.runs` names it."""
    files, checks = outcome.get("files", []), outcome.get("checks", {})
    fates = Counter(file["fate"] for file in files)
    rows: Counter[str] = Counter()
    for file in files:
        rows.update(file["rows"])
    to_mend = sum(share["rows"] for file in files for share in file.get("to_mend", []))
    return {
        "files_total": len(files),
        **{f"files_{fate}": fates[fate] for fate in ("taken", "waiting", "rejected")},
        **{f"rows_{fate}": rows[fate] for fate in ("loaded", "quarantined", "duplicate", "superseded", "not_data")},
        "rows_to_mend": to_mend,
        "rows_waiting": rows["quarantined"] - to_mend,
        **{f"checks_{result}": count for result, count in checks.items()},
    }


_FILES = """
select
    $run_id as run_id,
    files.file_id,
    files.file_name,
    files.sha256,
    files.source,
    form_titles.source_title,
    form_titles.owner,
    case when files.fate = 'taken' and not files.is_live then 'superseded' else files.fate end as fate,
    files.message,
    (select count(*) from raw.rows where rows.file_id = files.file_id) as row_count,
    files.first_seen_date,
from raw.files
left join form_titles using (source)
order by files.file_id
"""

_SHEETS = (
    "select $run_id as run_id, file_id, sheet, sheet_number, is_hidden, non_empty_rows from raw.sheets order by 2, 4"
)

_ROWS = """
select
    $run_id as run_id, file_id, file_name, source, sheet, row_number, fate, reason_code, reason, key, column_name, sheet_number,
    found_date, greatest(date_diff('day', found_date, getvariable('as_of')), 0) as days_open,
from raw.rows
left join open_rows using (row_id)
order by file_id, sheet_number, row_number
"""

# What to ask about headings, of the files that still count.
_PROPOSALS = """
select
    $run_id as run_id, file_id, files.file_name, files.fate as file_fate, proposals.source, form_titles.source_title, sheet,
    heading, field, means, is_required, likeness,
from raw.proposals
join raw.files using (file_id)
left join form_titles on form_titles.source = proposals.source
where files.is_live
order by file_name, file_id, sheet, heading, likeness desc, field
"""

# Sheets and lines that a person is asked about.
_PLACES = f"""
select
    $run_id as run_id, file_id, files.file_name, places.source, form_titles.source_title, kind, sheet, words, row_number, row_count,
from ({open_places()}) as places
join raw.files using (file_id)
left join form_titles on form_titles.source = places.source
order by file_name, file_id, sheet, row_number
"""

# Staff only: the cells of rows that nobody has mended yet.
_TO_MEND = """
select
    $run_id as run_id, row_id, rows.file_name, rows.source, form_titles.source_title, form_titles.owner, rows.sheet, rows.row_number,
    rows.reason_code, rows.reason, found_date, greatest(date_diff('day', found_date, getvariable('as_of')), 0) as days_open,
    section, headings, open_rows.cells, above, at_fault,
from open_rows
join raw.rows using (row_id)
join form_titles on form_titles.source = rows.source
order by found_date, rows.file_name, rows.sheet_number, rows.row_number
"""

_MENDINGS = """
select
    $run_id as run_id, first.file_id, first.file_name, first.source, form_titles.source_title, form_titles.owner, first.sheet,
    first.row_number, mendings.columns, mendings.how, mended.file_name as mended_in, mendings.mended_by, mendings.found_date,
    mendings.mended_date, greatest(date_diff('day', mendings.found_date, mendings.mended_date), 0) as days_open,
from raw.mendings
join raw.rows as first on first.row_id = mendings.row_id
join raw.rows as mended on mended.row_id = mendings.mended_row_id and mended.fate <> 'quarantined'
join form_titles on form_titles.source = first.source
order by mendings.mended_date, first.file_name, first.sheet_number, first.row_number
"""

_TABLES = {
    "files": _FILES,
    "sheets": _SHEETS,
    "rows": _ROWS,
    "proposals": _PROPOSALS,
    "open_places": _PLACES,
    "to_mend": _TO_MEND,
    "mendings": _MENDINGS,
}

# A row that no form reads cannot be mended by itself: its file or sheet waits as a whole.
_COUNTS = """
select
    (select count(*) from raw.files),
    (select count(*) from raw.files where fate = 'taken'),
    (select count(*) from raw.files where fate = 'waiting' and is_live),
    (select count(*) from raw.files where fate = 'rejected' and is_live),
    (select count(*) from raw.rows where fate = 'loaded'),
    (select count(*) from raw.rows where fate = 'quarantined'),
    (select count(*) from raw.rows where fate = 'quarantined' and coalesce(source, '') <> ''),
    (select count(*) from raw.rows where fate = 'quarantined' and coalesce(source, '') = ''),
    (select count(*) from raw.rows where fate = 'duplicate'),
    (select count(*) from raw.rows where fate = 'superseded'),
    (select count(*) from raw.rows where fate = 'not_data'),
    (select count(*) from quality.results where success),
    (select count(*) from quality.results where not success and severity in ('warning', 'info')),
    (select count(*) from quality.results where not success and severity = 'critical'),
"""
