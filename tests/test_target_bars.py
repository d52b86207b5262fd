"""A target as a bar: how far, and how uncertain that is, read the right way round also where less is better."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from warehouse.telling.targets import draw_targets


def bar(**told: Any) -> dict[str, Any]:
    """The only bar of a chart of one target."""
    target = {
        "label": "Inaktive frivillige", "status": "behind", "direction": "increasing", "unit": "persons", "area_name": None,
        "period_start": date(2014, 1, 1), "period_end": date(2014, 12, 31), "is_finished": True, "precision": "exact",
        "forecast": None, "forecast_low": None, "forecast_high": None, "pro_rata": None, **told,
    }  # fmt: skip
    (drawn,) = draw_targets([target])["data"]["values"]
    return dict(drawn)


def test_a_target_to_be_reached_grows_with_the_number() -> None:
    drawn = bar(target=80, value=75, value_low=75, value_high=120, achievement_pct=93.75)
    assert (drawn["low_pct"], drawn["pct"], drawn["high_pct"]) == (93.75, 93.75, 150)


def test_where_less_is_better_the_largest_number_is_the_shortest_bar() -> None:
    drawn = bar(direction="decreasing", target=8, value=10, value_low=8, value_high=16, achievement_pct=80)
    assert (drawn["low_pct"], drawn["pct"], drawn["high_pct"]) == (50, 80, 100)


@pytest.mark.parametrize("direction", ["increasing", "decreasing"])
def test_a_number_known_exactly_has_no_span(direction: str) -> None:
    share = {"increasing": 175, "decreasing": pytest.approx(57.142857)}[direction]
    drawn = bar(direction=direction, target=8, value=14, value_low=14, value_high=14, achievement_pct=0)
    assert drawn["low_pct"] == drawn["high_pct"] == share


def test_nobody_left_where_less_is_better_has_no_share() -> None:
    drawn = bar(direction="decreasing", target=8, value=0, value_low=0, value_high=0, achievement_pct=100)
    assert drawn["high_pct"] is None
