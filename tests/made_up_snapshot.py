"""A published snapshot made by hand, small and fast, for looking at the dashboard without running a night."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import duckdb

PERSONS = {
    "p01": "Mariam Østergaard-Prøve",
    "p02": "Søren Ågård-Prøve",
    "p03": "Lærke Hassan-Prøve",
    "p04": "Bjørn Yılmaz-Prøve",
    "p05": "Kirsten Ærø-Prøve",
}
PUBLIC = [
    "core.areas",
    "core.meeting_window",
    "marts.metrics",
    "marts.metric_tables",
    "marts.overview",
    "marts.overview_trend",
    "marts.metric_values",
    "marts.target_progress",
    "marts.periods",
    "marts.approved_periods",
    "marts.changes_since_approval",
    "marts.milestone_plan",
    "marts.groups",
    "marts.group_shares",
    "marts.group_compositions",
    "marts.group_links",
    "marts.group_bridges",
    "marts.meeting_mixing",
    "marts.theory_of_change",
    "marts.pathway_conversions",
    "marts.retention_points",
    "marts.activity_months",
    "marts.activity_totals",
    "quality.runs",
    "quality.results",
]

_CONTENT = Path(__file__).with_suffix(".sql")


def publish(
    published: Path, snapshot_id: str = "s1", *, persons: int = 5, participations: float = 3120.0, lacks: str = ""
) -> None:
    """Write a snapshot with so many persons and participations, and move the pointer to it. `lacks`: a table it is without."""
    folder = published / snapshot_id
    folder.mkdir(parents=True)
    with duckdb.connect(str(folder / "staff.duckdb")) as con:
        for name, value in {"persons": persons, "participations": participations, "snapshot_id": snapshot_id}.items():
            con.execute(f"set variable {name} = ?", [value])
        con.execute(_CONTENT.read_text(encoding="utf-8"))
        if lacks:
            con.execute(f"drop table {lacks}")
    _copy_public(folder)
    (folder / "manifest.json").write_text(json.dumps({"snapshot_id": snapshot_id, "as_of": "2014-12-31"}))
    confirmed = {"run_id": snapshot_id, "confirmed_at": datetime.now(UTC).isoformat(timespec="seconds")}
    (published / "confirmed.json").write_text(json.dumps(confirmed))
    draft = published / ".current-new"
    draft.symlink_to(snapshot_id, target_is_directory=True)
    draft.replace(published / "current")


def _copy_public(folder: Path) -> None:
    with duckdb.connect(str(folder / "kpi.duckdb")) as con:
        con.execute(f"attach '{folder / 'staff.duckdb'}' as staff (read_only)")
        for table in PUBLIC:
            con.execute(f"create schema if not exists {table.partition('.')[0]}")
            con.execute(f"create table {table} as from staff.{table}")
        con.execute("detach staff")
