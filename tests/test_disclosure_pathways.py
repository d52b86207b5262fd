"""What management sees of pathways and retention cannot be worked back to a small group."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import pairwise

import duckdb
import pytest

import warehouse.disclosure as disclosure
from warehouse.disclosure import ROUND_TO, SMALL_GROUP
from warehouse.model import MODELS
from warehouse.settings import Settings
from warehouse.snapshot import Reader

Chain = list[tuple[int, int]]


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        con.execute("create schema marts")
        yield con


def shown(con: duckdb.DuckDBPyConnection, chain: Chain, small_group: int = SMALL_GROUP) -> list[tuple[int | None, ...]]:
    """The steps as management sees them: persons and how many went on."""
    con.execute(f"set variable small_group = {small_group}")
    con.execute(f"set variable round_to = {ROUND_TO}")
    con.execute(
        "create or replace table marts.pathway_conversions (conversion varchar, sort_order integer, persons integer, went_on integer)"
    )
    rows = [[f"step{n}", n, *counts] for n, counts in enumerate(chain)]
    con.executemany("insert into marts.pathway_conversions values (?, ?, ?, ?)", rows)
    select = (MODELS / "shown" / "pathway_conversions.sql").read_text(encoding="utf-8")
    return con.execute(f"select persons, went_on from ({select}) order by sort_order").fetchall()


def chains(seed: int, many: int = 200) -> Iterator[Chain]:
    """Made-up groups of whom fewer and fewer went on, each step beginning with those who came so far."""
    chance = random.Random(seed)
    for _n in range(many):
        counts = [chance.randint(0, 120)]
        for _step in range(4):
            counts.append(chance.randint(0, counts[-1]))
        yield list(pairwise(counts))


def told(rows: list[tuple[int | None, ...]], chain: Chain) -> list[int]:
    """The small groups a reader can tell to within fewer than three numbers, knowing that steps hang together."""
    bounds = [(0.0, 1e9)] * (len(chain) + 1)

    def know(place: int, value: int | None) -> None:
        if value is not None:
            low, high = bounds[place]
            bounds[place] = (max(low, value - 2.5), min(high, value + 2.5))

    for place, (persons, went_on) in enumerate(rows):
        know(place, persons)
        know(place + 1, went_on)
    found = []
    for place, (persons, went_on) in enumerate(chain):
        rest = persons - went_on
        (low, high), (next_low, next_high) = bounds[place], bounds[place + 1]
        if (
            0 < rest <= SMALL_GROUP
            and high - next_low < SMALL_GROUP + 5
            and (high - low) + (next_high - next_low) < 1e9
        ):
            found.append(rest)
        if 0 < went_on <= SMALL_GROUP and next_high - next_low < 1e9:
            found.append(went_on)
    return found


@pytest.mark.parametrize("seed", range(3))
def test_no_small_group_of_a_chain_can_be_told(con: duckdb.DuckDBPyConnection, seed: int) -> None:
    seen = 0
    for chain in chains(seed):
        rows = shown(con, chain)
        assert told(rows, chain) == [], (chain, rows)
        seen += sum(persons is not None for persons, _ in rows)
    assert seen > 50, "something is still shown"


def test_small_groups_can_be_told_when_the_rule_is_switched_off(con: duckdb.DuckDBPyConnection) -> None:
    assert any(told(shown(con, chain, small_group=-1), chain) for chain in chains(0))


def test_what_is_shown_is_rounded_and_the_share_is_of_the_rounded(reference_settings: Settings) -> None:
    management, staff = Reader(reference_settings, "management"), Reader(reference_settings, "staff")
    rows = management.query("select * from marts.pathway_conversions")
    visible = rows.dropna(subset=["persons"])
    assert len(rows) == len(staff.query("select * from marts.pathway_conversions"))
    assert ((visible.persons % ROUND_TO == 0) & (visible.went_on % ROUND_TO == 0)).all()
    assert (visible.share_pct.round(6) == (100 * visible.went_on / visible.persons).round(6)).all()
    assert rows.low_pct.isna().all()


def test_retention_for_management_is_rounded_people_and_hides_few_who_left(reference_settings: Settings) -> None:
    points = Reader(reference_settings, "management").query("select * from marts.retention_points")
    exact = Reader(reference_settings, "staff").query("select * from marts.retention_points")
    assert len(points) == len(exact) > 0
    visible = points.dropna(subset=["members"])
    assert ((visible.members % ROUND_TO == 0) & (visible.still_active % ROUND_TO == 0)).all()
    few = exact[(exact.members - exact.still_active <= SMALL_GROUP) | (exact.still_active <= SMALL_GROUP)]
    assert points[points.days.isin(few.days)].members.isna().all()


def test_the_board_of_management_shows_the_numbers_the_targets_show(reference_settings: Settings) -> None:
    management = Reader(reference_settings, "management")
    board = management.query(
        """
        select board.value as shown, whole.value as allowed, day(board.last_date) as day
        from marts.theory_of_change as board
        left join marts.metric_values as whole
            on whole.metric_id = board.metric_id and whole.period_kind = 'project'
            and whole.area_id is null and whole.target_group is null
        """
    )
    assert len(board) > 5
    assert board.shown.fillna(-1).tolist() == board.allowed.fillna(-1).tolist()
    assert set(board.day.dropna()) == {1}


def test_activities_in_private_homes_are_unknown_to_management(reference_settings: Settings) -> None:
    private = Reader(reference_settings, "staff").query(
        "select activity_id from core.activities where at_private_address"
    )
    shown_to = Reader(reference_settings, "management").query("select distinct activity_id from marts.activity_months")
    assert len(private) > 0 and len(shown_to) > 5
    assert not set(private.activity_id) & set(shown_to.activity_id)


def test_every_mart_that_is_shown_otherwise_has_its_select() -> None:
    assert {name.partition(".")[2] for name in disclosure.shown_marts()} <= {
        path.stem for path in (MODELS / "shown").glob("*.sql")
    }
