"""What would happen to a file if it were taken in: nothing is kept."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any

import duckdb
from duckdb import DuckDBPyConnection

from warehouse.archive import FILE_ID_LENGTH, ArchivedFile
from warehouse.intake.children import Description, Job, Parsed, learned_sources, read_in_children
from warehouse.intake.companions import codebooks_by_folder, from_document
from warehouse.intake.cpr import mask_cpr
from warehouse.raw import open_places
from warehouse.settings import Settings
from warehouse.source import Source
from warehouse.staging import quarantine, stage_parsed

_MEMORY = "400MB"  # what does not fit waits on disk, in the same passing folder


def preview(
    paths: Iterable[Path],
    settings: Settings,
    sources: Mapping[str, Source],
    check: Callable[[DuckDBPyConnection], object] = lambda con: None,
    names: Mapping[Path, str] = MappingProxyType({}),
) -> list[dict[str, Any]]:
    """For each file the document that `frivillig check --json` gives.

    `check`: runs the staged checks on the connection and notes the rows at fault, as in a night. `names`: what
    files are called by their sender, where they lie under other names.
    """
    described = []
    with tempfile.TemporaryDirectory() as folder:
        learned = learned_sources(settings, sources)
        jobs = [Job(path, names.get(path, path.name), Path(folder) / f"{n}") for n, path in enumerate(paths)]
        for job, description in _read_together(jobs, settings, learned):
            parsed = _as_parsed(job, description)
            with duckdb.connect(config={"memory_limit": _MEMORY, "temp_directory": folder}) as con:
                stage_parsed(con, settings, [parsed], sources)
                check(con)
                quarantine(con)
                described.append(_describe(con, job, description))
    return described


def _read_together(jobs: list[Job], settings: Settings, sources: Mapping[str, Source]) -> list[tuple[Job, Description]]:
    """Each file as read, coded answers with what the given files in the same folder explain."""
    read = list(read_in_children(jobs, sources, settings.limits))
    books = codebooks_by_folder(
        (job.path.parent, from_document(description["codebook"]))
        for job, description in zip(jobs, read, strict=True)
        if description["codebook"]
    )
    again = {
        number: replace(job, place=job.place.with_name(f"{number}-explained"), book=books[job.path.parent])
        for number, (job, description) in enumerate(zip(jobs, read, strict=True))
        if description["is_coded"] and job.path.parent in books
    }
    reread = dict(zip(again, read_in_children(list(again.values()), sources, settings.limits), strict=True))
    return [(again.get(n, job), reread.get(n, read[n])) for n, job in enumerate(jobs)]


def _as_parsed(job: Job, description: Description) -> Parsed:
    digest = sha256(job.path.read_bytes()).hexdigest()
    seen = date.min.replace(year=2000)
    file = ArchivedFile(digest[:FILE_ID_LENGTH], digest, mask_cpr(job.name), job.path, seen, True)
    return file, description, job.place.with_suffix(".parquet")


def _describe(con: DuckDBPyConnection, job: Job, description: Description) -> dict[str, Any]:
    tables = con.execute(
        "select sheet_number, table_number, header_row, headings, fields from raw.tables order by 1, 2"
    ).fetchall()
    names = {sheet["number"]: sheet["name"] for sheet in description["sheets"]}
    described = [_describe_table(con, names, *table) for table in tables]
    seen = {number for number, *_ in tables}
    described += [_describe_sheet(con, number, name) for number, name in names.items() if number not in seen]
    return {
        "file": mask_cpr(job.name),
        "source": description["source"],
        "tables": described,
        "message": description["message"],
        "proposals": description["proposals"],
        "places": _open_places(con),
    }


def _open_places(con: DuckDBPyConnection) -> list[dict[str, Any]]:
    """The sheets and lines to ask about, each once for every form."""
    found = con.execute(
        f"select distinct on (kind, source, lower(words)) kind, source, sheet, words from ({open_places()}) order by all"
    ).fetchall()
    return [dict(zip(("kind", "source", "sheet", "words"), place, strict=True)) for place in found]


def _describe_table(
    con: DuckDBPyConnection,
    names: dict[int, str],
    sheet_number: int,
    table_number: int,
    header_row: int,
    headings: list[str],
    fields: str,
) -> dict[str, Any]:
    of_column = json.loads(fields)
    own = [0, table_number] if table_number == 1 else [table_number]  # 0: above the first table, or aside
    return {
        "sheet": names[sheet_number],
        "header_row": header_row,
        "columns": {heading: of_column.get(str(column)) for column, heading in enumerate(headings) if heading},
        "rows": _fates(con, sheet_number, own),
        "quarantined": [
            row
            for number in own
            for row in _quarantined(con, sheet_number, number, headings if number == table_number else [])
        ],
    }


def _describe_sheet(con: DuckDBPyConnection, sheet_number: int, name: str) -> dict[str, Any]:
    quarantined = _quarantined(con, sheet_number, 0, [])
    return {
        "sheet": name,
        "header_row": None,
        "columns": {},
        "rows": _fates(con, sheet_number, [0]),
        "quarantined": quarantined,
    }


def _fates(con: DuckDBPyConnection, sheet_number: int, table_numbers: list[int]) -> dict[str, int]:
    """How many rows of these tables met each fate; each row of a sheet is counted with one table."""
    counted = con.execute(
        "select fate, count(*) from raw.rows where sheet_number = ? and list_contains(?, table_number) group by 1",
        [sheet_number, table_numbers],
    ).fetchall()
    return Counter(dict(counted))


def _quarantined(
    con: DuckDBPyConnection, sheet_number: int, table_number: int, headings: list[str]
) -> list[dict[str, Any]]:
    rows = con.execute(
        """
        select row_number, column_number, cells, reason_code, reason from raw.rows
        where fate = 'quarantined' and sheet_number = ? and table_number = ? order by 1
        """,
        [sheet_number, table_number],
    ).fetchall()
    return [
        {
            "row": number,
            "column": headings[column] if column is not None and column < len(headings) else None,
            "value_shown": cells[column] if column is not None and column < len(cells) else None,
            "reason_code": code,
            "reason": reason,
        }
        for number, column, cells, code, reason in rows
    ]
