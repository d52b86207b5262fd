"""The theory of change: what is expected at each of its four steps, and what would show it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from duckdb import DuckDBPyConnection
from pydantic import TypeAdapter

from warehouse.append import append_rows
from warehouse.declaration import Declaration, parse_yaml
from warehouse.errors import DeclarationError
from warehouse.metric import load_metrics

INDICATORS = Path(__file__).parent / "indicators.yml"


class Indicator(Declaration):
    """An expected change. Shown by a KPI (`metric`) or by a survey's questions of a `theme`."""

    step: Literal[1, 2, 3, 4]
    track: Literal["individual", "collective"]
    label: str
    label_en: str
    metric: str | None = None
    theme: str | None = None


@cache
def load_indicators() -> dict[str, Indicator]:
    """Every indicator by id, in the order of the steps. Raises DeclarationError when one names an unknown KPI."""
    content = parse_yaml(INDICATORS.read_text(encoding="utf-8"), INDICATORS.name)
    indicators = TypeAdapter(dict[str, Indicator]).validate_python(content)
    for name, indicator in indicators.items():
        if indicator.metric is not None and indicator.metric not in load_metrics():
            raise DeclarationError(f"{INDICATORS.name}: «{name}»: nøgletallet «{indicator.metric}» findes ikke.")
    return indicators


def create_indicators(con: DuckDBPyConnection) -> None:
    """Create `staging.indicators`: one row an indicator, `sort_order` from 1."""
    con.execute(
        "create or replace table staging.indicators (indicator_id varchar, step integer, track varchar, "
        "label varchar, label_en varchar, metric_id varchar, theme varchar, sort_order integer)"
    )
    rows = [
        [name, i.step, i.track, i.label, i.label_en, i.metric, i.theme, number]
        for number, (name, i) in enumerate(load_indicators().items(), 1)
    ]
    append_rows(con, "staging.indicators", rows)
