"""Build: core tables, KPIs and the tables behind each page."""

from __future__ import annotations

from flows.night import Night
from warehouse.approval_tables import note_file_months, stage_approvals
from warehouse.build import build_models
from warehouse.registration_times import note_first_registrations


def build(night: Night) -> dict[str, int]:
    """Tables built."""
    con = night.open_build.con
    stage_approvals(con, night.archive)
    note_file_months(con)
    note_first_registrations(con, night.sources)
    build_models(con)
    ((tables,),) = con.execute(
        "select count(*) from information_schema.tables where table_schema in ('core', 'metrics', 'marts')"
    ).fetchall()
    return {"tables": tables}
