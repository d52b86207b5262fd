"""Persons, sessions and activities as they come together from several forms."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import duckdb
import pytest

from tests.given import build, read_table, stage_given


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        yield con


def select(con: duckdb.DuckDBPyConnection, query: str, **tables: str) -> list[tuple[Any, ...]]:
    """Rows of a query on core, built from tables by entity."""
    stage_given(con, {entity: read_table(text) for entity, text in tables.items()})
    build(con, *(f"core.{name}" for name in ("persons", "sessions", "tasks", "expected_sessions")))
    return con.execute(query).fetchall()


def test_a_person_is_the_latest_of_every_field_whatever_form_it_came_from(con: duckdb.DuckDBPyConnection) -> None:
    found = select(
        con,
        "select person_id, email, phone, area_id, first_seen_date from core.persons",
        volunteers="""
            Navn  | Besvaret   | E-mail           | Telefon     | Boligområde
            Karen | 2014-05-01 | ny@example.dk    |             | Jennumparken
        """,
        attendances="""
            Navn  | Aktivitet | Dato       | E-mail            | Telefon     | Boligområde
            Karen | Skak      | 2013-09-03 | gammel@example.dk | 20 12 34 56 | Vangdalen
            Karen | Skak      | 2014-09-02 |                   |             | Ukendt
        """,
    )
    assert found == [("karen", "ny@example.dk", "+4520123456", "jennumparken", date(2013, 9, 3))]


def test_resident_is_yes_no_or_unknown(con: duckdb.DuckDBPyConnection) -> None:
    found = select(
        con,
        "select person_id, area_id, is_resident from core.persons order by 1",
        attendances="""
            Navn  | Aktivitet | Dato       | Boligområde
            Bo    | Skak      | 2014-03-04 | Vangdalen
            Ida   | Skak      | 2014-03-04 | Uden for
            Karen | Skak      | 2014-03-04 |
        """,
    )
    assert found == [("bo", "vangdalen", True), ("ida", "uden_for", False), ("karen", "ukendt", None)]


def test_names_and_heads_of_the_same_day_are_one_session_also_when_only_one_says_where(
    con: duckdb.DuckDBPyConnection,
) -> None:
    found = select(
        con,
        "select session_id, area_id, headcount_low, headcount_precision, topic from core.sessions",
        attendances="Navn | Aktivitet | Dato | Sted\nIda | Skak | 2014-03-04 | Vangdalen\nBo | Skak | 2014-03-04 | Vangdalen",
        sessions="Aktivitet | Dato | Antal | Emne\nSkak | 2014-03-04 | ca. 20 | Åbninger",
    )
    assert found == [("skak.2014-03-04", "vangdalen", 2, "named", "Åbninger")]


def test_two_places_the_same_day_are_two_sessions_named_by_place(con: duckdb.DuckDBPyConnection) -> None:
    found = select(
        con,
        "select session_id, headcount_low, headcount_high, headcount_precision from core.sessions order by 1",
        sessions="""
            Aktivitet | Dato       | Sted         | Antal
            Basket    | 2014-07-08 | Vangdalen    | 4-10
            Basket    | 2014-07-08 | Jennumparken | mindst 30
        """,
    )
    assert found == [
        ("basket.2014-07-08.jennumparken", 30, 30, "at_least"),
        ("basket.2014-07-08.vangdalen", 4, 10, "interval"),
    ]


def test_the_same_person_twice_on_a_list_is_there_once(con: duckdb.DuckDBPyConnection) -> None:
    found = select(
        con,
        "select person_id, role, hours from core.attendances order by 1, 2",
        attendances="""
            Navn | Aktivitet | Dato       | Rolle     | Timer
            Ida  | Skak      | 2014-03-04 | deltager  |
            Ida  | Skak      | 2014-03-04 | deltager  | 2
            Ida  | Skak      | 2014-03-04 | frivillig | 1
        """,
    )
    assert found == [("ida", "participant", 2), ("ida", "volunteer", 1)]


def test_an_activity_somebody_only_mentions_is_kept_without_a_target_group(con: duckdb.DuckDBPyConnection) -> None:
    found = select(
        con,
        "select activity_id, target_group, activity_kind, is_listed from core.activities order by 1",
        activities="Aktivitet | Målgruppe | Slags\nSkak | børn og unge | klub",
        sessions="Aktivitet | Dato | Antal\nSkak | 2014-03-04 | 5\nKaffe | 2014-03-04 | 5",
    )
    assert found == [("kaffe", "unknown", "other", False), ("skak", "children_youth", "club", True)]


def test_what_is_planned_after_the_date_it_is_seen_from_is_no_session_yet(con: duckdb.DuckDBPyConnection) -> None:
    found = select(
        con,
        "select session_id from core.sessions",
        sessions="Aktivitet | Dato | Antal\nSkak | 2014-12-30 | 5\nSkak | 2015-01-06 | 5",
    )
    assert found == [("skak.2014-12-30",)]


def test_a_monthly_activity_is_expected_once_a_month_when_the_month_is_over(con: duckdb.DuckDBPyConnection) -> None:
    found = select(
        con,
        "select expected_date, is_registered from core.expected_sessions order by 1",
        activities="Aktivitet | Rytme | Første gang\nBanko | hver måned | 2014-10-01",
        sessions="Aktivitet | Dato | Antal\nBanko | 2014-10-08 | 5\nBanko | 2014-12-03 | 5",
    )
    assert found == [(date(2014, 10, 29), True), (date(2014, 11, 26), False), (date(2014, 12, 31), True)]
