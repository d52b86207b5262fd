"""From staging to the published tables: variables, time tables, and every model in the order it is read.

A model is a plain select in a file; it is run as `create table <schema>.<name> as <select>`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from duckdb import DuckDBPyConnection

from warehouse.append import append_rows
from warehouse.approval_tables import create_approval_tables
from warehouse.indicator import create_indicators
from warehouse.metric import build_metrics, load_metrics
from warehouse.metric_tables import create_metric_tables
from warehouse.model import Model, code_lists, load_models
from warehouse.order import build_order
from warehouse.parameter import create_parameters, parameter_values
from warehouse.phrase import create_phrases
from warehouse.registration_times import create_first_registrations
from warehouse.settings import OUTSIDE_AREA, UNKNOWN_AREA, Settings

MONTHS_OF_KIND = {"year": 12, "half": 6, "quarter": 3, "month": 1}
UNKNOWN_GROUP = "unknown"

Span = tuple[date, date]


def set_variables(con: DuckDBPyConnection, settings: Settings, as_of: date) -> None:
    """Set everything SQL reads with `getvariable`: four dates and every parameter."""
    dates = {
        "as_of": as_of,
        "closed_through": settings.closed_through(as_of if as_of < settings.today() else None),
        "project_start": settings.project.start,
        "project_end": settings.project.end,
    }
    for name, value in {**dates, **parameter_values(settings.parameters)}.items():
        con.execute(f"set variable {name} = $value", {"value": value})


def create_time_tables(con: DuckDBPyConnection, settings: Settings, as_of: date) -> None:
    """Create what settings, declarations and calendar give: projects, areas, target groups, indicators, phrases, periods, calendar."""
    con.execute("create schema if not exists staging")
    _create_project(con, settings)
    _create_areas(con, settings)
    _create_target_groups(con)
    create_indicators(con)
    create_approval_tables(con)
    create_first_registrations(con)
    create_phrases(con)
    create_parameters(con, settings.parameters)
    _create_chosen(con, settings)
    _create_periods(con, settings, as_of)
    _create_calendar(con, settings, as_of)


def build_models(con: DuckDBPyConnection) -> None:
    """Build core, then the metrics, then marts. Each schema is emptied first."""
    # With these come NumPy and the planner; whoever only looks at a file does without.
    from warehouse.comeback import suggest_comebacks
    from warehouse.meeting import measure_meetings
    from warehouse.task_plan import make_task_plan

    for schema in ("core", "metrics", "marts"):
        con.execute(f"drop schema if exists {schema} cascade")
        con.execute(f"create schema {schema}")
    build_tables(con, load_models("core").values())
    build_metrics(con)
    create_metric_tables(con, load_metrics().values())
    build_tables(con, load_models("marts").values())
    make_task_plan(con)
    suggest_comebacks(con)
    measure_meetings(con)


def build_tables(con: DuckDBPyConnection, models: Iterable[Model]) -> None:
    """Build the models that have SQL, each after those it reads."""
    for model in build_order(models):
        con.execute(f"create table {model.schema_name}.{model.name} as\n{model.sql}")


def _create_project(con: DuckDBPyConnection, settings: Settings) -> None:
    project = settings.project
    con.execute(
        """
        create or replace table staging.projects (
            project_name varchar, organisation varchar, data_controller varchar, funder varchar, start_date date, end_date date
        )
        """
    )
    con.execute(
        "insert into staging.projects values (?, ?, ?, ?, ?, ?)",
        [project.name, project.organisation, project.data_controller, project.funder, project.start, project.end],
    )


def _create_areas(con: DuckDBPyConnection, settings: Settings) -> None:
    con.execute(
        "create or replace table staging.areas "
        "(area_id varchar, area_name varchar, is_reference_area boolean, sort_order integer)"
    )
    areas = [(area.id, area.name, True) for area in settings.areas]
    areas += [(OUTSIDE_AREA, "Uden for områderne", False), (UNKNOWN_AREA, "Ukendt", False)]
    append_rows(con, "staging.areas", [[*area, n] for n, area in enumerate(areas, 1)])


def _create_chosen(con: DuckDBPyConnection, settings: Settings) -> None:
    """Closures and owners that staff set on the page Indstillinger, beside those that stand in sheets."""
    con.execute("create or replace table staging.chosen_closures (closure_name varchar, from_date date, to_date date)")
    con.execute("create or replace table staging.chosen_owners (activity_id varchar, owner_name varchar)")
    closures = [[closure.name, closure.start, closure.end] for closure in settings.closures.values()]
    if closures:
        con.executemany("insert into staging.chosen_closures values (?, ?, ?)", closures)
    if settings.activity_owners:
        con.executemany("insert into staging.chosen_owners values (?, ?)", list(settings.activity_owners.items()))


def _create_target_groups(con: DuckDBPyConnection) -> None:
    con.execute(
        "create or replace table staging.target_groups "
        "(target_group varchar, target_group_name varchar, sort_order integer)"
    )
    groups = {code: words[0] for code, words in code_lists()["target_groups"].items()} | {UNKNOWN_GROUP: "ukendt"}
    rows = [[code, name.capitalize(), n] for n, (code, name) in enumerate(groups.items(), 1)]
    append_rows(con, "staging.target_groups", rows)


def _create_periods(con: DuckDBPyConnection, settings: Settings, as_of: date) -> None:
    con.execute(
        "create or replace table staging.periods "
        "(period_kind varchar, period_start date, period_end date, is_finished boolean)"
    )
    project = settings.project
    spans = [("project", (project.start, project.end))]
    for kind, months in MONTHS_OF_KIND.items():
        spans += [(kind, span) for span in _calendar_spans(project.start, max(project.end, as_of), months)]
    con.executemany(
        "insert into staging.periods select $1, $2, $3, $3 <= getvariable('closed_through')",
        [[kind, first, last] for kind, (first, last) in spans],
    )


def _calendar_spans(start: date, end: date, months: int) -> Iterator[Span]:
    """Whole calendar periods of so many months that cover start … end."""
    first = date(start.year, (start.month - 1) // months * months + 1, 1)
    while first <= end:
        following = _add_months(first, months)
        yield first, following - timedelta(days=1)
        first = following


def _add_months(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


def _create_calendar(con: DuckDBPyConnection, settings: Settings, as_of: date) -> None:
    con.execute(
        """
        create or replace table staging.calendar as
        select cast(day as date) as calendar_date, cast(date_trunc('week', day) as date) as week_start
        from generate_series(cast($start as timestamp), cast($end as timestamp), interval 1 day) as days(day)
        """,
        {"start": settings.project.start, "end": max(settings.project.end, as_of)},
    )
