"""The board of the theory of change: what is measured, what was long ago, and what nobody measures."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from tests.given import read_table, stage_given
from warehouse.build import build_models
from warehouse.indicator import load_indicators


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        yield con


def states(con: duckdb.DuckDBPyConnection, **tables: str) -> dict[str, str]:
    stage_given(con, {entity: read_table(text) for entity, text in tables.items()})
    build_models(con)
    return dict(con.execute("select indicator_id, state from marts.theory_of_change").fetchall())


def test_with_nothing_handed_in_nothing_is_measured(con: duckdb.DuckDBPyConnection) -> None:
    found = states(con)
    assert set(found) == set(load_indicators())
    assert set(found.values()) == {"not_measured"}


def test_a_survey_of_2012_is_fresh_in_2014_and_one_of_2009_is_stale(con: duckdb.DuckDBPyConnection) -> None:
    found = states(
        con,
        survey_answers="""
            År   | Tema    | Spørgsmål     | Svar | Andel i procent
            2009 | Tillid  | Stoler du på? | Ja   | 40
            2012 | Tryghed | Er du tryg?   | Ja   | 60
        """,
        sessions="Aktivitet | Dato | Antal\nSkak | 2014-10-01 | 12",
    )
    assert (found["trust"], found["safety"], found["activities_held"]) == ("stale", "measured", "measured")
    assert found["isolation"] == "not_measured"


def test_every_step_and_both_tracks_are_on_the_board() -> None:
    indicators = load_indicators().values()
    assert {indicator.step for indicator in indicators} == {1, 2, 3, 4}
    assert {indicator.track for indicator in indicators} == {"individual", "collective"}


def test_waves_are_compared_only_where_the_question_is_word_for_word_the_same(con: duckdb.DuckDBPyConnection) -> None:
    survey = """
        År   | Boligområde | Tema    | Spørgsmål                | Svar | Andel i procent | Antal svar
        2009 | Vangdalen   | Tryghed | Er du tryg om aftenen?   | Ja   | 40              | 100
        2012 | Vangdalen   | Tryghed | Er du tryg om aftenen?   | Ja   | 52              | 100
        2012 | Vangdalen   | Tryghed | Er du tryg hvor du bor?  | Ja   | 80              | 100
        2009 | Jennumparken | Tryghed | Er du tryg hvor du bor? | Ja   | 70              | 100
    """
    stage_given(con, {"survey_answers": read_table(survey)})
    build_models(con)
    found = con.execute(
        "select area_id, earlier_year, later_year, change_points, round(margin_points, 1) from marts.survey_changes"
    ).fetchall()
    # 1.96 * sqrt(52 * 48 / 100 + 40 * 60 / 100)
    assert found == [("vangdalen", 2009, 2012, 12.0, 13.7)]


def test_places_outside_the_project_are_not_taken_for_one_another(con: duckdb.DuckDBPyConnection) -> None:
    survey = """
        År   | Boligområde  | Tema    | Spørgsmål   | Svar | Andel i procent | Kilde
        2009 | Hele landet  | Tryghed | Er du tryg? | Ja   | 70              | Måling 2009, s. 4
        2012 | Hele landet  | Tryghed | Er du tryg? | Ja   | 71              | Måling 2012, s. 6
        2012 | Hele byen    | Tryghed | Er du tryg? | Ja   | 60              | Måling 2012, s. 7
    """
    stage_given(con, {"survey_answers": read_table(survey)})
    build_models(con)
    found = con.execute(
        "select area_name, change_points, earlier_reference, later_reference, margin_points from marts.survey_changes"
    ).fetchall()
    assert found == [("Hele landet", 1.0, "Måling 2009, s. 4", "Måling 2012, s. 6", None)]
