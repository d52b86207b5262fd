"""Management's file shows no small group, and no person."""

from __future__ import annotations

import duckdb
import pytest

from warehouse.disclosure import ROUND_TO, SMALL_GROUP
from warehouse.settings import Settings
from warehouse.snapshot import Reader


@pytest.fixture(scope="module")
def management(reference_settings: Settings) -> Reader:
    return Reader(reference_settings, "management")


def test_no_count_of_a_small_group_is_shown(management: Reader, reference_settings: Settings) -> None:
    small = "select count(*) as n from marts.metric_values where unit in ('persons', 'participations') and value between 1 and ?"
    assert management.query(small, [SMALL_GROUP]).n[0] == 0
    assert Reader(reference_settings, "staff").query(small, [SMALL_GROUP]).n[0] > 100


def test_a_zero_is_shown_only_where_nothing_was_held_or_could_be_counted(management: Reader) -> None:
    zeros = management.query(
        """
        select zeros.metric_id, held.value as sessions, zeros.target_group
        from marts.metric_values as zeros
        join marts.metric_values as held
            on held.metric_id = 'sessions_held' and held.period_kind = zeros.period_kind
            and held.period_start = zeros.period_start and held.area_id is not distinct from zeros.area_id
            and held.target_group is not distinct from zeros.target_group
        where zeros.unit in ('persons', 'participations', 'hours') and zeros.value = 0
        """
    )
    assert set(zeros.metric_id) <= {"distinct_users", "participations", "volunteer_hours"}
    assert ((zeros.sessions == 0) | (zeros.target_group == "volunteers")).all()


def test_broken_down_counts_of_people_are_rounded_and_broken_down_once(management: Reader) -> None:
    cells = management.query("select * from marts.metric_values where area_id is not null or target_group is not null")
    people = cells[cells.unit.isin(("persons", "participations"))].value.dropna()
    assert len(people) > 50
    assert not (cells.area_id.notna() & cells.target_group.notna()).any()
    assert (people % ROUND_TO == 0).all()
    assert "hours" not in set(cells.unit)


def test_the_headline_is_exact(management: Reader) -> None:
    progress = management.query(
        "select value, target from marts.target_progress where metric_id = 'distinct_users' and area_id is null "
        "and target_group is null and target = 180"
    )
    assert progress.value.tolist() == [258]


def test_no_name_phone_or_id_of_a_person_stands_in_the_file(reference_settings: Settings) -> None:
    staff = Reader(reference_settings, "staff")
    known = staff.query("select full_name, phone, person_id from core.persons")
    words = {str(word) for column in known for word in known[column].dropna() if len(str(word)) > 6}
    folder = reference_settings.published / staff.key
    assert found_in(folder / "staff.duckdb", words)
    assert not found_in(folder / "kpi.duckdb", words)


def found_in(path: object, words: set[str]) -> set[str]:
    """The words that stand in any text cell of a database."""
    found: set[str] = set()
    with duckdb.connect(str(path), read_only=True) as con:
        tables = con.execute("select table_schema, table_name from information_schema.tables").fetchall()
        for schema, table in tables:
            for row in con.execute(f"select * from {schema}.{table}").fetchall():
                found |= words.intersection(cell for cell in row if isinstance(cell, str))
    return found
