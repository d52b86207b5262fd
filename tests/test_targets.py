"""How far the targets are, and what the overview's cards say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import duckdb
import pytest

from tests.given import AS_OF, SETTINGS, build, read_table, stage_given
from tests.test_metrics import build_values
from warehouse.settings import Project, Settings

MARTS = ("marts.target_progress", "marts.overview", "marts.overview_trend")


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        yield con


def rows(
    con: duckdb.DuckDBPyConnection, table: str, as_of: date, given: dict[str, str], settings: Settings = SETTINGS
) -> dict[str, dict[str, Any]]:
    """Rows of a mart by their first column."""
    stage_given(con, {entity: read_table(text) for entity, text in given.items()}, as_of, settings)
    build_values(con)
    build(con, *MARTS)
    found = con.execute(f"select * from {table} order by all")
    names = [column[0] for column in found.description]
    return {row[0]: dict(zip(names, row, strict=True)) for row in found.fetchall()}


def sessions(first: date, times: int, kind: str = "tema") -> str:
    lines = (f"Babycafé | {first + timedelta(days=7 * n)} | {kind} | 10" for n in range(times))
    return "Aktivitet | Dato | Slags | Antal\n" + "\n".join(lines)


def progress(con: duckdb.DuckDBPyConnection, as_of: date, held: int, **target: str) -> dict[str, Any]:
    """The one target's progress, with so many theme events held week by week from 7 January 2014."""
    facts = {
        "Måltal": "Temaer",
        "Nøgletal": "Temaarrangementer",
        "Fra": "2014-01-01",
        "Til": "2014-12-31",
        "Mål": "20",
    }
    facts |= target
    given = {
        "targets": " | ".join(facts) + "\n" + " | ".join(facts.values()),
        "sessions": sessions(date(2014, 1, 7), held),
    }
    (found,) = rows(con, "marts.target_progress", as_of, given).values()
    return found


@pytest.mark.parametrize(
    ("held", "status", "percent"),
    [
        (20, "met", 100),
        (19, "close", 95),
        (16, "close", 80),
        (15, "behind", 75),
        (10, "behind", 50),
        (9, "far_behind", 45),
    ],
)
def test_a_finished_target_is_judged_by_its_band(
    con: duckdb.DuckDBPyConnection, held: int, status: str, percent: float
) -> None:
    found = progress(con, AS_OF, held)
    assert (found["status"], found["achievement_pct"]) == (status, pytest.approx(percent))
    assert (found["forecast"], found["required_pace"]) == (None, None)


def test_an_unfinished_target_is_compared_with_its_share_of_the_time(con: duckdb.DuckDBPyConnection) -> None:
    found = progress(con, date(2014, 6, 30), 12)
    assert found["pro_rata"] == pytest.approx(20 * 181 / 365)
    assert found["status"] == "on_track"
    assert found["forecast"] == pytest.approx(12 * 365 / 181)
    assert found["forecast_low"] < found["forecast"] < found["forecast_high"]
    assert found["forecast_low"] >= 12
    assert found["required_pace"] == pytest.approx(8 / (184 / 30.4375))
    assert "tempo" in found["forecast_method"]


def test_an_unfinished_target_behind_its_time_is_at_risk_and_never_not_met(con: duckdb.DuckDBPyConnection) -> None:
    assert progress(con, date(2014, 6, 30), 3)["status"] == "at_risk"


def test_an_unfinished_target_already_reached_is_met(con: duckdb.DuckDBPyConnection) -> None:
    found = progress(con, date(2014, 6, 30), 21)
    assert found["status"] == "met"
    assert found["required_pace"] == 0


def test_a_target_that_has_not_begun_is_not_judged(con: duckdb.DuckDBPyConnection) -> None:
    found = progress(con, date(2013, 12, 31), 0)
    assert (found["status"], found["value"]) == ("not_started", None)


def test_a_target_for_something_that_is_not_counted_is_kept_and_says_so(con: duckdb.DuckDBPyConnection) -> None:
    assert progress(con, AS_OF, 3, Nøgletal="Glade beboere")["status"] == "not_measured"


def test_a_target_to_stay_below_is_met_when_the_period_is_over(con: duckdb.DuckDBPyConnection) -> None:
    found = progress(con, AS_OF, 16, Retning="højst")
    assert (found["status"], found["achievement_pct"]) == ("met", pytest.approx(125))


def test_a_target_to_stay_below_is_not_met_before_the_period_is_over(con: duckdb.DuckDBPyConnection) -> None:
    found = progress(con, date(2014, 6, 30), 16, Retning="højst")
    assert (found["status"], found["is_met_at_lower_bound"]) == ("on_track", False)


def test_a_target_for_part_of_a_month_is_counted_on_its_own_days(con: duckdb.DuckDBPyConnection) -> None:
    assert progress(con, AS_OF, 10, Fra="2014-01-08", Til="2014-02-10")["value"] == 4


def test_only_certain_heads_make_a_target_met_at_the_lower_bound(con: duckdb.DuckDBPyConnection) -> None:
    given = {
        "targets": """
            Måltal  | Nøgletal           | Fra        | Til        | Mål
            Brugere | Forskellige brugere | 2013-06-01 | 2014-12-31 | 15
        """,
        "sessions": "Aktivitet | Dato | Antal\nSkak | 2014-03-04 | 4-10\nSkak | 2014-03-11 | 12",
    }
    (found,) = rows(con, "marts.target_progress", AS_OF, given).values()
    assert (found["value"], found["value_low"], found["value_high"]) == (12, 12, 22)
    assert not found["is_met_at_lower_bound"]
    assert found["status"] == "close"


# Plan, pace and forecast -------------------------------------------------------------------------------------------

CAFE = """
    Aktivitet | Rytme    | Målgruppe | Første gang
    Babycafé  | hver uge | Familier  | 2014-01-07
"""


def counted(first: date, counts: list[int]) -> str:
    lines = (f"Babycafé | {first + timedelta(days=7 * n)} | {count}" for n, count in enumerate(counts))
    return "Aktivitet | Dato | Antal\n" + "\n".join(lines)


def foretold(con: duckdb.DuckDBPyConnection, as_of: date, counts: list[int], closures: str = "") -> dict[str, Any]:
    given = {
        "targets": "Måltal | Nøgletal | Fra | Til | Mål\nDeltagelser | Deltagelser | 2014-01-01 | 2014-12-31 | 1000",
        "activities": CAFE,
        "sessions": counted(date(2014, 1, 7), counts),
    }
    given |= {"closures": f"Anledning | Fra | Til\nSommer | {closures}"} if closures else {}
    (found,) = rows(con, "marts.target_progress", as_of, given).values()
    return found


def test_pro_rata_and_forecast_go_by_the_sessions_that_are_planned_and_not_by_days(
    con: duckdb.DuckDBPyConnection,
) -> None:
    found = foretold(con, date(2014, 6, 30), [10] * 25, closures="2014-07-01 | 2014-09-28")
    assert (found["value"], found["forecast"]) == (250, pytest.approx(390))
    assert found["pro_rata"] == pytest.approx(1000 * 25 / 39)
    assert "de mødegange, der er planlagt" in found["forecast_method"]


def test_an_even_pace_gives_a_narrow_span_and_a_restless_one_a_wide(con: duckdb.DuckDBPyConnection) -> None:
    even = foretold(con, date(2014, 6, 30), [10] * 25)
    with duckdb.connect() as other:
        restless = foretold(other, date(2014, 6, 30), [2] * 8 + [30] * 8 + [2] * 9)
    spans = [found["forecast_high"] - found["forecast_low"] for found in (even, restless)]
    assert spans[1] > 2 * spans[0] > 0


def test_nothing_is_foretold_before_a_quarter_has_gone_or_from_a_single_event(con: duckdb.DuckDBPyConnection) -> None:
    assert foretold(con, date(2014, 3, 1), [10] * 8)["forecast"] is None
    with duckdb.connect() as other:
        assert foretold(other, date(2014, 6, 30), [0] * 24 + [80])["forecast"] is None


def test_a_share_is_compared_with_the_whole_target_at_any_time_and_needs_no_pace(
    con: duckdb.DuckDBPyConnection,
) -> None:
    given = {
        "targets": "Måltal | Nøgletal | Fra | Til | Mål\nLister | Registreringer på plads | 2014-01-01 | 2014-12-31 | 95",
        "activities": CAFE,
        "sessions": counted(date(2014, 1, 7), [10] * 20),
    }
    (found,) = rows(con, "marts.target_progress", date(2014, 6, 30), given).values()
    assert (found["pro_rata"], found["required_pace"], found["status"]) == (95, None, "at_risk")


# Milestones --------------------------------------------------------------------------------------------------------


def test_a_milestone_is_reached_late_or_coming_and_the_latest_plan_counts(con: duckdb.DuckDBPyConnection) -> None:
    given = {
        "project_milestones": """
            Milepæl          | Frist      | Ansvarlig | Nået den   | Opdateret
            Database i brug  | 2013-10-01 | Mette     | 2013-10-21 | 2014-01-01
            Evaluering sendt | 2014-12-15 | Mette     |            | 2014-06-01
            Ny ansøgning     | 2015-03-01 | Bo        |            | 2014-06-01
            Fest holdt       | 2014-10-01 | Bo        |            | 2014-06-01
            Fest holdt       | 2014-11-30 | Bo        | 2014-11-21 | 2014-12-01
        """
    }
    stage_given(con, {entity: read_table(text) for entity, text in given.items()})
    build(con, "marts.project_milestones")
    found = con.execute("select milestone, status, days_late, owner_name from marts.project_milestones order by 1")
    assert found.fetchall() == [
        ("Database i brug", "reached", 20, "Mette"),
        ("Evaluering sendt", "late", 16, "Mette"),
        ("Fest holdt", "reached", -9, "Bo"),
        ("Ny ansøgning", "coming", -60, "Bo"),
    ]


def test_a_milestone_reached_after_the_day_it_is_seen_from_is_not_reached_yet(con: duckdb.DuckDBPyConnection) -> None:
    given = {"project_milestones": "Milepæl | Frist | Nået den\nFest holdt | 2014-10-01 | 2014-11-21"}
    stage_given(con, {entity: read_table(text) for entity, text in given.items()}, date(2014, 10, 15))
    build(con, "marts.project_milestones")
    assert con.execute("select status, reached_date from marts.project_milestones").fetchall() == [("late", None)]


def test_a_finished_projects_cards_show_the_whole_project(con: duckdb.DuckDBPyConnection) -> None:
    cards = rows(con, "marts.overview", AS_OF, {"sessions": sessions(date(2013, 12, 3), 10)})
    assert {card["period_kind"] for card in cards.values()} == {"project"}
    assert cards["theme_events"]["value"] == 10
    assert cards["theme_events"]["change_pct"] is None


LAST_YEAR = "\n".join(f"Babycafé | 2013-08-{day} | tema | 10" for day in ("06", "14", "20"))


def test_a_running_year_is_compared_with_the_same_part_of_last_year(con: duckdb.DuckDBPyConnection) -> None:
    longer = SETTINGS.model_copy(update={"project": Project(start=date(2013, 1, 1), end=date(2015, 12, 31))})
    given = {"sessions": f"{sessions(date(2014, 6, 3), 6)}\n{LAST_YEAR}"}
    cards = rows(con, "marts.overview", date(2014, 8, 15), given, longer)
    themes = cards["theme_events"]
    assert (themes["period_kind"], themes["value"], themes["previous_value"]) == ("year", 6, 2)
    assert themes["change_pct"] == pytest.approx(200)
    assert cards["volunteers_registered"]["period_kind"] == "month"


def test_a_running_year_is_not_compared_with_months_before_the_project(con: duckdb.DuckDBPyConnection) -> None:
    given = {"sessions": f"{sessions(date(2014, 6, 3), 6)}\n{LAST_YEAR}"}
    themes = rows(con, "marts.overview", date(2014, 8, 15), given)["theme_events"]
    assert (themes["value"], themes["previous_value"], themes["change_pct"]) == (6, None, None)


def test_the_trend_is_the_last_thirteen_months(con: duckdb.DuckDBPyConnection) -> None:
    rows(con, "marts.overview_trend", AS_OF, {"sessions": sessions(date(2014, 12, 2), 2)})
    months = con.execute("select month_start from marts.overview_trend where metric_id = 'theme_events' order by 1")
    found = [month for (month,) in months.fetchall()]
    assert (len(found), found[0], found[-1]) == (13, date(2013, 12, 1), date(2014, 12, 1))
