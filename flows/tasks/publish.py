"""Publish: the two files people read, the sheets they get back, and then the pointer."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flows.night import Night
from flows.outcome import conclude
from warehouse.disclosure import write_public
from warehouse.quality import count_night, write_runs
from warehouse.return_sheet import write_return_sheets
from warehouse.snapshot import input_fingerprint, snapshot_id_of, write_staff_file
from warehouse.snapshot import publish as publish_build


def publish(night: Night) -> dict[str, int]:
    """Return sheets written and snapshots published."""
    build = night.open_build
    write_runs(build.con, night.archive, _describe_run(night))
    write_staff_file(build)
    write_public(build.con, build.public_file)
    night.return_sheets = write_return_sheets(build.con, night.settings, night.sources, night.as_of)
    night.snapshot_id = publish_build(build, night.settings, _manifest(night))
    night.build = None
    return {"return_sheets": len(night.return_sheets), "snapshots": 1}


def _describe_run(night: Night) -> dict[str, Any]:
    run = {
        "run_id": night.run_id,
        "as_of": night.as_of,
        "started_at": night.started_at,
        "finished_at": datetime.now(UTC),
    }
    return run | {"snapshot_id": snapshot_id_of(night.open_build)} | count_night(night.open_build.con)


def _manifest(night: Night) -> dict[str, Any]:
    # now, not when the night began: linking has given new persons their ids since
    fingerprint = input_fingerprint(night.settings, night.archive, night.sources, night.as_of)
    outcome = conclude(night)
    return {"run_id": night.run_id, "fingerprint": fingerprint, "files": outcome.files, "checks": outcome.checks}
