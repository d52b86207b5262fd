"""Per person and field: every value somebody gave, where it stands, and which of them is the one in force."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.test_corrections import HEAD, night, only_person
from tests.workspace import make_workspace, put_sheet
from warehouse.correction_file import submit_correction
from warehouse.disclosure import public_models
from warehouse.settings import Settings
from warehouse.snapshot import Reader

OF_PERSONS = ("full_name", "email", "phone", "birth_year", "gender", "language")
OF_VOLUNTEERS = (
    "registered_date", "recruitment_channel", "declared_role", "primary_motive", "other_motives", "competences",
    "task_preferences", "availability", "contact_consent", "guardian_consent", "contact_person", "child_certificate_date",
)  # fmt: skip


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = make_workspace(tmp_path / "hjem")
    put_sheet(made, "gammel.xlsx", [HEAD, ["Bo Berg", "bo@example.dk", "01-03-2014", "20304050"]])
    put_sheet(made, "ny.xlsx", [HEAD, ["Bo Berg", "bo@example.dk", "01-11-2014", "20304051"]], "Efterår")
    return made


def facts(con: duckdb.DuckDBPyConnection, field: str) -> list[tuple[Any, ...]]:
    return con.execute(
        "select value, is_in_force, file_name, sheet, row_number from core.person_facts where field = ? "
        "order by is_in_force desc, last_said_date desc",
        [field],
    ).fetchall()


def test_the_latest_answer_is_in_force_and_the_earlier_one_kept_with_its_place(settings: Settings) -> None:
    assert facts(night(settings), "phone") == [
        ("+4520304051", True, "ny.xlsx", "Efterår", 2),
        ("+4520304050", False, "gammel.xlsx", "Ark1", 2),
    ]


def test_a_value_said_twice_is_one_row_that_says_when_first_and_when_last(settings: Settings) -> None:
    found = night(settings).execute(
        "select times_said, first_said_date::varchar, last_said_date::varchar from core.person_facts where field = 'email'"
    )
    assert found.fetchall() == [(2, "2014-03-01", "2014-11-01")]


def test_a_correction_wins_over_newer_sheets_and_names_who_made_it_until_it_is_withdrawn(settings: Settings) -> None:
    bo = only_person(night(settings))
    submit_correction(settings, "anne", "Spurgt", about_person=bo, phone="20304059")
    con = night(settings)
    (first, *_) = con.execute(
        "select value, source_title, made_by, file_name like 'rettelser/%' from core.person_facts "
        "where field = 'phone' and is_in_force"
    ).fetchall()
    assert first == ("+4520304059", "Rettelse", "anne", True)
    assert [value for value, *_ in facts(con, "phone")][1:] == ["+4520304051", "+4520304050"]
    ((correction,),) = con.execute("select correction_id from core.corrections").fetchall()
    submit_correction(settings, "anne", "Alligevel ikke", about_person=bo, withdraws=correction)
    assert facts(night(settings), "phone")[0][0] == "+4520304051"


@pytest.mark.parametrize(
    ("table", "field"), [("persons", f) for f in OF_PERSONS] + [("volunteers", f) for f in OF_VOLUNTEERS]
)
def test_what_is_in_force_is_what_the_person_has(reference_settings: Settings, table: str, field: str) -> None:
    reader = Reader(reference_settings, "staff")
    people = f"core.{table}" if table == "persons" else "core.volunteers join core.volunteer_register using (person_id)"
    column = field if table == "persons" else f"volunteers.{field}"
    different = reader.query(
        f"""
        select count(*) as n, count(*) filter (where known.value is distinct from facts.value) as different
        from (select person_id, cast({column} as varchar) as value from {people}) as known
        full join (select person_id, value from core.person_facts where field = ? and is_in_force) as facts
            using (person_id)
        """,
        [field],
    )
    assert different.n[0] > 100
    assert different.different[0] == 0


def test_every_person_has_at_most_one_value_in_force_for_a_field(reference_settings: Settings) -> None:
    reader = Reader(reference_settings, "staff")
    twice = reader.query(
        "select person_id from core.person_facts where is_in_force group by person_id, field having count(*) <> 1"
    )
    history = reader.query("select count(*) as n from core.person_facts where not is_in_force")
    assert len(twice) == 0
    assert history.n[0] > 10


def test_every_fact_of_the_reference_project_says_which_row_of_which_file(reference_settings: Settings) -> None:
    unplaced = Reader(reference_settings, "staff").query(
        "select count(*) as n from core.person_facts where file_name is null or row_number is null or source_title is null"
    )
    assert unplaced.n[0] == 0


def test_facts_of_persons_are_for_staff_only() -> None:
    assert not {"person_facts", "person_statements", "answer_statements"} & {model.name for model in public_models()}
