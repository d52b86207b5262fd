"""What a night would make of some files, checks and all; nothing is kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from expectations.glance import checks_in_doubt
from expectations.staged_suite import every_staged_check
from warehouse.build import create_time_tables, set_variables
from warehouse.preview import preview
from warehouse.settings import Settings
from warehouse.source import load_sources, with_owners
from warehouse.staging import fed_entities


def preview_files(settings: Settings, files: Sequence[Path]) -> list[dict[str, Any]]:
    """The document of `frivillig check --json`."""

    def judge(con: DuckDBPyConnection) -> None:
        set_variables(con, settings, settings.as_of())
        create_time_tables(con, settings, settings.as_of())
        if doubted := checks_in_doubt(con, [c for c in every_staged_check(fed_entities()) if c.quarantines]):
            from expectations.judge import judge_staged  # Great Expectations takes seconds to import

            judge_staged(con, doubted)

    return preview(files, settings, with_owners(load_sources(settings.forms), settings.form_owners), judge)
