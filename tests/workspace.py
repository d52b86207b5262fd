"""A small workspace for tests: settings, forms of the lessons, and files put into its inbox."""

from __future__ import annotations

import os
import time
from datetime import date
from pathlib import Path

import duckdb
from openpyxl import Workbook

from warehouse.archive import Archive, Sighting
from warehouse.intake.children import read_archived
from warehouse.settings import Settings, load_settings
from warehouse.source import load_sources
from warehouse.staging import stage

FORMS = Path(__file__).parent / "forms" / "declared"
AS_OF = date(2014, 12, 31)
SETTINGS = """
[project]
name = "Prøve"
start = 2013-06-01
end = 2014-12-31

[[areas]]
id = "vangdalen"
name = "Vangdalen"
streets = ["Vangdalen"]

[night]
as_of = 2014-12-31
settle_seconds = 0
"""


def make_workspace(home: Path) -> Settings:
    """An empty workspace that knows the lessons' forms."""
    for folder in ("inbox", "forms", "published", "outbox"):
        (home / folder).mkdir(parents=True)
    (home / "frivillig.toml").write_text(SETTINGS, encoding="utf-8")
    for form in FORMS.glob("*.yml"):
        (home / "forms" / form.name).write_text(form.read_text(encoding="utf-8"), encoding="utf-8")
    return load_settings(home)


def put_sheet(settings: Settings, name: str, rows: list[list[object]], sheet: str = "Ark1") -> Path:
    """Put an .xlsx with one sheet into the inbox, as if saved an hour ago."""
    workbook = Workbook()
    workbook.active.title = sheet
    for row in rows:
        workbook.active.append(row)
    path = settings.inbox / name
    path.parent.mkdir(parents=True, exist_ok=True)
    workbook.save(path)
    age(path)
    return path


def age(path: Path) -> None:
    """Let a file be an hour old."""
    hour_ago = time.time() - 3600
    os.utime(path, (hour_ago, hour_ago))


def collect(settings: Settings, run_id: str = "r1") -> list[Sighting]:
    """One collecting of the inbox."""
    with Archive(settings) as archive:
        return archive.collect(run_id, AS_OF)


def staged(settings: Settings) -> duckdb.DuckDBPyConnection:
    """Read all the archive holds and stage it in memory."""
    sources = load_sources(settings.forms)
    con = duckdb.connect()
    with Archive(settings) as archive:
        read_archived(settings, archive, sources)
        stage(con, settings, archive, sources)
    return con


def fates(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """`file:row` → fate of every row that is data."""
    rows = con.execute("select file_name || ':' || row_number, fate from raw.rows where fate <> 'not_data'").fetchall()
    return dict(rows)
