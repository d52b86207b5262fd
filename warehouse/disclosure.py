"""What management may see of small groups: a file of aggregates from which no small group can be read.

Rules, on every table whose declaration says `public: true`:

- numbers about 0 to 7 people (persons, participations, hours) are hidden, zero included; only a zero that says
  itself, because nothing was held that anybody could have been counted at, stands as it is;
- the other numbers about people are rounded to the nearest five, except totals for the whole project
  and for a period that an undivided target is set for: those are reported to the funder, and exact;
- only finished periods, at most one breakdown at a time, and hours not broken down at all, because one
  person's share could be told from them;
- where a hidden number could still be worked out from its neighbours, more are hidden (`small_groups.py`);
- approved figures of a period that has changed since are shown for the whole only, rounded the same way; what changed
  is listed where both figures may be shown, and the names of the files are for staff;
- who groups consist of and how they hang together is counted up to the last whole month; parts of 0 to 7 people are merged,
  with the next larger where that is not enough, and every index is worked out from what is shown;
- of pathways and retention, which say how many of a group went on, a step is hidden also when few did not, or when
  the step before or after it is hidden for being small; shares are worked out anew from the rounded numbers;
- cards, trends, targets and the theory of change show what these rules leave. Events, sessions and shares of registrations
  are not about persons and stand as they are.

The limits of this. It holds for one KPI at a time in one file: a reader who keeps yesterday's file, or
compares KPIs (new volunteers with the growth of the register), learns more. A reader who knows this
code and that every part of a small whole is hidden can reason further. And no rounding stops somebody who
knows everybody else in a group from finding out about the last one; access control does.

The shown tables are plain selects in `models/shown/`, built in a schema that is gone when the file is written.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from duckdb import DuckDBPyConnection

from warehouse.append import append_rows
from warehouse.model import MODELS, Model, load_models
from warehouse.small_groups import Cell, Key, find_backups

SMALL_GROUP = 7
ROUND_TO = 5

_SHOWN = (
    "metric_values", "overview", "overview_trend", "target_values", "target_progress",
    "approved_values", "changes_since_approval", "approved_periods",
    "groups", "group_shares", "group_compositions", "group_links", "group_bridges", "meeting_mixing",
    "theory_of_change", "pathway_conversions", "retention_points",
)  # fmt: skip


def write_public(con: DuckDBPyConnection, path: Path) -> None:
    """Write kpi.duckdb: every public table and the account of the runs, small groups hidden."""
    create_shown(con)
    con.execute(f"attach '{str(path).replace(chr(39), chr(39) * 2)}' as public_file")
    for schema in ("core", "marts", "quality"):
        con.execute(f"create schema public_file.{schema}")
    for model in public_models():
        home = "shown" if model.name in _SHOWN else model.schema_name
        columns = ", ".join(model.columns)
        con.execute(
            f"create table public_file.{model.schema_name}.{model.name} as select {columns} from {home}.{model.name}"
        )
    for table in ("runs", "results"):
        con.execute(f"create table public_file.quality.{table} as from quality.{table}")
    con.execute("checkpoint public_file")
    con.execute("detach public_file")
    con.execute("drop schema shown cascade")


def public_models() -> list[Model]:
    """The tables management may open."""
    return [model for schema in ("core", "marts") for model in load_models(schema).values() if model.public]


def shown_marts() -> list[str]:
    """The marts that management sees in another form than staff: `marts.overview`, …"""
    return [f"marts.{model.name}" for model in public_models() if model.name in _SHOWN]


def create_shown(con: DuckDBPyConnection) -> None:
    """Create `shown.<table>`: the public marts as management sees them."""
    con.execute(f"set variable small_group = {SMALL_GROUP}")
    con.execute(f"set variable round_to = {ROUND_TO}")
    con.execute("drop schema if exists shown cascade")
    con.execute("create schema shown")
    _create(con, "cells")
    _create_backups(con)
    for name in _SHOWN:
        _create(con, name)


def _create(con: DuckDBPyConnection, name: str) -> None:
    con.execute(f"create table shown.{name} as\n{(MODELS / 'shown' / f'{name}.sql').read_text(encoding='utf-8')}")


def _create_backups(con: DuckDBPyConnection) -> None:
    con.execute(
        "create table shown.backups "
        "(metric_id varchar, period_kind varchar, period_start date, area_id varchar, target_group varchar)"
    )
    backups = [
        [metric_id, key.kind, key.start, key.area, key.group]
        for metric_id, times_add_up, cells in _read_cells(con)
        for key in sorted(find_backups(cells, SMALL_GROUP, times_add_up=times_add_up), key=str)
    ]
    append_rows(con, "shown.backups", backups)


def _read_cells(con: DuckDBPyConnection) -> Iterator[tuple[str, bool, dict[Key, Cell]]]:
    """Every KPI about people: id, whether shorter periods add up to longer ones, its cells."""
    rows = con.execute(
        """
        select cells.metric_id, metrics.counting not in ('persons_until_end', 'persons_on_date'),
            cells.period_kind, cast(cells.period_start as varchar), cast(cells.period_end as varchar),
            cells.area_id, cells.target_group, cells.value, cells.unit, cells.is_small, cells.is_exact
        from shown.cells as cells
        join marts.metrics as metrics on cells.metric_id = metrics.metric_id
        where cells.is_about_people
        order by all
        """
    ).fetchall()
    for (metric_id, times_add_up), found in groupby(rows, key=lambda row: (row[0], row[1])):
        yield metric_id, times_add_up, {Key(*row[2:7]): _make_cell(*row[7:]) for row in found}


def _make_cell(value: float, unit: str, is_small: bool, is_exact: bool) -> Cell:
    # a count of 8 to 12 is shown as 10; hours need not be whole
    margin = ROUND_TO / 2 if unit == "hours" else (ROUND_TO - 1) / 2
    return Cell(value, ROUND_TO * math.floor(value / ROUND_TO + 0.5), margin, is_small, is_exact)
