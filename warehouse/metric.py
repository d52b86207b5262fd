"""KPIs: one `metrics/<kpi>.sql` (rows at the finest grain) and one `.yml` (what it means) each.

The rows are built as `metrics.<kpi>`, gathered in `marts.metric_rows`, and counted for every period,
area and target group by `models/marts/metric_counts.sql`, which follows the KPI's declared counting.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from duckdb import DuckDBPyConnection

from warehouse.append import append_rows
from warehouse.declaration import Declaration, read_declaration
from warehouse.model import load_model

METRICS = Path(__file__).parent / "metrics"

Counting = Literal["distinct_persons", "rows", "sum", "persons_until_end", "persons_on_date", "share"]
Unit = Literal["persons", "hours", "sessions", "events", "participations", "percent"]


class Metric(Declaration):
    """A KPI: what it is called, what it answers, how its rows are counted and who answers for it.

    `also_called`: other words people write for it in a list of targets. `step` and `track`: its place
    in the theory of change.
    """

    metric_id: str
    label: str
    label_en: str
    also_called: tuple[str, ...] = ()
    question: str
    question_en: str
    unit: Unit
    direction: Literal["increasing", "decreasing"]
    counting_rule: str
    counting_rule_en: str
    counting: Counting
    step: int
    track: Literal["individual", "collective"]
    owner: str
    sort_order: int

    @property
    def sql(self) -> str:
        return (METRICS / f"{self.metric_id}.sql").read_text(encoding="utf-8")

    @property
    def words(self) -> tuple[str, ...]:
        """Everything a person may call this KPI."""
        return (self.metric_id, self.label, *self.also_called)


@cache
def load_metrics() -> dict[str, Metric]:
    """Every declared KPI by id, in the order they are shown. Raises DeclarationError."""
    metrics = [read_declaration(path, Metric, metric_id=path.stem) for path in sorted(METRICS.glob("*.yml"))]
    return {metric.metric_id: metric for metric in sorted(metrics, key=lambda metric: metric.sort_order)}


def build_metrics(con: DuckDBPyConnection) -> None:
    """Build `metrics.<kpi>` for every KPI, then `marts.metrics` and `marts.metric_rows`."""
    for metric in load_metrics().values():
        con.execute(f"create table metrics.{metric.metric_id} as\n{metric.sql}")
    _create_dictionary(con)
    _gather_rows(con)


def _create_dictionary(con: DuckDBPyConnection) -> None:
    columns = load_model("marts", "metrics").columns
    con.execute(
        f"create table marts.metrics ({', '.join(f'{name} {column.type}' for name, column in columns.items())})"
    )
    rows = [[getattr(metric, name) for name in columns] for metric in load_metrics().values()]
    append_rows(con, "marts.metrics", rows)


def _gather_rows(con: DuckDBPyConnection) -> None:
    selects = (f"select '{metric_id}' as metric_id, * from metrics.{metric_id}" for metric_id in load_metrics())
    con.execute(f"create table marts.metric_rows as\n{' union all '.join(selects)}")
