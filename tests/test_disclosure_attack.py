"""A reader with a computer tries to work out the hidden numbers of management's file, by linear programming."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog  # type: ignore[import-untyped]

import warehouse.disclosure as disclosure
from tests.given import SETTINGS, Row, build, stage_given
from tests.test_metrics import build_values
from warehouse.small_groups import KINDS

KEY = ["period_kind", "period_start", "area_id", "target_group"]
AREAS = ("Vangdalen", "Jennumparken", "Uden for", "Ukendt")


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        yield con


def publish(con: duckdb.DuckDBPyConnection, volunteers: list[Row], metric_id: str = "new_volunteers") -> pd.DataFrame:
    """The metric's cells as management sees them, with the true number beside each."""
    stage_given(con, {"volunteers": volunteers})
    build_values(con)
    build(con, *disclosure.shown_marts())
    disclosure.create_shown(con)
    found = con.execute(
        """
        select shown.*, counted.value as true_value
        from shown.metric_values as shown
        join marts.metric_values as counted
            on shown.metric_id = counted.metric_id and shown.period_kind = counted.period_kind
            and shown.period_start = counted.period_start and shown.area_id is not distinct from counted.area_id
            and shown.target_group is not distinct from counted.target_group
        where shown.metric_id = ?
        """,
        [metric_id],
    ).df()
    return found.assign(place=[f"{a}|{g}" for a, g in zip(found.area_id, found.target_group, strict=True)])


def register(seed: int, size: int) -> list[Row]:
    """So many volunteers, most of them in one area, registered unevenly through the project."""
    chance = random.Random(seed)
    return [
        {
            "Navn": f"Prøve {number}",
            "Registreret": str(date(2013, 6, 1) + timedelta(days=int(578 * chance.random() ** 1.5))),
            "Boligområde": chance.choices(AREAS, weights=(60, 25, 10, 5))[0],
        }
        for number in range(size)
    ]


def recovered(cells: pd.DataFrame) -> list[tuple[float, float, float]]:
    """Hidden small numbers the attacker narrows down to one: (true, lowest, highest).

    The attacker knows the rules, that new volunteers add up over areas and time, and even which hidden numbers are
    small.
    """
    sums, totals = parts_and_wholes(cells)
    bounds = [bounds_of(cell) for cell in cells.itertuples()]
    small = np.flatnonzero(cells.is_suppressed & (cells.true_value <= disclosure.SMALL_GROUP))
    found = []
    for place in small:
        goal = np.zeros(len(cells))
        goal[place] = 1
        low, high = (
            sign * linprog(sign * goal, A_eq=sums, b_eq=totals, bounds=bounds, method="highs").fun for sign in (1, -1)
        )
        if np.floor(high + 1e-6) <= np.ceil(low - 1e-6):
            found.append((float(cells.true_value.iloc[place]), low, high))
    return found


def bounds_of(cell: Any) -> tuple[float, float | None]:
    if cell.is_suppressed:
        return 0, disclosure.SMALL_GROUP if cell.true_value <= disclosure.SMALL_GROUP else None
    is_exact = cell.period_kind == "project" and pd.isna(cell.area_id) and pd.isna(cell.target_group)
    return (cell.value, cell.value) if is_exact else (max(cell.value - 2, disclosure.SMALL_GROUP + 1), cell.value + 2)


def parts_and_wholes(cells: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """One equation a family: parts minus whole is zero."""
    equations = []
    for _, period in cells.groupby(["period_kind", "period_start"]):
        whole = period.index[period.area_id.isna() & period.target_group.isna()][0]
        equations += [(whole, period.index[period[column].notna()]) for column in ("area_id", "target_group")]
    for _, place in cells.groupby("place"):
        for coarse, fine in combinations(KINDS, 2):
            for whole in place.index[place.period_kind == coarse]:
                starts, ends = cells.period_start[whole], cells.period_end[whole]
                inside = (place.period_kind == fine) & (place.period_end >= starts) & (place.period_start <= ends)
                equations.append((whole, place.index[inside]))
    sums = np.zeros((len(equations), len(cells)))
    for row, (whole, parts) in enumerate(equations):
        sums[row, whole] = -1
        sums[row, list(parts)] = 1
    return sums, np.zeros(len(equations))


EIGHT_IN_ONE_AREA = [
    {"Navn": f"Prøve {number}", "Registreret": "2014-03-04", "Boligområde": "Vangdalen"} for number in range(8)
]


def test_the_rest_of_a_small_whole_cannot_be_read_from_its_one_large_part(con: duckdb.DuckDBPyConnection) -> None:
    cells = publish(con, EIGHT_IN_ONE_AREA)
    assert cells[cells.area_id == "vangdalen"].is_suppressed.all()
    assert recovered(cells) == []


@pytest.mark.parametrize("seed", range(2))
def test_no_hidden_number_of_a_made_up_register_is_recovered(con: duckdb.DuckDBPyConnection, seed: int) -> None:
    cells = publish(con, register(seed, 110))
    assert recovered(cells) == []
    # and the file is still of use
    undivided = cells[(cells.area_id.isna()) & (cells.target_group.isna()) & (cells.period_kind != "month")]
    assert (~undivided.is_suppressed).mean() > 0.7


def test_the_attack_succeeds_when_nothing_backs_the_hidden_numbers_up(
    con: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    nothing: Callable[..., set[Any]] = lambda *_, **__: set()  # noqa: E731
    monkeypatch.setattr(disclosure, "find_backups", nothing)
    assert recovered(publish(con, EIGHT_IN_ONE_AREA))


def test_small_numbers_stand_open_when_the_rule_is_switched_off(
    con: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disclosure, "SMALL_GROUP", -1)
    cells = publish(con, register(0, 30))
    assert ((cells.true_value <= 7) & ~cells.is_suppressed).any()


def test_numbers_about_few_people_are_hidden_however_large(con: duckdb.DuckDBPyConnection) -> None:
    visits = [
        {
            "Navn": name,
            "Aktivitet": "Skak",
            "Dato": str(date(2014, 3, 1) + timedelta(days=n)),
            "Rolle": role,
            "Timer": "3",
        }
        for n in range(20)
        for name, role in (("Ida", "deltager"), ("Karen", "frivillig"))
    ]
    stage_given(con, {"attendances": visits}, settings=SETTINGS)
    build_values(con)
    build(con, *disclosure.shown_marts())
    disclosure.create_shown(con)
    shown = con.execute(
        "select metric_id, is_suppressed, value from shown.metric_values where period_kind = 'year' and "
        "period_start = '2014-01-01' and area_id is null and target_group is null and "
        "metric_id in ('participations', 'volunteer_hours', 'sessions_held')"
    ).fetchall()
    assert sorted(shown) == [
        ("participations", True, None),
        ("sessions_held", False, 20),
        ("volunteer_hours", True, None),
    ]


def test_where_nothing_was_held_nobody_came_and_that_is_no_secret(con: duckdb.DuckDBPyConnection) -> None:
    stage_given(con, {"sessions": [{"Aktivitet": "Skak", "Dato": "2014-03-04", "Sted": "Vangdalen", "Antal": "20"}]})
    build_values(con)
    build(con, *disclosure.shown_marts())
    disclosure.create_shown(con)
    shown = con.execute(
        "select area_id, value, is_suppressed from shown.metric_values where period_kind = 'project' "
        "and metric_id = 'participations' and area_id in ('vangdalen', 'jennumparken') order by 1"
    ).fetchall()
    assert shown == [("jennumparken", 0, False), ("vangdalen", 20, False)]
