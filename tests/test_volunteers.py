"""Who volunteers, who went quiet and why it is said: `core.volunteers` and `core.volunteer_statuses`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import duckdb
import pytest

from tests.given import AS_OF, build, read_table, stage_given
from warehouse.model import load_model
from warehouse.parameter import parameter_values


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        yield con


def volunteers(con: duckdb.DuckDBPyConnection, as_of: date = AS_OF, **tables: str) -> dict[str, dict[str, Any]]:
    """person_id → the row of `core.volunteers`, from tables by entity."""
    stage_given(con, {entity: read_table(table) for entity, table in tables.items()}, as_of)
    build(con, "core.volunteers")
    found = con.execute("select * from core.volunteers")
    names = [column[0] for column in found.description]
    return {row[0]: dict(zip(names, row, strict=True)) for row in found.fetchall()}


def visits(name: str, *days: date, activity: str = "Skak", role: str = "frivillig") -> str:
    """The lines of an attendance table: one person, several days."""
    return "\n".join(f"{name} | {activity} | {day} | {role}" for day in days)


def weekly(first: date, times: int, every: int = 7) -> list[date]:
    return [first + timedelta(days=every * n) for n in range(times)]


HEADING = "Navn | Aktivitet | Dato | Rolle\n"


# The register ---------------------------------------------------------------------------------------------------


def test_the_latest_answer_wins_field_by_field_and_a_blank_never_overwrites(con: duckdb.DuckDBPyConnection) -> None:
    found = volunteers(
        con,
        volunteers="""
            Navn  | Besvaret   | Kompetencer | Vigtigste motiv
            Karen | 2013-09-01 | skak        | den sociale
            Karen | 2014-05-01 | it          |
        """,
    )
    assert found["karen"]["competences"] == "it"
    assert found["karen"]["primary_motive"] == "social"


def test_an_answer_that_was_replaced_only_fills_what_the_new_one_left_blank(con: duckdb.DuckDBPyConnection) -> None:
    found = volunteers(
        con,
        volunteers="""
            Navn  | Besvaret   | Afløst | Kompetencer | Hvornår kan du
            Karen | 2014-06-01 | ja     | skak        | weekend
            Karen | 2014-05-01 |        | it          |
        """,
    )
    assert (found["karen"]["competences"], found["karen"]["availability"]) == ("it", "weekend")


def test_somebody_seen_helping_is_a_volunteer_without_being_registered(con: duckdb.DuckDBPyConnection) -> None:
    found = volunteers(con, attendances=HEADING + visits("Bo", date(2014, 12, 2)))
    assert found["bo"]["registered_date"] is None
    assert found["bo"]["sessions_365d"] == 1


def test_staff_are_never_volunteers_however_they_are_listed(con: duckdb.DuckDBPyConnection) -> None:
    found = volunteers(
        con,
        staff="Navn | Stilling\nSelma | Koordinator",
        volunteers="Navn | Registreret\nSelma | 2014-01-01",
        attendances=HEADING + visits("Selma", date(2014, 12, 2)),
    )
    assert found == {}
    assert con.execute("select distinct role from core.attendances").fetchall() == [("staff",)]


def test_a_yes_taken_back_leaves_both_dates(con: duckdb.DuckDBPyConnection) -> None:
    stage_given(
        con,
        {
            "volunteers": read_table(
                """
                Navn  | Besvaret   | Må kontaktes
                Karen | 2013-09-01 | ja
                Karen | 2014-05-01 | nej
                Lis   | 2013-09-01 | nej
                """
            )
        },
    )
    build(con, "core.consents")
    assert con.execute("select person_id, purpose, given_at, withdrawn_at from core.consents").fetchall() == [
        ("karen", "contact", date(2013, 9, 1), date(2014, 5, 1))
    ]


# Status ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days_since", "status"),
    [(20, "active"), (21, "active"), (22, "inactive")],
    ids=["before the floor", "on the floor", "after it"],
)
def test_nobody_who_comes_every_week_is_flagged_before_21_days(
    con: duckdb.DuckDBPyConnection, days_since: int, status: str
) -> None:
    last = AS_OF - timedelta(days=days_since)
    days = weekly(last - timedelta(days=7 * 9), 10)
    assert volunteers(con, attendances=HEADING + visits("Karen", *days))["karen"]["status"] == status


def test_who_comes_once_a_month_is_given_three_months(con: duckdb.DuckDBPyConnection) -> None:
    monthly = weekly(date(2014, 3, 1), 6, every=30)
    often = weekly(date(2014, 6, 1), 12)
    found = volunteers(
        con, date(2014, 9, 30), attendances=HEADING + visits("Karen", *monthly) + "\n" + visits("Bo", *often)
    )
    assert found["karen"]["last_active_date"] < found["bo"]["last_active_date"]
    assert (found["karen"]["status"], found["bo"]["status"]) == ("at_risk", "inactive")


def test_two_visits_give_no_rhythm_so_the_roles_own_limit_holds(con: duckdb.DuckDBPyConnection) -> None:
    seen = [AS_OF - timedelta(days=107), AS_OF - timedelta(days=100)]
    found = volunteers(
        con,
        volunteers="""
            Navn  | Registreret | Rolle i frivillighedscirklen
            Karen | 2014-01-01  | tovholder
            Lis   | 2014-01-01  | deltager
            Bo    | 2014-01-01  | specialist
        """,
        attendances=HEADING + "\n".join(visits(name, *seen) for name in ("Karen", "Lis", "Bo")),
    )
    assert [found[name]["status"] for name in ("karen", "lis", "bo")] == ["inactive", "at_risk", "active"]


def test_the_sentence_says_when_and_how_often_and_what_was_closed(con: duckdb.DuckDBPyConnection) -> None:
    found = volunteers(
        con,
        closures="Anledning | Fra | Til\nJul | 2014-12-20 | 2015-01-04",
        attendances=HEADING + visits("Karen", *weekly(date(2014, 9, 2), 5)),
    )
    assert found["karen"]["status_reason"] == (
        "Sidst set 30-09-2014, 92 dage siden, heraf 12 lukkedage. Plejer at komme hver 7. dag."
    )


def test_a_missing_registration_is_named_instead_of_judging(con: duckdb.DuckDBPyConnection) -> None:
    found = volunteers(
        con,
        activities="Aktivitet | Rytme\nSkak | hver uge",
        attendances=HEADING + visits("Karen", *weekly(date(2014, 10, 7), 6)),
    )
    assert found["karen"]["status"] == "cannot_be_judged"
    assert found["karen"]["status_reason"].endswith(
        "Men Skak mangler registrering for 30-12-2014, så det kan ikke afgøres."
    )


def test_an_old_missing_registration_does_not_excuse_a_long_silence(con: duckdb.DuckDBPyConnection) -> None:
    tuesdays = weekly(date(2014, 6, 3), 31)
    others = [day for day in tuesdays if day != date(2014, 7, 29)]
    found = volunteers(
        con,
        activities="Aktivitet | Rytme\nSkak | hver uge",
        attendances=HEADING + visits("Karen", *tuesdays[:8]) + "\n" + visits("Ida", *others, role="deltager"),
    )
    assert found["karen"]["status"] == "inactive"


def test_who_comes_back_after_a_long_silence_is_shown_as_returned(con: duckdb.DuckDBPyConnection) -> None:
    days = [*weekly(date(2014, 3, 4), 8), date(2014, 12, 9), date(2014, 12, 16), date(2014, 12, 23)]
    found = volunteers(con, attendances=HEADING + visits("Karen", *days))
    assert found["karen"]["status"] == "returned"
    assert found["karen"]["status_reason"].startswith("Vendt tilbage 09-12-2014.")


def test_what_is_agreed_comes_before_what_is_seen(con: duckdb.DuckDBPyConnection) -> None:
    found = volunteers(
        con,
        volunteers="""
            Navn  | Registreret | Aftalt status | Status siden | Pause til
            Karen | 2014-01-01  | stoppet       | 2014-06-01   |
            Lis   | 2014-01-01  | på pause      | 2014-06-01   | 2015-03-01
            Mona  | 2014-01-01  | på pause      | 2014-06-01   | 2014-08-01
            Bo    | 2014-01-01  |               |              |
            Per   | 2014-12-01  |               |              |
            Ulla  | 2014-01-01  | stoppet       | 2014-06-01   |
        """,
        attendances=HEADING
        + visits("Mona", date(2014, 5, 1))
        + "\n"
        + visits("Ulla", date(2014, 5, 1), date(2014, 12, 20)),
        follow_ups="Navn | Dato | Udbytte\nTove | 2014-03-01 | talt sammen",
        engagements="""
            Navn  | Opgave    | Aktivitet | Fra        | Aftalt til | Hvordan gik det
            Jytte | Pynte op  | Tur       | 2014-05-01 | 2014-05-02 | gennemført
            Egon  | Træner    | Fodbold   | 2014-01-01 | 2015-06-30 |
        """,
    )
    assert {name: row["status"] for name, row in found.items()} == {
        "karen": "stopped",
        "lis": "paused",
        "mona": "inactive",
        "bo": "never_started",
        "per": "new",
        "ulla": "active",
        "jytte": "completed",
        "egon": "active",
    }


def test_a_no_on_the_telephone_is_a_stop(con: duckdb.DuckDBPyConnection) -> None:
    found = volunteers(
        con,
        volunteers="Navn | Registreret\nKaren | 2014-01-01",
        follow_ups="Navn | Dato | Udbytte\nKaren | 2014-03-01 | nej tak",
    )
    assert found["karen"]["status"] == "stopped"
    assert found["karen"]["status_reason"] == "Stoppet 01-03-2014."


def test_status_of_an_earlier_month_knows_nothing_of_what_came_later(con: duckdb.DuckDBPyConnection) -> None:
    days = [*weekly(date(2014, 3, 4), 8), *weekly(date(2014, 10, 7), 12)]
    volunteers(con, attendances=HEADING + visits("Karen", *days))
    statuses = dict(
        con.execute(
            "select cast(status_date as varchar), status from core.volunteer_statuses where person_id = 'karen'"
        ).fetchall()
    )
    assert "2014-02-28" not in statuses
    assert statuses["2014-04-30"] == "active"
    assert statuses["2014-08-31"] == "inactive"
    assert statuses["2014-10-31"] == "returned"
    assert statuses["2014-12-31"] == "active"


def test_role_is_observed_from_what_was_done(con: duckdb.DuckDBPyConnection) -> None:
    year = weekly(date(2014, 1, 7), 50)
    found = volunteers(
        con,
        activities="Aktivitet | Timer pr. gang\nSkak | 2",
        attendances=HEADING
        + "\n".join(
            (
                visits("Karen", *year, role="tovholder"),
                visits("Lis", *year[::2]),
                visits("Bo", *year[:2]),
                visits("Per", *year[:8], role="tovholder"),
            )
        ),
    )
    roles = {name: row["observed_role"] for name, row in found.items()}
    assert roles == {"karen": "core", "lis": "helper", "bo": "specialist", "per": "coordinator"}


def test_one_visit_after_a_long_silence_is_not_yet_a_return(con: duckdb.DuckDBPyConnection) -> None:
    found = volunteers(con, attendances=HEADING + visits("Karen", *weekly(date(2014, 3, 4), 8), date(2014, 12, 23)))
    assert found["karen"]["status"] == "inactive"
    assert found["karen"]["status_reason"] == (
        "Kom igen 23-12-2014 efter lang tids stilhed, men kun den ene gang. "
        "Sidst set 23-12-2014, 8 dage siden. Plejer at komme hver 37. dag."
    )


def test_who_comes_every_day_is_said_to_come_every_day(con: duckdb.DuckDBPyConnection) -> None:
    found = volunteers(con, attendances=HEADING + visits("Karen", *weekly(date(2014, 12, 1), 10, every=1)))
    assert found["karen"]["status_reason"] == "Sidst set 10-12-2014, 21 dage siden. Plejer at komme hver dag."


@pytest.mark.parametrize(
    ("days_since", "statuses"),
    [
        (45, ["active", "active", "active", "active"]),
        (46, ["at_risk", "at_risk", "active", "active"]),
        (61, ["at_risk", "at_risk", "at_risk", "active"]),
        (91, ["inactive", "inactive", "at_risk", "active"]),
        (121, ["inactive", "inactive", "inactive", "at_risk"]),
        (241, ["inactive", "inactive", "inactive", "inactive"]),
    ],
)
def test_without_a_rhythm_each_roles_own_limit_holds_to_the_day(
    con: duckdb.DuckDBPyConnection, days_since: int, statuses: list[str]
) -> None:
    roles = {"Karen": "kernefrivillig", "Tove": "tovholder", "Hans": "deltager", "Sif": "specialist"}
    last = AS_OF - timedelta(days=days_since)
    found = volunteers(
        con,
        volunteers="Navn | Registreret | Rolle i frivillighedscirklen\n"
        + "\n".join(f"{name} | 2014-01-01 | {role}" for name, role in roles.items()),
        attendances=HEADING + "\n".join(visits(name, last) for name in roles),
    )
    assert [found[name.lower()]["status"] for name in roles] == statuses


def test_a_status_that_is_agreed_ends_on_its_day(con: duckdb.DuckDBPyConnection) -> None:
    found = volunteers(
        con,
        volunteers="""
            Navn  | Registreret | Aftalt status | Status siden | Pause til
            Karen | 2014-01-01  | på pause      | 2014-06-01   | 2014-12-31
            Lis   | 2014-01-01  | på pause      | 2014-06-01   | 2014-12-30
            Mona  | 2014-01-01  | på pause      | 2014-06-01   |
            Per   | 2014-11-01  |               |              |
            Bo    | 2014-10-31  |               |              |
            Ulla  | 2014-01-01  | gennemført    | 2014-06-01   |
        """,
        engagements="""
            Navn  | Opgave   | Aktivitet | Fra        | Aftalt til
            Jytte | Pynte op | Tur       | 2014-05-01 | 2014-12-31
            Egon  | Pynte op | Tur       | 2014-05-01 | 2015-01-01
        """,
    )
    assert {name: (row["status"], row["status_reason"]) for name, row in found.items()} == {
        "karen": ("paused", "På pause til 31-12-2014."),
        "lis": ("never_started", "Registreret 01-01-2014, men har aldrig haft en opgave."),
        "mona": ("paused", "På pause indtil videre."),
        "per": ("new", "Ny: registreret 01-11-2014 og har endnu ikke haft en opgave."),
        "bo": ("never_started", "Registreret 31-10-2014, men har aldrig haft en opgave."),
        "ulla": ("completed", "Opgaven blev gennemført den 01-06-2014."),
        "jytte": ("completed", "Opgaven blev gennemført den 31-12-2014."),
        "egon": ("active", "Har lovet at hjælpe frem til 01-01-2015. Sidst set 01-05-2014, 244 dage siden."),
    }


PRECEDENCE = (
    "anonymised",
    "stopped",
    "completed",
    "paused",
    "new",
    "active",
    "cannot_be_judged",
    "inactive",
    "at_risk",
    "returned",
)


@pytest.mark.parametrize("number", range(len(PRECEDENCE)))
def test_of_all_that_is_true_the_first_in_the_list_is_the_status(con: duckdb.DuckDBPyConnection, number: int) -> None:
    """Everything from `number` on is true of one person; agreements exclude each other, and so do new and seen."""
    true = set(PRECEDENCE[number:])
    agreement = next((f"'{word}'" for word in ("stopped", "completed", "paused") if word in true), "null")
    key = "select 'p' as person_id, date '2014-12-31' as status_date"
    seen = "null" if "new" in true else "'2014-06-01'"
    promised = "'2015-06-01'" if "active" in true else "null"
    quiet, risky, unknown = ("inactive" in true, "at_risk" in true, "cannot_be_judged" in true)
    facts = {
        "persons": f"select 'p' as person_id, {'anonymised' in true} as is_erased",
        "volunteer_register": "select 'p' as person_id, date '2014-12-01' as registered_date",
        "volunteer_rhythms": f"{key}, cast({seen} as date) as last_active_date",
        "volunteer_agreements": f"{key}, {agreement} as agreement, null::date as since_date, null::date as until_date",
        "volunteer_commitments": f"{key}, cast({promised} as date) as committed_until",
        "volunteer_silences": f"{key}, {unknown} as is_explained_by_missing, {quiet} as is_inactive, {risky} as is_at_risk",
        "volunteer_returns": f"{key}, date '2014-12-09' as returned_date, 2 as visits_since",
    }
    con.execute("create schema core; set variable new_days = 60; set variable return_visits = 2")
    for table, sql in facts.items():
        con.execute(f"create table core.{table} as {sql}")
    assert con.execute(f"select status from ({load_model('core', 'volunteer_judgements').sql})").fetchall() == [
        (PRECEDENCE[number],)
    ]


# The four roles (measures in `parameters.yml`) ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "role"),
    [
        ({"coordinated": 20, "sessions": 40, "weeks": 40, "hours": 90, "office": False}, "core"),
        ({"coordinated": 0, "sessions": 40, "weeks": 40, "hours": 90, "office": True}, "core"),
        ({"coordinated": 0, "sessions": 40, "weeks": 40, "hours": 90, "office": False}, "helper"),
        ({"coordinated": 20, "sessions": 40, "weeks": 18, "hours": 90, "office": False}, "coordinator"),
        ({"coordinated": 20, "sessions": 40, "weeks": 40, "hours": 10, "office": False}, "coordinator"),
        ({"coordinated": 10, "sessions": 40, "weeks": 10, "hours": 20, "office": False}, "coordinator"),
        ({"coordinated": 9, "sessions": 40, "weeks": 10, "hours": 20, "office": False}, "helper"),
        ({"coordinated": 0, "sessions": 3, "weeks": 3, "hours": 6, "office": False}, "specialist"),
        ({"coordinated": 0, "sessions": 4, "weeks": 4, "hours": 8, "office": False}, "helper"),
        (
            {"coordinated": 0, "sessions": 10, "weeks": 9, "hours": 20, "office": False, "tasks": 2, "special": 2},
            "specialist",
        ),
        (
            {"coordinated": 0, "sessions": 10, "weeks": 9, "hours": 20, "office": False, "tasks": 2, "special": 1},
            "helper",
        ),
        (
            {"coordinated": 0, "sessions": 10, "weeks": 9, "hours": 20, "office": False, "tasks": 3, "special": 3},
            "helper",
        ),
        ({"coordinated": 1, "sessions": 3, "weeks": 3, "hours": 6, "office": False}, "coordinator"),
    ],
)
def test_the_observed_role_follows_responsibility_time_and_competence(
    con: duckdb.DuckDBPyConnection, facts: dict[str, Any], role: str
) -> None:
    assert observe(con, facts, active=20) == role


@pytest.mark.parametrize(("hours", "role"), [(60, "core"), (59.5, "coordinator")])
def test_below_eight_volunteers_many_hours_is_a_fixed_number(
    con: duckdb.DuckDBPyConnection, hours: float, role: str
) -> None:
    facts = {"coordinated": 20, "sessions": 40, "weeks": 40, "hours": hours, "office": False}
    assert observe(con, facts, active=7) == role


def observe(con: duckdb.DuckDBPyConnection, facts: dict[str, Any], active: int) -> str:
    """The role of one volunteer among so many; the others have up to 80 hours each."""
    con.execute("create schema core")
    for name, value in parameter_values({}).items():
        con.execute(f"set variable {name} = $value", {"value": value})
    con.execute(
        f"""
        create table core.volunteer_years as
        with hours as (
            select 'p' as person_id, {facts["hours"]}::double as hours
            union all
            select 'other ' || n, 80.0 * n / {active} from range(1, {active}) as numbers(n)
        )
        select
            date '2014-12-31' as role_date, person_id, {facts["sessions"]} as sessions,
            {facts["coordinated"]} as coordinated_sessions, {facts["weeks"]} as weeks,
            hours, cume_dist() over (order by hours) as hours_share, count(*) over () as active_volunteers,
            {facts.get("tasks", 0)} as tasks, {facts.get("special", 0)} as tasks_with_competence, {facts["office"]} as has_office
        from hours
        """
    )
    found = con.execute(f"select observed_role from ({load_model('core', 'role_histories').sql}) where person_id = 'p'")
    ((observed,),) = found.fetchall()
    return str(observed)
