"""`frivillig people`: questions with both records side by side, answers that count from the next night, and a way back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.data import QUERIES
from flows.night import Night, open_night
from flows.outcome import NightOutcome
from flows.steps import rebuild_night, run_night
from tests.command import document, frivillig
from tests.workspace import make_workspace, put_sheet
from warehouse.access_log import list_look_ups
from warehouse.errors import PersonNotFoundError
from warehouse.people.answers import set_apart, undo_answer
from warehouse.settings import Settings
from warehouse.snapshot import Reader

HEADINGS = ["Navn", "E-mail", "Mobil"]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A workspace after one plain night on two lists that may speak of the same person."""
    settings = make_workspace(tmp_path_factory.mktemp("personer") / "hjem")
    put_sheet(settings, "frivillige.xlsx", [["Navn", "E-mail"], ["Oda Sørup", "oda@example.dk"]])
    put_sheet(settings, "flere.xlsx", [["Navn", "E-mail", "Mobil"], ["Oda Soerup", "os@example.dk", "20 30 40 50"]])
    assert carry_out(settings, run_night)
    return settings


def carry_out(settings: Settings, nights_work: Callable[[Night], NightOutcome]) -> bool:
    with open_night(settings) as night:
        return nights_work(night).published


def persons(settings: Settings) -> int:
    return int(Reader(settings, "staff").query("select count(*) as n from core.persons")["n"][0])


def test_a_question_is_answered_counts_from_the_next_night_and_can_be_undone(published: Settings) -> None:
    home = published.home
    (question,) = document(frivillig("people", "review", "--json", home=home))
    assert {question["file_name"], question["other_file_name"]} == {"frivillige.xlsx", "flere.xlsx"}
    assert question["reasons"] == "samme fornavn · samme efternavn · forskellige e-mailadresser"
    assert question["row_number"] == question["other_row_number"] == 2
    shown = frivillig("people", "review", "--lang", "en", home=home)
    asked = [(line.act, line.where, set(line.person_ids)) for line in list_look_ups(published)]
    both = {question["person_id"], question["other_person_id"]}
    assert asked == [("contact", "frivillig people review", both)] * 2, "who looked is written down each time"
    assert "same given name · same family name" in shown.stdout
    assert frivillig("people", "same", question["pair_id"], "--by", "anna", home=home).returncode == 0
    assert persons(published) == 2
    assert carry_out(published, run_night)
    assert persons(published) == 1
    (answer,) = document(frivillig("people", "answers", "--json", home=home))
    assert (answer["verdict"], answer["decided_by"]) == ("same", "anna")
    assert frivillig("people", "undo", answer["number"], home=home).returncode == 0
    assert document(frivillig("people", "answers", "--json", home=home)) == []
    assert carry_out(published, rebuild_night)
    assert persons(published) == 2


def test_one_way_of_writing_is_parted_from_the_rest_and_back(tmp_path: Path) -> None:
    """What two share joined them; the one who knows them says so, on the page."""
    settings = make_workspace(tmp_path / "hjem")
    put_sheet(settings, "frivillige.xlsx", [HEADINGS, ["Oda Sørup", "oda@example.dk", "20 30 40 50"]])
    put_sheet(settings, "flere.xlsx", [HEADINGS, ["Oda M. Sørup", "oda@example.dk", "20 30 40 50"]])
    assert carry_out(settings, run_night)
    assert persons(settings) == 1
    records = Reader(settings, "staff").query(
        (QUERIES / "records_of.sql").read_text(encoding="utf-8"), [only_person(settings)]
    )
    assert {(row.full_name, row.file_names, row.times) for row in records.itertuples()} == {
        ("Oda Sørup", "frivillige.xlsx", 1),
        ("Oda M. Sørup", "flere.xlsx", 1),
    }
    number = set_apart(settings, str(records["record_id"][0]), "anna")
    assert carry_out(settings, run_night)
    assert persons(settings) == 2
    with pytest.raises(PersonNotFoundError, match="intet at skille ad"):
        set_apart(settings, str(records["record_id"][0]), "anna")
    undo_answer(settings, number, "anna")
    assert carry_out(settings, run_night)
    assert persons(settings) == 1


def only_person(settings: Settings) -> str:
    return str(Reader(settings, "staff").query("select person_id from core.persons")["person_id"].item())


@pytest.mark.parametrize("arguments", [("same", "u_findesikke"), ("different", "p_0", "p_1"), ("undo", "99")])
def test_what_is_not_known_is_said_in_one_sentence(published: Settings, arguments: tuple[str, ...]) -> None:
    done = frivillig("people", *arguments, home=published.home)
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1


def test_management_is_shown_no_question(published: Settings) -> None:
    done = frivillig("sql", "from marts.uncertain_pairs", "--role", "management", "--json", home=published.home)
    assert done.returncode != 0
