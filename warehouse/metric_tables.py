"""What a KPI rests on: every table its SQL reads, and what those read, down to what forms feed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from duckdb import DuckDBPyConnection

from warehouse.metric import Metric
from warehouse.model import MODELS, load_model
from warehouse.order import tables_read

Table = tuple[str, str]


def create_metric_tables(con: DuckDBPyConnection, metrics: Iterable[Metric]) -> None:
    """Create `marts.metric_tables`, a row per KPI and table behind it."""
    con.execute("create table marts.metric_tables (metric_id varchar, table_name varchar)")
    rows = [[m.metric_id, f"{schema}.{name}"] for m in metrics for schema, name in sorted(tables_behind(m))]
    con.executemany("insert into marts.metric_tables values (?, ?)", rows)


def tables_behind(metric: Metric) -> set[Table]:
    """The metric's own table, all it reads, and all that those read."""
    return {("metrics", metric.metric_id), *_follow(tables_read(metric.sql), set())}


def _follow(tables: Iterable[Table], seen: set[Table]) -> Iterator[Table]:
    for schema, name in sorted(set(tables) - seen):
        if (schema, name) not in seen:
            seen.add((schema, name))
            yield schema, name
            if (MODELS / schema / f"{name}.sql").is_file():
                yield from _follow(tables_read(load_model(schema, name).sql), seen)
