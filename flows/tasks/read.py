"""Read: from the archive's files to staged rows, each with its fate."""

from __future__ import annotations

from flows.night import Night
from warehouse.build import create_time_tables, set_variables
from warehouse.intake.children import read_archived
from warehouse.snapshot import start_build
from warehouse.staging import stage


def read(night: Night) -> dict[str, int]:
    """Files read and rows found."""
    read_archived(night.settings, night.archive, night.sources, night.progress.advance)
    night.archive.remove_cpr_originals(night.settings.today())
    build = night.build = start_build(night.settings, night.run_id, night.as_of)
    set_variables(build.con, night.settings, night.as_of)
    create_time_tables(build.con, night.settings, night.as_of)
    stage(build.con, night.settings, night.archive, night.sources)
    files, rows = build.con.execute("select count(distinct file_id), count(*) from raw.rows").fetchall()[0]
    return {"files": files, "rows": rows}
