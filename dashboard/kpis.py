"""The KPIs of the overview, for the whole project or for one area."""

from __future__ import annotations

from collections import defaultdict

from dashboard.data import Row, ask


def cards_for(area: str | None) -> list[Row]:
    """A row per KPI, in the order of the overview."""
    return ask("overview") if area is None else ask("overview_of_area", area)


def trends_for(area: str | None) -> dict[str, list[Row]]:
    """Metric → its months, oldest first. A KPI with a month that is hidden or empty has no trend."""
    trends: dict[str, list[Row]] = defaultdict(list)
    for row in ask("trends") if area is None else ask("trends_of_area", area):
        trends[row["metric_id"]].append(row)
    return {metric: rows for metric, rows in trends.items() if all(row["value"] is not None for row in rows)}
