"""Whether the numbers can be trusted: unusual and round headcounts, volunteers nobody has asked for a year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.given import build, read_table, stage_given
from tests.workspace import make_workspace, put_sheet, staged
from warehouse.archive import Archive
from warehouse.registration_times import create_first_registrations, note_first_registrations
from warehouse.settings import Settings
from warehouse.source import load_sources


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        yield con


def rows(con: duckdb.DuckDBPyConnection, table: str, **tables: str) -> list[dict[str, Any]]:
    stage_given(con, {entity: read_table(text) for entity, text in tables.items()})
    build(con, table)
    found = con.execute(f"select * from {table} order by all")
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def counted(*headcounts: object) -> str:
    days = (date(2014, 3, 4) + timedelta(days=7 * n) for n in range(len(headcounts)))
    lines = (f"Skak | {day} | {heads}" for day, heads in zip(days, headcounts, strict=True))
    return "\n".join(["Aktivitet | Dato | Antal", *lines])


def test_60_among_about_20_is_unusual_where_a_standard_deviation_would_not_say_so(
    con: duckdb.DuckDBPyConnection,
) -> None:
    (found,) = rows(con, "marts.unusual_headcounts", sessions=counted(18, 20, 21, 20, 19, 22, 60))
    assert (found["headcount"], found["usual_headcount"]) == (60, 20)
    assert round(found["score"], 2) == 26.98


def test_one_that_differs_among_equals_is_unusual(con: duckdb.DuckDBPyConnection) -> None:
    (found,) = rows(con, "marts.unusual_headcounts", sessions=counted(*[12] * 20, 40))
    assert found["headcount"] == 40


def test_equal_headcounts_and_short_series_are_not_unusual(con: duckdb.DuckDBPyConnection) -> None:
    assert rows(con, "marts.unusual_headcounts", sessions=counted(12, 12, 12, 12, 12, 12)) == []


def test_four_sessions_are_too_few_to_call_one_unusual(con: duckdb.DuckDBPyConnection) -> None:
    assert rows(con, "marts.unusual_headcounts", sessions=counted(8, 9, 8, 90)) == []


def test_round_numbers_written_as_exact_look_like_estimates(con: duckdb.DuckDBPyConnection) -> None:
    (found,) = rows(con, "marts.estimated_headcounts", sessions=counted(20, 15, 20, 25, 20, 12, "ca. 20", "10-15"))
    assert (found["exact"], found["exact_but_round"], found["sessions_with_reservation"]) == (6, 5, 2)
    assert found["is_heaped"]


def test_counted_numbers_do_not(con: duckdb.DuckDBPyConnection) -> None:
    (found,) = rows(con, "marts.estimated_headcounts", sessions=counted(18, 15, 21, 22, 20, 12))
    assert not found["is_heaped"]


def test_who_has_not_been_asked_for_a_year_is_listed_with_the_contact_person(con: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        con,
        "marts.unconfirmed_volunteers",
        volunteers="""
            Navn | Besvaret   | Kontaktperson | Aftalt status
            Ida  | 2013-09-01 | Mette         |
            Bo   | 2014-09-01 | Mette         |
            Per  | 2013-09-01 | Mette         | stoppet
        """,
    )
    assert [(row["person_id"], row["contact_person"], row["days_unconfirmed"]) for row in found] == [
        ("ida", "Mette", 486)
    ]


# Hours --------------------------------------------------------------------------------------------------------------

TIMED = "Navn | Aktivitet | Dato | Rolle | Fra kl. | Til kl. | Timer\n"


def test_two_sessions_at_the_same_time_are_listed_with_the_owner(con: duckdb.DuckDBPyConnection) -> None:
    (found,) = rows(
        con,
        "marts.overlapping_attendances",
        activities="Aktivitet | Ansvarlig\nSkak | Mette\nKaffe | Bo",
        attendances=TIMED
        + """
            Ida | Skak  | 2014-03-04 | frivillig | 16:00 | 18:00 |
            Ida | Kaffe | 2014-03-04 | frivillig | 17:30 | 19:00 |
            Bo  | Skak  | 2014-03-04 | frivillig | 16:00 | 18:00 |
            Bo  | Kaffe | 2014-03-04 | frivillig | 18:00 | 19:00 |
            Ida | Kaffe | 2014-03-05 | frivillig | 17:30 | 19:00 |
        """.strip(),
    )
    assert (found["person_id"], found["session_date"], found["owner_name"]) == ("ida", date(2014, 3, 4), "Bo")
    assert (found["activity_name"], found["other_activity_name"]) == ("Kaffe", "Skak")


def test_a_session_past_midnight_overlaps_what_is_later_that_night(con: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        con,
        "marts.overlapping_attendances",
        attendances=TIMED
        + """
            Ida | Natcafé | 2014-03-04 | frivillig | 22:00 | 01:00 |
            Ida | Oprydning | 2014-03-04 | frivillig | 23:00 |  | 2
            Bo  | Natcafé | 2014-03-04 | frivillig | 22:00 | 01:00 |
            Bo  | Skak | 2014-03-04 | frivillig | 00:30 | 02:00 |
        """.strip(),
    )
    assert [row["person_id"] for row in found] == ["ida"]


@pytest.mark.parametrize(
    ("cells", "hours"),
    [
        ("16:00 | 18:30 |", 2.5),
        ("22:00 | 01:00 |", 3),
        ("16:00 | 18:30 | 2", 2),
        ("16:00 |  |", 1.5),
        (" | | 0,5", 0.5),
    ],
    ids=["from and to", "over midnight", "hours go first", "the activity's own", "hours alone"],
)
def test_hours_come_from_the_list_the_clock_or_the_activity(
    con: duckdb.DuckDBPyConnection, cells: str, hours: float
) -> None:
    (found,) = rows(
        con,
        "core.attendances",
        activities="Aktivitet | Timer pr. gang\nSkak | 1,5",
        attendances=f"{TIMED}Ida | Skak | 2014-03-04 | frivillig | {cells}",
    )
    assert found["hours"] == hours


# Punctuality --------------------------------------------------------------------------------------------------------


def seen(con: duckdb.DuckDBPyConnection, *registrations: tuple[str, date, date, bool], **tables: str) -> dict[str, Any]:
    """The delays of one activity, from (activity_id, session date, first seen, whether it can be judged)."""
    stage_given(con, {entity: read_table(text) for entity, text in tables.items()})
    con.executemany("insert into staging.first_registrations values (?, ?, ?, ?)", [list(r) for r in registrations])
    build(con, "marts.registration_delays")
    found = con.execute("select * from marts.registration_delays")
    names = [column[0] for column in found.description]
    (row,) = found.fetchall()
    return dict(zip(names, row, strict=True))


def test_registered_within_seven_days_is_on_time_and_what_never_came_is_not(con: duckdb.DuckDBPyConnection) -> None:
    held = [date(2014, 12, 2), date(2014, 12, 9)]
    found = seen(
        con,
        ("skak", held[0], date(2014, 12, 9), True),
        ("skak", held[1], date(2014, 12, 17), True),
        ("skak", date(2014, 11, 4), date(2014, 12, 1), False),
        activities="Aktivitet | Rytme | Ansvarlig\nSkak | hver uge | Mette",
        sessions="Aktivitet | Dato | Antal\n" + "\n".join(f"Skak | {day} | 12" for day in [date(2014, 11, 4), *held]),
    )
    assert (found["judged_sessions"], found["on_time_sessions"], found["overdue_sessions"]) == (2, 1, 2)
    assert found["on_time_pct"] == 25
    assert (found["owner_name"], found["usual_days"]) == ("Mette", 7.5)


def test_what_lay_ready_before_the_first_night_is_not_judged_and_a_list_that_grows_is_dated_by_its_first_version(
    tmp_path: Path,
) -> None:
    settings = make_workspace(tmp_path / "hjem")
    head: list[object] = ["Dato", "Navn", "Rolle", "Aktivitet"]
    old, new = date(2014, 11, 4), date(2014, 12, 9)
    put_sheet(settings, "tilmelding.xlsx", [head, [old, "Ida Prøve", "deltager", "Skak"]])
    collect_on(settings, "r1", date(2014, 12, 1))
    put_sheet(settings, "tilmelding.xlsx", [head, *([day, "Ida Prøve", "deltager", "Skak"] for day in (old, new))])
    collect_on(settings, "r2", date(2014, 12, 11))
    more = [[day, "Ida Prøve", "deltager", "Skak"] for day in (old, new, date(2014, 12, 16))]
    put_sheet(settings, "tilmelding.xlsx", [head, *more])
    collect_on(settings, "r3", date(2014, 12, 29))
    con = staged(settings)
    create_first_registrations(con)
    note_first_registrations(con, load_sources(settings.forms))
    found = con.execute("select session_date, first_seen_date, is_judged from staging.first_registrations order by 1")
    assert found.fetchall() == [
        (old, date(2014, 12, 1), False),
        (new, date(2014, 12, 11), True),
        (date(2014, 12, 16), date(2014, 12, 29), True),
    ]


def collect_on(settings: Settings, run_id: str, day: date) -> None:
    with Archive(settings) as archive:
        archive.collect(run_id, day)
