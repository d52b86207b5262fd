"""The checks find what is wrong, send exactly the right rows back and never write a value down."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
import sqlglot
from sqlglot import exp

from expectations.built_suite import built_checks
from expectations.judge import Result, check_built, check_staged, judge_checks, worst_failure
from expectations.rule import RULES, Rule, load_rules
from expectations.staged_suite import staged_checks
from tests.workspace import AS_OF, make_workspace
from warehouse.build import build_models, create_time_tables, set_variables
from warehouse.declaration import read_declaration
from warehouse.errors import DeclarationError
from warehouse.model import Column, Model, load_models
from warehouse.settings import Settings
from warehouse.snapshot import Reader
from warehouse.staging import create_staging, fed_entities

GOOD_PERSON = {"full_name": "Bo Berg", "email": "bo@example.dk", "phone": "+4520304050", "birth_year": 1980}
GOOD: dict[str, dict[str, Any]] = {
    "activities": {"activity_name": "Skakklub", "activity_id": "skakklub"},
    "attendances": {**GOOD_PERSON, "activity_id": "skakklub", "session_date": date(2014, 3, 4), "role": "participant"},
    "closures": {"from_date": date(2014, 7, 1), "to_date": date(2014, 7, 31)},
    "engagements": {**GOOD_PERSON, "from_date": date(2014, 3, 1), "to_date": date(2014, 3, 1)},
    "follow_ups": {**GOOD_PERSON, "contact_date": date(2014, 3, 1), "due_date": date(2015, 3, 1)},
    "recognitions": {**GOOD_PERSON, "recognition_date": date(2014, 11, 1), "has_attended": True},
    "sessions": {"activity_id": "skakklub", "session_date": date(2014, 3, 4), "headcount_low": 8, "headcount_high": 8},
    "survey_answers": {"wave_year": 2012, "question": "Er du tryg?", "share_percent": 60},
    "targets": {"metric_name": "Brugere", "metric_id": "distinct_users", "target": 180},
    "tasks": {"task_name": "Kaffe", "task_id": "kaffe"},
    "volunteers": {**GOOD_PERSON, "answered_date": date(2014, 3, 4), "competences": "chess", "contact_consent": True},
}

# entity, what is wrong, rule, field at fault: the row goes back to its sender
SENT_BACK: list[tuple[str, dict[str, Any], str, str]] = [
    ("attendances", {"role": "boss"}, "role_not_listed", "role"),
    ("attendances", {"hours": 25}, "hours_out_of_range", "hours"),
    ("attendances", {"session_date": date(2031, 3, 4)}, "date_in_future", "session_date"),
    ("attendances", {"full_name": None}, "person_without_name", "full_name"),
    ("attendances", {"birth_year": 2016}, "born_after_recorded", "birth_year"),
    ("closures", {"to_date": date(2014, 6, 1)}, "to_date_before_from_date", "to_date"),
    ("engagements", {"to_date": date(2014, 2, 1)}, "to_date_before_from_date", "to_date"),
    ("follow_ups", {"contact_date": date(2016, 1, 1), "due_date": None}, "date_in_future", "contact_date"),
    ("recognitions", {"recognition_date": date(2016, 1, 1)}, "date_in_future", "recognition_date"),
    ("sessions", {"headcount_low": 9}, "headcount_interval_reversed", "headcount"),
    ("sessions", {"headcount_high": 9000}, "headcount_high_out_of_range", "headcount"),
    ("sessions", {"headcount_precision": "vist nok"}, "headcount_precision_not_listed", "headcount"),
    ("sessions", {"session_date": date(2041, 3, 4)}, "date_in_future", "session_date"),
    ("targets", {"metric_id": None}, "metric_not_recognised", "metric_name"),
    ("volunteers", {"email": "bo@example"}, "email_malformed", "email"),
    ("volunteers", {"phone": "20304050"}, "phone_malformed", "phone"),
    ("volunteers", {"competences": "chess;magic"}, "competences_not_listed", "competences"),
    ("volunteers", {"answered_date": date(2016, 1, 1)}, "date_in_future", "answered_date"),
]

# entity, what is odd, rule: worth a look, and the row counts all the same
ONLY_NOTED: list[tuple[str, dict[str, Any], str]] = [
    ("attendances", {"session_date": date(1914, 3, 4), "birth_year": None}, "date_long_before_project"),
    ("attendances", {"full_name": "Ea Eng", "hours": 20}, "over_24_hours_a_day"),
    ("attendances", {"activity_id": "ukendt_klub"}, "activity_not_on_list"),
    ("attendances", {"role": "volunteer"}, "two_roles_same_day"),
    ("engagements", {"committed_until": date(2013, 1, 1)}, "committed_until_before_start"),
    ("engagements", {"task_id": "boller"}, "task_not_on_list"),
    ("follow_ups", {"due_date": date(2014, 2, 1)}, "due_before_contact"),
    ("sessions", {"session_date": date(1914, 3, 4)}, "date_long_before_project"),
    ("sessions", {"activity_id": "ukendt_klub"}, "activity_not_on_list"),
    ("survey_answers", {"share_percent": 70}, "shares_above_100"),
    ("volunteers", {"birth_year": 2002}, "minor_without_guardian_consent"),
    ("volunteers", {"contact_consent": None}, "contact_consent_missing"),
    ("volunteers", {"area_name": "Atlantis", "area_id": "ukendt"}, "area_name_not_recognised"),
]


def open_night() -> duckdb.DuckDBPyConnection:
    """A night whose files are read: empty staged tables, the variables, one known file."""
    con = duckdb.connect()
    create_staging(con)
    con.execute("create schema raw; create table raw.files (file_id varchar, first_seen_date date)")
    con.execute("insert into raw.files values ('fil', date '2014-12-31'), ('andet', date '2014-12-31')")
    con.execute("create table raw.sheets (file_id varchar, sheet_number integer, non_empty_rows integer)")
    con.execute(
        """create table raw.rows (
            row_id varchar, file_id varchar, sheet_number integer, fate varchar, reason_code varchar, reason varchar
        )"""
    )
    con.execute("set variable as_of = date '2014-12-31'; set variable project_start = date '2013-06-01'")
    return con


def put(con: duckdb.DuckDBPyConnection, table: str, **values: Any) -> None:
    """Add one row; columns not named are null."""
    names = ", ".join(values)
    con.execute(f"insert into {table} ({names}) values ({', '.join('?' * len(values))})", list(values.values()))


def put_staged(con: duckdb.DuckDBPyConnection, entity: str, row_id: str, **wrong: Any) -> None:
    """Add a good row of an entity, with what is wrong about it."""
    provenance = {"row_id": row_id, "record_id": f"{row_id}:1", "file_id": "fil", "is_superseded": False}
    put(con, f"staging.{entity}", **{**provenance, "recorded_date": date(2014, 3, 4), **GOOD[entity], **wrong})


def offending(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str]]:
    """(row_id, rule, column) of every row to quarantine."""
    return con.execute("select row_id, reason_code, column_name from quality.offending order by all").fetchall()


def failed(results: Iterable[Result]) -> dict[tuple[str, str], int | None]:
    return {(result.table_name, result.rule): result.failed_rows for result in results if not result.success}


@pytest.fixture(scope="module")
def bad_night() -> tuple[duckdb.DuckDBPyConnection, list[Result]]:
    """A night with one good row of everything and one row for each way to be wrong."""
    con = open_night()
    for entity in GOOD:
        put_staged(con, entity, f"good_{entity}")
    put_staged(con, "attendances", "good_hours", full_name="Ea Eng", hours=20)
    for number, (entity, wrong, _, _) in enumerate(SENT_BACK):
        put_staged(con, entity, f"bad_{number}", **wrong)
    for number, (entity, odd, _) in enumerate(ONLY_NOTED):
        put_staged(con, entity, f"odd_{number}", file_id="andet", **odd)
    return con, check_staged(con, "r1")


@pytest.mark.parametrize("number", range(len(SENT_BACK)), ids=lambda n: f"{SENT_BACK[n][0]}-{SENT_BACK[n][2]}")
def test_a_row_that_is_wrong_goes_back_by_its_own_id_with_rule_and_field(
    bad_night: tuple[duckdb.DuckDBPyConnection, list[Result]], number: int
) -> None:
    entity, _, rule, column = SENT_BACK[number]
    assert [row for row in offending(bad_night[0]) if row[0] == f"bad_{number}"] == [(f"bad_{number}", rule, column)]
    assert failed(bad_night[1])[f"staging.{entity}", rule]


@pytest.mark.parametrize("number", range(len(ONLY_NOTED)), ids=lambda n: f"{ONLY_NOTED[n][0]}-{ONLY_NOTED[n][2]}")
def test_a_row_that_is_odd_is_noted_and_stays(
    bad_night: tuple[duckdb.DuckDBPyConnection, list[Result]], number: int
) -> None:
    entity, _, rule = ONLY_NOTED[number]
    assert failed(bad_night[1])[f"staging.{entity}", rule]


def test_no_good_and_no_odd_row_is_sent_back(bad_night: tuple[duckdb.DuckDBPyConnection, list[Result]]) -> None:
    assert {row_id.split("_")[0] for row_id, _, _ in offending(bad_night[0])} == {"bad"}


def test_the_reason_is_a_danish_sentence_that_says_what_to_do(
    bad_night: tuple[duckdb.DuckDBPyConnection, list[Result]],
) -> None:
    reasons = dict(bad_night[0].execute("select reason_code, reason from quality.offending").fetchall())
    listed = "«Rolle» står ikke på listen; skriv en af: deltager, frivillig, tovholder, ansat."
    assert reasons["role_not_listed"] == listed
    assert reasons["hours_out_of_range"] == "«Timer» skal være mindst 0 og højst 24; ret tallet."
    assert all(re.search("; .*(ret|skriv|byt)", reason) or "skriv" in reason for reason in reasons.values()), reasons


def test_staged_faults_do_not_stop_the_night(bad_night: tuple[duckdb.DuckDBPyConnection, list[Result]]) -> None:
    assert worst_failure(bad_night[1]) == "warning"


def test_every_staged_check_passes_on_good_rows() -> None:
    con = open_night()
    for entity in GOOD:
        put_staged(con, entity, f"good_{entity}")
    results = check_staged(con, "r1")
    assert failed(results) == {}
    assert len(results) > 100
    assert con.execute("select count(*), min(run_id) from quality.results").fetchall() == [(len(results), "r1")]


@pytest.mark.parametrize("wrong", [{"role": "boss"}, {"session_date": date(2031, 3, 4)}], ids=["declared", "sql"])
def test_all_300_offending_rows_are_taken(wrong: dict[str, Any]) -> None:
    con = open_night()
    for number in range(300):
        put_staged(con, "attendances", f"r{number}", **wrong)
    check_staged(con, "r1")
    assert {row_id for row_id, _, _ in offending(con)} == {f"r{number}" for number in range(300)}


def test_a_row_with_many_records_is_sent_back_once() -> None:
    con = open_night()
    for day in (1, 2, 3):
        put_staged(con, "attendances", "crosstab_row", session_date=date(2031, 1, day))
        put_staged(con, "attendances", "crosstab_row", session_date=date(2014, 1, day), role="boss")
    check_staged(con, "r1")
    assert offending(con) == [
        ("crosstab_row", "date_in_future", "session_date"),
        ("crosstab_row", "role_not_listed", "role"),
    ]


def test_a_number_recomputed_as_of_an_earlier_day_sends_nothing_back() -> None:
    con = open_night()
    con.execute("set variable as_of = date '2014-01-31'")
    put_staged(con, "attendances", "later", session_date=date(2014, 6, 1))
    check_staged(con, "r1")
    assert offending(con) == []


def test_a_planned_session_without_head_count_may_lie_in_the_future() -> None:
    con = open_night()
    put_staged(con, "sessions", "planned", session_date=date(2015, 6, 1), headcount_low=None, headcount_high=None)
    check_staged(con, "r1")
    assert offending(con) == []


def test_the_checks_see_what_the_night_has_not_committed_and_leave_its_transaction_alone() -> None:
    con = open_night()
    con.execute("begin")
    put_staged(con, "attendances", "r1", role="boss")
    check_staged(con, "r1")
    assert offending(con) == [("r1", "role_not_listed", "role")]
    con.execute("rollback")
    assert con.execute("select count(*) from staging.attendances").fetchone() == (0,)


def test_a_check_that_cannot_be_carried_out_is_critical() -> None:
    con = open_night()
    con.execute("alter table staging.attendances drop column hours")
    broken = [result for result in check_staged(con, "r1") if not result.success]
    assert {result.rule for result in broken} == {"hours_out_of_range", "over_24_hours_a_day"}
    for result in broken:
        assert (result.severity, result.failed_rows) == ("critical", None)
        assert result.description.endswith("Kontrollen kunne ikke gennemføres; sig det til den, der passer systemet.")


def test_a_failed_info_alone_does_not_gate() -> None:
    con = open_night()
    put_staged(con, "volunteers", "r1", contact_consent=None)
    results = check_staged(con, "r1")
    assert failed(results) == {("staging.volunteers", "contact_consent_missing"): 1}
    assert worst_failure(results) == "info"


def test_worst_failure_is_none_when_all_is_well() -> None:
    assert worst_failure(check_staged(open_night(), "r1")) is None


def test_staff_among_volunteers_is_critical() -> None:
    con = open_night()
    con.execute("create schema core; create table core.volunteers (person_id varchar)")
    con.execute("create table core.persons as select 'p1' as person_id, true as is_staff")
    con.execute("insert into core.volunteers values ('p1')")
    results = judged_by_rule(con, "staff_among_volunteers")
    assert [(r.success, r.severity, r.failed_rows) for r in results] == [(False, "critical", 1)]
    assert worst_failure(results) == "critical"


@pytest.mark.parametrize(("counted", "holds"), [("p1", True), ("p2", False)])
def test_a_list_and_a_metric_that_differ_on_who_is_inactive_are_critical(counted: str, holds: bool) -> None:
    con = open_night()
    con.execute("create schema core; create schema metrics; set variable as_of = date '2014-12-31'")
    con.execute("create table core.volunteers as select 'p1' as person_id, 'inactive' as status")
    con.execute(
        f"create table metrics.inactive_volunteers as select '{counted}' as person_id, date '2014-12-31' as event_date"
    )
    (result,) = judged_by_rule(con, "status_differs_from_metric")
    assert (result.success, result.severity) == (holds, "critical")


def test_a_person_in_two_places_at_once_is_a_warning() -> None:
    con = open_night()
    con.execute("create schema core; create schema marts; create table core.attendances (person_id varchar)")
    con.execute(
        "create table marts.overlapping_attendances as select 'p1' as person_id, date '2014-03-04' as session_date"
    )
    (result,) = judged_by_rule(con, "two_places_at_once")
    assert (result.success, result.severity, result.failed_rows) == (False, "warning", 1)


@pytest.mark.parametrize(("non_empty_rows", "holds"), [(2, True), (3, False), (1, False)])
def test_a_row_not_accounted_for_is_critical(non_empty_rows: int, holds: bool) -> None:
    con = open_night()
    put(con, "raw.sheets", file_id="fil", sheet_number=1, non_empty_rows=non_empty_rows)
    for number in (1, 2):
        put(con, "raw.rows", row_id=f"fil:1:{number}", file_id="fil", sheet_number=1, fate="loaded")
    (result,) = judged_by_rule(con, "row_law")
    assert (result.success, result.severity) == (holds, "critical")


def test_a_sheet_nobody_counted_breaks_the_row_law() -> None:
    con = open_night()
    put(con, "raw.rows", row_id="fil:1:1", file_id="fil", sheet_number=1, fate="loaded")
    (result,) = judged_by_rule(con, "row_law")
    assert (result.success, result.failed_rows) == (False, 1)


def judged_by_rule(con: duckdb.DuckDBPyConnection, name: str) -> list[Result]:
    checks = [rule.check() for rule in load_rules() if rule.name == name]
    assert checks
    return [verdict.result for verdict in judge_checks(con, checks)]


def make_metric_values(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(
        """
        create schema marts;
        create table marts.metrics as select 'distinct_users' as metric_id, 'distinct_persons' as counting;
        create table marts.metric_values (metric_id varchar, period_kind varchar, period_start date, period_end date,
            area_id varchar, target_group varchar, value double, value_low double, value_high double);
        """
    )


def put_value(con: duckdb.DuckDBPyConnection, value: float, **what: Any) -> None:
    period = {"period_kind": "year", "period_start": date(2014, 1, 1), "period_end": date(2014, 12, 31)}
    values = {"value": value, "value_low": value, "value_high": value, **what}
    put(con, "marts.metric_values", metric_id="distinct_users", **{**period, **values})


@pytest.mark.parametrize(("part", "holds"), [(258, True), (259, False)])
def test_an_area_with_more_users_than_the_whole_is_critical(part: float, holds: bool) -> None:
    con = open_night()
    make_metric_values(con)
    put_value(con, 258)
    put_value(con, part, area_id="vangdalen")
    (result,) = judged_by_rule(con, "part_above_whole")
    assert (result.success, result.severity) == (holds, "critical")


@pytest.mark.parametrize(("month", "holds"), [(258, True), (259, False)])
def test_a_month_with_more_users_than_its_year_is_critical(month: float, holds: bool) -> None:
    con = open_night()
    make_metric_values(con)
    put_value(con, 258)
    put_value(con, month, period_kind="month", period_start=date(2014, 5, 1), period_end=date(2014, 5, 31))
    (result,) = judged_by_rule(con, "shorter_period_above_longer")
    assert result.success is holds


def test_a_value_outside_its_bounds_is_critical() -> None:
    con = open_night()
    make_metric_values(con)
    put_value(con, 258, value_high=250)
    (result,) = judged_by_rule(con, "bounds_reversed")
    assert (result.success, result.failed_rows) == (False, 1)


def made_up_model() -> Model:
    return Model(
        name="helpers",
        schema_name="core",
        grain="Én række pr. hjælper pr. område.",
        public=True,
        key=("helper_id", "area_id"),
        columns={
            "helper_id": Column(type="varchar", description="Hjælper", required=True),
            "area_id": Column(type="varchar", description="Område"),
            "status": Column(type="varchar", description="Status", values=("new", "active")),
            "hours": Column(type="double", description="Timer"),
        },
    )


KEPT = "helper_id varchar, area_id varchar, status varchar, hours double"


@pytest.mark.parametrize(
    ("columns", "rows", "broken"),
    [
        (KEPT, "('a', null, 'new', 1)", set()),
        (f"hours double, {KEPT}".removesuffix(", hours double"), "(1, 'a', null, 'new')", {"columns_as_declared"}),
        (KEPT.replace("double", "integer"), "('a', null, 'new', 1)", {"types_as_declared"}),
        (KEPT, "('a', null, 'new', 1), ('a', null, 'new', 2)", {"key_not_unique"}),
        (KEPT, "(null, null, 'new', 1)", {"required_missing"}),
        (KEPT, "('a', null, 'bored', 1)", {"status_not_listed"}),
        (KEPT, "('a', 'atlantis', 'new', 1)", {"area_id_not_found"}),
        (
            f"{KEPT}, phone varchar",
            "('a', null, 'new', 1, '20304050')",
            {"columns_as_declared", "types_as_declared", "personal_column_in_public_table"},
        ),
    ],
    ids=["kept", "order", "type", "key", "required", "value", "reference", "personal"],
)
def test_a_built_table_keeps_what_its_declaration_promises(columns: str, rows: str, broken: set[str]) -> None:
    con = open_night()
    con.execute("create schema core; create table core.areas as select 'vangdalen' as area_id")
    con.execute(f"create table core.helpers ({columns}); insert into core.helpers values {rows}")
    results = [verdict.result for verdict in judge_checks(con, built_checks(made_up_model()))]
    assert {rule for _, rule in failed(results)} == broken
    assert all(count for count in failed(results).values())


def test_a_declared_table_that_is_missing_is_critical() -> None:
    results = [verdict.result for verdict in judge_checks(open_night(), built_checks(made_up_model()))]
    assert worst_failure(results) == "critical"
    assert ("core.helpers", "columns_as_declared") in failed(results)


def test_every_check_on_built_tables_can_be_carried_out_and_holds_for_an_empty_house(tmp_path: Path) -> None:
    settings = make_workspace(tmp_path / "hjem")
    con = open_night()
    set_variables(con, settings, AS_OF)
    create_time_tables(con, settings, AS_OF)
    build_models(con)
    results = check_built(con, "r1")
    assert failed(results) == {}
    assert {result.table_name for result in results} >= {
        "core.volunteers",
        "metrics.distinct_users",
        "marts.metric_values",
    }


def test_the_reference_project_holds_every_promise(reference_settings: Settings) -> None:
    results = Reader(reference_settings, "staff").query("select * from quality.results")
    assert len(results) > 300
    broken = results[~results["success"]]
    assert "critical" not in set(broken["severity"]), broken[["table_name", "rule", "failed_rows"]].to_string()


def test_every_rule_has_its_select_and_its_words() -> None:
    stems = {suffix: {path.stem for path in RULES.glob(f"*.{suffix}")} for suffix in ("sql", "yml")}
    assert stems["sql"] == stems["yml"]
    for rule in load_rules():
        assert re.fullmatch(r"(staging|raw|core|metrics|marts)\.[a-z_]+", rule.table), rule.stem
        assert isinstance(sqlglot.parse_one(rule.sql, read="duckdb"), exp.Select), rule.stem
        assert rule.description.endswith(".") and rule.description_en.endswith("."), rule.stem


def test_the_handbook_lists_every_rule() -> None:
    handbook = (Path(__file__).parents[1] / "docs" / "en" / "checks.md").read_text(encoding="utf-8")
    for rule in load_rules():
        outcome = "row goes back" if rule.quarantines else rule.severity
        line = f"| `{rule.table}` | `{rule.name}` | {outcome} | {rule.description_en} |"
        assert line in handbook, rule.stem


def test_every_staged_rule_names_a_fed_table_and_a_declared_field() -> None:
    con = open_night()
    for rule in load_rules():
        schema, _, entity = rule.table.partition(".")
        if schema == "staging":
            columns = [column[0] for column in con.execute(rule.sql).description or ()]
            assert columns == ["row_id", "column_name"], rule.stem
            named = set(re.findall(r"'([a-z_]+)'(?= as column_name| else|\s+end as)", rule.sql)) | set(
                re.findall(r"(?:then|else) '([a-z_]+)'", rule.sql)
            )
            assert named and named <= fed_entities()[entity].accepted_fields.keys(), rule.stem


def test_no_two_checks_of_a_table_have_the_same_name() -> None:
    checks = [check for model in fed_entities().values() for check in staged_checks(model)]
    names = [(check.table, check.rule) for check in checks] + [(rule.table, rule.name) for rule in load_rules()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("severity: warning\nquarantines: true\ndescription: a.\ndescription_en: b.\n", "reason"),
        ("severity: critical\nquarantines: true\ndescription: a.\ndescription_en: b.\nreason: c.\n", "critical"),
        ("severity: fatal\ndescription: a.\ndescription_en: b.\n", "severity"),
        ("severity: info\ndescription: a.\ndescription_en: b.\nowner: c\n", "owner"),
    ],
)
def test_a_badly_written_rule_is_refused_by_name(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "staging_sessions__x.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DeclarationError, match=f"staging_sessions__x.yml.*{fault}"):
        read_declaration(path, Rule, stem=path.stem)


SECRETS = ("Zebulon", "zebulon.hemmelig", "99887766")
QUIET_NIGHT = """
import sys
sys.path[:0] = {path!r}
from tests.test_expectations import open_night, put_staged
from expectations.judge import check_built, check_staged
con = open_night()
put_staged(con, "volunteers", "r1", full_name="Zebulon Hemmelig", email="zebulon.hemmelig", phone="99887766")
put_staged(con, "attendances", "r2", full_name="Zebulon Hemmelig", role="Zebulon")
con.execute("alter table staging.tasks alter column places type varchar")
put_staged(con, "tasks", "r3", places="Zebulon")
results = check_staged(con, "r1") + check_built(con, "r1")
con.execute("copy quality.results to 'results.csv'")
con.execute("copy staging.volunteers to 'control.csv'")
print(sum(not result.success for result in results), any(result.failed_rows is None for result in results))
"""


def test_no_value_of_the_data_is_written_or_said_by_the_checks(tmp_path: Path) -> None:
    """The control file proves that the search finds the values where they are."""
    script = QUIET_NIGHT.format(path=sys.path)
    folders = {"HOME": tmp_path, "TMPDIR": tmp_path, "XDG_CONFIG_HOME": tmp_path, "XDG_CACHE_HOME": tmp_path}
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={name: str(path) for name, path in folders.items()},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    failures, has_broken_check = done.stdout.split()
    assert int(failures) >= 3 and has_broken_check == "True"
    for secret in SECRETS:
        holders = {path.name for path in tmp_path.rglob("*") if path.is_file() and secret.encode() in path.read_bytes()}
        assert holders == {"control.csv"}, secret


def test_a_check_is_called_what_people_call_its_columns_in_both_languages() -> None:
    models = [model for schema in ("core", "marts") for model in load_models(schema).values()]
    staged = [check for model in models if model.accepted_fields for check in staged_checks(model)]
    built = [check for model in models for check in built_checks(model)]
    said = {text for check in (*staged, *built) for text in (check.description, check.description_en)}
    assert len(said) > 200
    assert {text for text in said if re.search(r"[a-z]_[a-z]", text)} == set()
    assert "«Slags» er altid en af de kendte værdier." in said
