"""Does a forecast hold? Seen from every month's end of the reference project, against what it came to.

`python -m bench.forecast [SEED]`. The reference project is made anew; another seed gives other persons, days and counts.
The targets are the project's own and, so that there is more to judge by, one for every KPI that adds up × year, half and
whole project × the whole, each target group and each area. Each month's end is seen as the product sees a night as of that day.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd

from flows.reference_project import write_inbox, write_settings
from tests.given import build
from warehouse.archive import Archive
from warehouse.build import create_time_tables, set_variables
from warehouse.intake.children import read_archived
from warehouse.metric import build_metrics, load_metrics
from warehouse.model import load_models
from warehouse.people import link
from warehouse.settings import Settings, load_settings
from warehouse.source import load_sources
from warehouse.staging import stage

ADDS_UP = ("distinct_persons", "rows", "sum")

_MORE_TARGETS = """
insert into staging.targets by name
with sliced as (
    select cast(null as varchar) as area_id, cast(null as varchar) as target_group
    union all
    select area_id, null from staging.areas where is_reference_area
    union all
    select null, target_group from staging.target_groups where target_group not in ('unknown', 'volunteers')
)
select
    concat('more.', metric_id, period_start, period_kind, area_id, target_group) as record_id,
    concat(metric_id, ' ', period_kind) as label, metric_id, greatest(period_start, getvariable('project_start')) as period_start,
    least(period_end, getvariable('project_end')) as period_end, 1 as target, area_id, target_group, 1 as precedence, false as is_superseded
from staging.periods
cross join sliced
cross join (select unnest($metrics) as metric_id)
where period_kind in ('year', 'half', 'project')
"""
# As it was before: the whole period's pace by days, and the chance variation of a count.
_EARLIER = """
select
    figures.target_id,
    figures.value + figures.value * spans.remaining_days / spans.elapsed_days as forecast,
    1.96 * sqrt(figures.value * spans.remaining_days / spans.elapsed_days * (1 + spans.remaining_days / spans.elapsed_days)) as deviation
from marts.target_figures as figures
join marts.target_spans as spans on figures.target_id = spans.target_id
"""
_FORECASTS = f"""
select
    targets.target_id, metrics.metric_id, targets.area_id is null and targets.target_group is null as is_whole,
    figures.value, figures.value_low, figures.value_high, forecasts.forecast, forecasts.forecast_low, forecasts.forecast_high,
    spans.elapsed_share, earlier.forecast as earlier, earlier.forecast - earlier.deviation as earlier_low,
    earlier.forecast + earlier.deviation as earlier_high
from marts.target_forecasts as forecasts
join core.targets as targets on forecasts.target_id = targets.target_id
join marts.metrics as metrics on targets.metric_id = metrics.metric_id
join marts.target_figures as figures on forecasts.target_id = figures.target_id
join marts.target_spans as spans on forecasts.target_id = spans.target_id
join ({_EARLIER}) as earlier on forecasts.target_id = earlier.target_id
"""


def main() -> None:
    """Print coverage, error and width, by KPI and by how much of the period had gone."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        write_settings(home)
        settings = load_settings(home)
        write_inbox(settings.inbox, *map(int, sys.argv[1:2]))
        foretold = look_back(settings)
    whole = foretold[foretold.is_whole]
    for words, rows in (("whole project and area", whole), ("every target", foretold)):
        print(f"\n{words}: {len(rows)} forecasts of {rows.target_id.nunique()} targets")
        print(measure(rows, rows.metric_id).to_string())
        print(measure(rows, pd.cut(rows.elapsed_share, [0, 0.25, 0.5, 0.75, 1])).to_string())
        print(measure(rows, pd.Series("all", index=rows.index)).to_string())


def look_back(settings: Settings) -> pd.DataFrame:
    """Every forecast of every month's end, with what it came to."""
    sources, end = load_sources(settings.forms), settings.project.end
    with duckdb.connect(config={"threads": 2}) as con, Archive(settings) as archive:
        archive.collect("bench", end)
        read_archived(settings, archive, sources)
        set_variables(con, settings, end)
        create_time_tables(con, settings, end)
        stage(con, settings, archive, sources)
        link(con, archive)
        metrics = [metric.metric_id for metric in load_metrics().values() if metric.counting in ADDS_UP]
        con.execute(_MORE_TARGETS, {"metrics": metrics})
        see_from(con, settings, end)
        final = con.execute("select target_id, value as final from marts.target_figures").df()
        ends = pd.date_range(settings.project.start, end, freq="ME")[:-1]
        seen = [see_from(con, settings, day.date()) for day in ends]
    return pd.concat(seen, ignore_index=True).merge(final[final.final > 0], on="target_id")


def see_from(con: duckdb.DuckDBPyConnection, settings: Settings, as_of: date) -> pd.DataFrame:
    """The forecasts there would have been on a day."""
    set_variables(con, settings, as_of)
    create_time_tables(con, settings, as_of)
    for schema in ("core", "metrics", "marts"):
        con.execute(f"drop schema if exists {schema} cascade")
        con.execute(f"create schema {schema}")
    build(con, *(f"core.{model.name}" for model in load_models("core").values() if model.sql_path.is_file()))
    build_metrics(con)
    build(con, "marts.target_forecasts")
    return con.execute(_FORECASTS).df()


def measure(rows: pd.DataFrame, groups: pd.Series[str]) -> pd.DataFrame:
    """Coverage, median error and median width as shares of what it came to; the earlier method beside."""
    judged = pd.DataFrame(
        {
            "forecasts": 1,
            "coverage": rows.final.between(rows.forecast_low, rows.forecast_high),
            "error": (rows.forecast - rows.final).abs() / rows.final,
            "width": ((rows.forecast_high - rows.value_high) - (rows.forecast_low - rows.value_low)) / rows.final,
            "earlier coverage": rows.final.between(rows.earlier_low, rows.earlier_high),
            "earlier error": (rows.earlier - rows.final).abs() / rows.final,
        }
    )
    counted = judged.groupby(groups, observed=True)
    means = counted[["coverage", "earlier coverage"]].mean()
    medians = counted[["error", "width", "earlier error"]].median()
    return counted[["forecasts"]].sum().join(means).join(medians).round(3)


if __name__ == "__main__":
    main()
