"""From guest to core volunteer, for how long, and who carries what: pathways, retention, recognition, activities, roles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.given import AS_OF, build, read_table, stage_given
from warehouse.model import load_models

HEADING = "Navn | Aktivitet | Dato | Rolle | Timer\n"


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        yield con


def rows(con: duckdb.DuckDBPyConnection, table: str, *key: str, **tables: str) -> dict[Any, dict[str, Any]]:
    """key → row of a table built from tables by entity."""
    stage_given(con, {entity: read_table(text) for entity, text in tables.items()})
    build(con, table)
    found = con.execute(f"select * from {table} order by all")
    names = [column[0] for column in found.description]
    records = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    return {record[key[0]] if len(key) == 1 else tuple(record[k] for k in key): record for record in records}


def visits(name: str, *days: date, activity: str = "Skak", role: str = "frivillig", hours: str = "") -> str:
    return "".join(f"{name} | {activity} | {day} | {role} | {hours}\n" for day in days)


def weekly(first: date, times: int) -> list[date]:
    return [first + timedelta(days=7 * n) for n in range(times)]


# From guest to core volunteer -----------------------------------------------------------------------------------


def test_each_step_is_dated_by_what_happened_first(con: duckdb.DuckDBPyConnection) -> None:
    guest, helper = weekly(date(2014, 1, 7), 3), weekly(date(2014, 3, 4), 5)
    ida = rows(
        con,
        "core.pathway_steps",
        "person_id",
        attendances=HEADING
        + visits("Ida", *guest, role="deltager")
        + visits("Ida", *helper)
        + visits("Ida", date(2014, 6, 3), role="tovholder"),
        memberships="Navn | Organisation | Rolle | Fra\nIda | Beboerforeningen | bestyrelsesmedlem | 2014-09-01",
    )["ida"]
    assert ida["participation_date"] == guest[0]
    assert ida["help_date"] == helper[0]
    assert ida["regular_date"] == helper[3]
    assert ida["coordinator_date"] == date(2014, 6, 3)
    assert ida["core_date"] == date(2014, 9, 1)
    assert ida["rung"] == 5


def test_a_guest_who_lent_a_hand_once_has_helped_and_is_no_regular(con: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        con,
        "core.pathway_steps",
        "person_id",
        attendances=HEADING + visits("Ida", date(2014, 3, 4)) + visits("Bo", date(2014, 3, 4), role="deltager"),
    )
    assert {name: row["rung"] for name, row in found.items()} == {"ida": 2, "bo": 1}


def test_staff_walk_no_pathway(con: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        con,
        "core.pathway_steps",
        "person_id",
        staff="Navn | Stilling\nMette | projektleder",
        attendances=HEADING + visits("Mette", date(2014, 3, 4)),
    )
    assert "mette" not in found


def test_23_of_258_guests_went_on_to_help_with_wilsons_interval(con: duckdb.DuckDBPyConnection) -> None:
    day = date(2014, 3, 4)
    guests = "".join(visits(f"Gæst {n}", day, role="deltager") for n in range(258))
    helpers = "".join(visits(f"Gæst {n}", day + timedelta(days=7)) for n in range(23))
    found = rows(con, "marts.pathway_conversions", "conversion", attendances=HEADING + guests + helpers)
    step = found["participant_to_helper"]
    assert (step["persons"], step["went_on"]) == (258, 23)
    assert [round(step[name], 1) for name in ("share_pct", "low_pct", "high_pct")] == [8.9, 6.0, 13.0]


def test_who_helped_before_ever_being_a_guest_was_not_won_among_the_guests(con: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        con,
        "marts.pathway_conversions",
        "conversion",
        attendances=HEADING + visits("Ida", date(2014, 3, 4)) + visits("Ida", date(2014, 4, 1), role="deltager"),
    )
    assert (found["participant_to_helper"]["persons"], found["participant_to_helper"]["went_on"]) == (1, 0)


def test_a_concrete_task_that_led_to_another_is_seen(con: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        con,
        "marts.pathways",
        "person_id",
        volunteers="Navn | Registreret\nIda | 2014-02-01\nBo | 2014-02-01",
        tasks="Opgave | Aktivitet | Varighed\nBage kage | Babycafé | en gang\nKaffe | Babycafé | fast",
        engagements="""
            Navn | Opgave    | Aktivitet | Fra
            Ida  | Bage kage | Babycafé  | 2014-03-01
            Ida  | Kaffe     | Babycafé  | 2014-04-10
            Bo   | Bage kage | Babycafé  | 2014-03-01
        """,
        milestones="Navn | Dato | Slags\nIda | 2014-03-20 | job",
    )
    assert found["ida"]["first_task_duration"] == "one_off"
    assert found["ida"]["days_to_second_task"] == 40
    assert found["ida"]["days_to_first_help"] == 28
    assert found["ida"]["has_stayed_after_job"]
    assert found["bo"]["days_to_second_task"] is None


# How long they stay ---------------------------------------------------------------------------------------------


VECTOR = "(values ('a', 30, true), ('b', 60, false), ('c', 90, true), ('d', 120, true), ('e', 180, false))"


def follow(con: duckdb.DuckDBPyConnection, table: str, select: str) -> None:
    """A project with nothing in it but this table of whom is followed, and the curves made of it."""
    stage_given(con, {})
    con.execute("create schema core")
    con.execute(f"create table {table} as {select}")
    build(con, "marts.retention_curves", "marts.first_task_medians")


def follow_waits(con: duckdb.DuckDBPyConnection, values: str) -> None:
    follow(
        con,
        "core.first_task_waits",
        f"select *, 'staff' as recruitment_channel from {values} as vector(person_id, days, has_begun)",
    )


def medians(con: duckdb.DuckDBPyConnection) -> dict[str, tuple[int | None, ...]]:
    """group → median, shortest and longest in days."""
    found = con.execute("select group_name, median_days, low_days, high_days from marts.first_task_medians").fetchall()
    return {name: tuple(days) for name, *days in found}


def test_retention_is_kaplan_and_meiers(con: duckdb.DuckDBPyConnection) -> None:
    follow(
        con,
        "core.volunteer_tenures",
        f"select *, '2014-1' as cohort, 'staff' as recruitment_channel from {VECTOR} as vector(person_id, days, has_ended)",
    )
    curve = con.execute(
        "select days, at_risk, still_active_pct, low_pct from marts.retention_curves where group_kind = 'all' order by days"
    ).fetchall()
    assert [(days, at_risk, round(share, 2)) for days, at_risk, share, _ in curve] == [
        (30, 5, 80.0),
        (90, 3, 53.33),
        (120, 2, 26.67),
    ]
    # Greenwood: 0.8 * (1 - 1.96 * sqrt(1 / (5 * 4)))
    assert round(curve[0][3], 2) == 44.94
    groups = con.execute("select distinct group_kind, group_name from marts.retention_curves").fetchall()
    assert set(groups) == {("all", "all"), ("cohort", "2014-1"), ("channel", "staff")}


# How long they wait for a first task ----------------------------------------------------------------------------


def test_waiting_for_a_first_task_is_the_same_curve_with_its_median(con: duckdb.DuckDBPyConnection) -> None:
    follow_waits(con, VECTOR)
    curve = con.execute(
        "select days, round(waiting_pct, 2) from marts.first_task_curves where group_kind = 'channel' order by days"
    ).fetchall()
    assert curve == [(30, 80.0), (90, 53.33), (120, 26.67)]
    # the lowest of the curve is at 45 percent on day 30; the highest is never down at one half: .2667 + 1.96 * .2237
    assert medians(con) == {"all": (120, 30, None), "staff": (120, 30, None)}


def test_one_half_by_multiplied_shares_is_one_half(con: duckdb.DuckDBPyConnection) -> None:
    """5/6 * 4/5 * 3/4 is one half, and a hair more as a computer multiplies."""
    days = ", ".join(f"('p{n}', {10 * n}, true)" for n in range(1, 7))
    follow_waits(con, f"(values {days})")
    assert medians(con)["all"][0] == 30


def test_one_person_gives_a_median_and_no_span(con: duckdb.DuckDBPyConnection) -> None:
    follow_waits(con, "(values ('a', 12, true))")
    assert medians(con)["all"] == (12, None, None)


def test_nobody_registered_gives_no_median(con: duckdb.DuckDBPyConnection) -> None:
    stage_given(con, {})
    build(con, "marts.first_task_medians")
    assert medians(con) == {}


def test_where_too_few_have_begun_the_median_is_not_said(con: duckdb.DuckDBPyConnection) -> None:
    follow_waits(con, "(values ('a', 12, true), ('b', 40, false), ('c', 40, false))")
    assert medians(con)["all"] == (None, 12, None)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 12), st.booleans()), max_size=25))
def test_the_curve_is_what_plain_python_makes_of_it(waits: list[tuple[int, bool]]) -> None:
    left, expected = 1.0, []
    for day in sorted({days for days, has_begun in waits if has_begun}):
        left *= 1 - waits.count((day, True)) / sum(days >= day for days, _ in waits)
        expected.append((day, round(100 * left, 6)))
    with duckdb.connect() as con:
        con.execute("create schema core")
        con.execute("set variable forecast_deviations = 1.96")
        con.execute(
            "create table core.followed_persons "
            "(followed_kind varchar, group_kind varchar, group_name varchar, days integer, has_happened boolean)"
        )
        if waits:
            con.executemany("insert into core.followed_persons values ('waiting', 'all', 'all', ?, ?)", waits)
        select = load_models("core")["survival_curves"].sql
        assert con.execute(f"select days, round(left_pct, 6) from ({select}) order by days").fetchall() == expected


def test_each_waits_from_registration_until_a_first_time_a_stop_or_today(con: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        con,
        "core.first_task_waits",
        "person_id",
        volunteers="""
            Navn | Registreret | Aftalt status | Status siden
            Ida  | 2014-02-01  |               |
            Bo   | 2014-12-01  |               |
            Per  | 2014-02-01  | stoppet       | 2014-02-21
            Ea   | 2014-03-04  |               |
            Tove | 2014-03-04  |               |
            Eli  | 2014-02-01  |               |
            Leo  | 2015-02-01  |               |
            Kim  | 2013-05-31  |               |
        """,
        attendances=HEADING
        + visits("Ida", date(2014, 2, 11))
        + visits("Bo", date(2014, 12, 3), role="deltager")
        + visits("Ea", date(2014, 3, 4))
        + visits("Tove", date(2013, 11, 5))
        + visits("Kim", date(2013, 9, 3)),
        engagements="Navn | Opgave | Aktivitet | Fra\nEli | Bage kage | Babycafé | 2014-02-06",
    )
    assert {name: (row["days"], row["has_begun"]) for name, row in found.items()} == {
        "ida": (10, True),
        "bo": (30, False),
        "per": (20, False),
        "ea": (0, True),
        "tove": (None, False),
        "eli": (5, True),
        "kim": (None, False),
    }


def test_who_helped_before_being_registered_is_counted_beside_the_curve(con: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        con,
        "marts.first_task_medians",
        "group_name",
        volunteers="Navn | Registreret | Fundet gennem\nIda | 2014-02-01 | forening\nTove | 2014-03-04 |",
        attendances=HEADING + visits("Ida", date(2014, 2, 11)) + visits("Tove", date(2013, 11, 5)),
    )
    counts = {name: (row["persons"], row["began"], row["not_followed"]) for name, row in found.items()}
    assert counts == {"all": (1, 1, 1), "association": (1, 1, 0), "unknown": (0, 0, 1)}


def test_a_first_task_here_and_now_led_on_when_a_second_began_within_ninety_days(
    con: duckdb.DuckDBPyConnection,
) -> None:
    """Ida after 89 days, Bo after 91, Per never, Ea too late in the year to be judged, Tove's first task was a lasting one."""
    found = rows(
        con,
        "marts.pathway_conversions",
        "conversion",
        tasks="Opgave | Aktivitet | Varighed\nBage kage | Babycafé | en gang\nKaffe | Babycafé | fast",
        engagements="""
            Navn | Opgave    | Aktivitet | Fra
            Ida  | Bage kage | Babycafé  | 2014-03-01
            Ida  | Kaffe     | Babycafé  | 2014-05-29
            Bo   | Bage kage | Babycafé  | 2014-03-01
            Bo   | Kaffe     | Babycafé  | 2014-05-31
            Per  | Bage kage | Babycafé  | 2014-03-01
            Ea   | Bage kage | Babycafé  | 2014-12-01
            Ea   | Kaffe     | Babycafé  | 2014-12-05
            Tove | Kaffe     | Babycafé  | 2014-03-01
        """,
    )
    step = found["first_task_here_and_now_to_second"]
    assert (step["persons"], step["went_on"]) == (3, 1)
    # Wilson for 1 of 3
    assert [round(step[name], 1) for name in ("share_pct", "low_pct", "high_pct")] == [33.3, 6.1, 79.2]


# How long they stay, person by person ---------------------------------------------------------------------------


def test_recent_silence_ends_no_tenure(con: duckdb.DuckDBPyConnection) -> None:
    """Followed until the limit of the role before today, not until today."""
    days = weekly(date(2014, 1, 7), 48)
    found = rows(con, "core.volunteer_tenures", "person_id", attendances=HEADING + visits("Ida", *days))
    assert not found["ida"]["has_ended"]
    assert found["ida"]["days"] == (AS_OF - days[0]).days - 60


def test_who_went_quiet_ended_the_last_day_they_came(con: duckdb.DuckDBPyConnection) -> None:
    days = weekly(date(2014, 1, 7), 8)
    found = rows(con, "core.volunteer_tenures", "person_id", attendances=HEADING + visits("Ida", *days))
    assert found["ida"]["has_ended"]
    assert found["ida"]["days"] == (days[-1] - days[0]).days


# Thanks ---------------------------------------------------------------------------------------------------------


def test_milestones_are_counted_from_attendance(con: duckdb.DuckDBPyConnection) -> None:
    days = weekly(date(2013, 9, 3), 60)
    found = rows(
        con,
        "core.volunteer_milestones",
        "person_id",
        "milestone",
        attendances=HEADING + visits("Ida", *days, hours="2"),
    )
    reached = {milestone: row["reached_date"] for (_, milestone), row in found.items()}
    assert reached == {
        "first_time": days[0],
        "tenth_time": days[9],
        "hundred_hours": days[49],
        "one_year": days[53],
    }


def test_who_helps_and_was_not_thanked_in_a_year_is_due(con: duckdb.DuckDBPyConnection) -> None:
    recent, old = date(2014, 12, 2), date(2013, 7, 2)
    found = rows(
        con,
        "marts.recognition",
        "person_id",
        attendances=HEADING + visits("Ida", recent) + visits("Bo", recent) + visits("Ea", recent) + visits("Tove", old),
        recognitions="Navn | Dato | Slags\nBo | 2014-12-10 | thanks\nEa | 2013-12-10 | thanks",
    )
    assert {name: row["is_due"] for name, row in found.items()} == {"ida": True, "bo": False, "ea": True, "tove": False}
    assert [name for name, row in found.items() if row["has_unthanked_milestone"]] == ["ea", "ida"]


# Who carries what -----------------------------------------------------------------------------------------------


def test_an_activity_with_one_volunteer_is_fragile(con: duckdb.DuckDBPyConnection) -> None:
    days = weekly(date(2014, 11, 4), 6)
    found = rows(
        con,
        "marts.activities",
        "activity_id",
        attendances=HEADING
        + visits("Ida", *days)
        + visits("Bo", date(2014, 3, 4))
        + visits("Ida", *days, activity="Kor")
        + visits("Tove", days[0], activity="Kor")
        + visits("Per", days[0], role="deltager", activity="Film"),
    )
    assert {name: row["is_fragile"] for name, row in found.items()} == {"skak": True, "kor": False, "film": False}
    assert (found["skak"]["volunteers"], found["skak"]["recent_volunteers"]) == (2, 1)
    assert round(found["kor"]["largest_share"], 2) == 0.86


def test_activities_that_could_not_run_without_volunteers_are_counted_where_somebody_wrote_it(
    con: duckdb.DuckDBPyConnection,
) -> None:
    found = rows(
        con,
        "marts.activities",
        "activity_id",
        sessions="""
            Aktivitet | Dato       | Antal | Kunne ikke gennemføres uden frivillige
            Udflugt   | 2014-05-10 | 30    | ja
            Udflugt   | 2014-08-10 | 30    | nej
            Udflugt   | 2014-09-10 | 4-10  |
        """,
    )
    assert (found["udflugt"]["sessions_judged"], found["udflugt"]["sessions_needing_volunteers"]) == (2, 1)
    assert found["udflugt"]["usual_headcount"] == 30


# Roles and motives ----------------------------------------------------------------------------------------------


def test_roles_wanted_and_roles_offered_stand_side_by_side(con: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        con,
        "marts.role_mix",
        "role",
        volunteers="""
            Navn | Registreret | Rolle i frivillighedscirklen | Aftalt status
            Ida  | 2014-01-01  | tovholder                    |
            Bo   | 2014-01-01  | tovholder                    |
            Per  | 2014-01-01  | tovholder                    | stoppet
        """,
        tasks="Opgave | Aktivitet | Varighed | Rolle | Pladser\nKaffe | Babycafé | fast | tovholder | 1",
        attendances=HEADING + visits("Ida", *weekly(date(2014, 9, 2), 16), role="tovholder"),
    )
    assert found["coordinator"] == {
        "role": "coordinator",
        "declared_persons": 2,
        "observed_persons": 1,
        "agreeing_persons": 1,
        "places_offered": 1,
        "wanting_without_place": 1,
    }


def test_motives_of_a_team_are_counted_by_person(con: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        con,
        "marts.motive_mix",
        "activity_id",
        "motive",
        volunteers="""
            Navn | Registreret | Vigtigste motiv | Andre motiver
            Ida  | 2014-01-01  | den sociale     | den altruistiske
            Bo   | 2014-01-01  | den altruistiske |
        """,
        attendances=HEADING + visits("Ida", date(2014, 12, 2)),
    )
    assert (found["skak", "altruistic"]["primary_persons"], found["skak", "altruistic"]["persons"]) == (0, 1)
    assert (found[None, "altruistic"]["primary_persons"], found[None, "altruistic"]["persons"]) == (1, 2)


# Child certificates ---------------------------------------------------------------------------------------------

CLUB = "Aktivitet | Rytme | Målgruppe | Alder fra | Alder til\nSkak | hver uge | Udsatte børn og unge | 12 | 15\nCafé | hver uge | Sårbare voksne | |"


def certificates(con: duckdb.DuckDBPyConnection, attendances: str, **more: str) -> dict[str, dict[str, Any]]:
    return rows(
        con, "marts.child_certificates", "person_id", activities=CLUB, attendances=HEADING + attendances, **more
    )


def test_three_months_with_children_call_for_a_certificate(con: duckdb.DuckDBPyConnection) -> None:
    first = date(2014, 5, 6)
    found = certificates(
        con,
        visits("Ida", *weekly(first, 14))
        + visits("Bo", *weekly(first, 4))
        + visits("Per", *weekly(first, 14), activity="Café"),
    )
    assert list(found) == ["ida"]
    assert found["ida"]["needed_from"] == first + timedelta(days=90)
    assert found["ida"]["certificate_state"] == "missing"


def test_a_fixed_task_among_children_calls_for_one_from_the_first_day(con: duckdb.DuckDBPyConnection) -> None:
    first = date(2014, 11, 4)
    found = certificates(
        con,
        visits("Ida", first),
        tasks="Opgave | Aktivitet | Varighed\nInstruktør | Skak | fast",
        engagements="Navn | Opgave | Aktivitet | Fra\nIda | Instruktør | Skak | 2014-11-01",
        volunteers="Navn | Registreret | Børneattest\nIda | 2014-10-01 | 2014-10-20",
    )
    assert found["ida"]["needed_from"] == first
    assert not found["ida"]["is_lacking"]


def test_after_a_year_away_the_certificate_is_outdated(con: duckdb.DuckDBPyConnection) -> None:
    found = certificates(
        con,
        visits("Ida", date(2013, 6, 4), role="tovholder") + visits("Ida", date(2014, 9, 2), role="tovholder"),
        volunteers="Navn | Registreret | Børneattest\nIda | 2013-06-01 | 2013-06-01",
    )
    assert (found["ida"]["certificate_state"], found["ida"]["is_lacking"]) == ("outdated", True)


def test_volunteers_under_15_need_none(con: duckdb.DuckDBPyConnection) -> None:
    found = certificates(
        con,
        visits("Ida", date(2014, 9, 2), role="tovholder"),
        volunteers="Navn | Registreret | Fødselsår\nIda | 2013-06-01 | 2001",
    )
    assert found == {}


@pytest.mark.parametrize(("days", "is_needed"), [(89, False), (90, True)])
def test_three_months_are_ninety_days_from_the_first(
    con: duckdb.DuckDBPyConnection, days: int, is_needed: bool
) -> None:
    first = date(2014, 7, 1)
    found = certificates(con, visits("Ida", first, first + timedelta(days=days)))
    assert ("ida" in found) is is_needed


@pytest.mark.parametrize(("days", "state"), [(365, "obtained"), (366, "outdated")])
def test_a_break_is_more_than_a_year(con: duckdb.DuckDBPyConnection, days: int, state: str) -> None:
    again = date(2014, 9, 2)
    found = certificates(
        con,
        visits("Ida", again - timedelta(days=days), again, role="tovholder"),
        volunteers="Navn | Registreret | Børneattest\nIda | 2013-06-01 | 2013-06-01",
    )
    assert found["ida"]["certificate_state"] == state


def test_one_certificate_covers_all_clubs_and_contact_adds_up_over_them(con: duckdb.DuckDBPyConnection) -> None:
    first = date(2014, 7, 1)
    attendances = visits("Ida", first) + visits("Ida", first + timedelta(days=100), activity="Kor")
    clubs = CLUB + "\nKor | hver uge | Udsatte børn og unge | |"
    found = rows(con, "marts.child_certificates", "person_id", activities=clubs, attendances=HEADING + attendances)
    assert found["ida"]["needed_from"] == first + timedelta(days=90)


def test_a_single_task_among_children_and_young_people_of_15_call_for_none(con: duckdb.DuckDBPyConnection) -> None:
    found = certificates(
        con,
        visits("Ida", date(2014, 11, 4)) + visits("Bo", *weekly(date(2014, 5, 6), 20), activity="Unge"),
        tasks="Opgave | Aktivitet | Varighed\nKøre til stævne | Skak | en gang",
        engagements="Navn | Opgave | Aktivitet | Fra\nIda | Køre til stævne | Skak | 2014-11-01",
    )
    assert found == {}


def test_who_has_been_away_for_a_year_or_has_stopped_is_asked_for_none(con: duckdb.DuckDBPyConnection) -> None:
    found = certificates(
        con,
        visits("Ida", date(2013, 12, 30), role="tovholder") + visits("Bo", date(2014, 9, 2), role="tovholder"),
        volunteers="Navn | Registreret | Aftalt status | Status siden\nIda | 2013-06-01 | |\nBo | 2013-06-01 | stoppet | 2014-10-01",
    )
    assert found == {}


def test_what_is_held_once_or_is_over_is_not_fragile(con: duckdb.DuckDBPyConnection) -> None:
    days = weekly(date(2014, 11, 4), 6)
    found = rows(
        con,
        "marts.activities",
        "activity_id",
        activities="""
            Aktivitet | Rytme    | Sidste gang
            Kor       | hver uge |
            Fest      | én gang  |
            Skak      | hver uge | 2014-12-20
        """,
        attendances=HEADING + "".join(visits("Ida", *days, activity=activity) for activity in ("Kor", "Fest", "Skak")),
    )
    assert {name: row["is_fragile"] for name, row in found.items()} == {"kor": True, "fest": False, "skak": False}


# Roles over time --------------------------------------------------------------------------------------------------


def test_roles_drift_from_half_year_to_half_year(con: duckdb.DuckDBPyConnection) -> None:
    """Ida helped through the winter and took the lead in the summer; Bo came in the spring; Per was there only at first."""
    found = rows(
        con,
        "marts.role_drift",
        "role_date",
        "from_role",
        "to_role",
        attendances=HEADING
        + visits("Ida", *weekly(date(2013, 9, 3), 16), hours="1")
        + visits("Ida", *weekly(date(2014, 2, 4), 20), role="tovholder", hours="1")
        + visits("Bo", *weekly(date(2014, 3, 4), 2), hours="1")
        + visits("Per", *weekly(date(2013, 9, 3), 12), hours="1"),
    )
    assert {key: (row["persons"], row["share_pct"]) for key, row in found.items()} == {
        (date(2013, 12, 31), "not_active", "helper"): (2, 100.0),
        (date(2014, 6, 30), "helper", "coordinator"): (1, 50.0),
        (date(2014, 6, 30), "helper", "helper"): (1, 50.0),
        (date(2014, 6, 30), "not_active", "specialist"): (1, 100.0),
        (date(2014, 12, 31), "coordinator", "coordinator"): (1, 100.0),
        (date(2014, 12, 31), "specialist", "specialist"): (1, 100.0),
        (date(2014, 12, 31), "helper", "not_active"): (1, 100.0),
    }


def test_nobody_has_no_roles_to_drift_between(con: duckdb.DuckDBPyConnection) -> None:
    assert rows(con, "marts.role_drift", "role_date", attendances=HEADING) == {}


def test_only_whole_half_years_are_compared(con: duckdb.DuckDBPyConnection) -> None:
    """A role seen on the day of counting, in the middle of a half-year, is no half-year's step."""
    tables = {"attendances": read_table(HEADING + visits("Ida", *weekly(date(2013, 9, 3), 40)))}
    stage_given(con, tables, as_of=date(2014, 9, 30))
    build(con, "marts.role_drift")
    found = con.execute("select role_date, persons from marts.role_drift order by role_date").fetchall()
    assert found == [(date(2013, 12, 31), 1), (date(2014, 6, 30), 1)]
