"""An answer to a personal link lands on the person whose number it gives, through two ordinary nights."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.questionnaire.delivery import deliver
from dashboard.questionnaire.questions import CONFIRMATION, read_forms
from flows.night import open_night
from flows.steps import run_night
from tests.workspace import AS_OF, age, make_workspace, put_sheet
from warehouse.people import write_number
from warehouse.settings import Settings
from warehouse.snapshot import Reader

ROSTER = [
    ["Navn", "E-mail", "Mobil"],
    ["Ida Dal", "ida@example.dk", ""],
    ["Bo Lund", "bo@example.dk", ""],
    ["Eva Holm", "eva@example.dk", "20304050"],
    ["Per Holm", "per@example.dk", "20304051"],
    ["Ole Krog", "ole@example.dk", "20304052"],
]
CALLS = [
    ["Dato", "Navn", "Tlf.", "Hvordan", "Udbytte"],
    [date(2014, 6, 1), "Per Holm", "20304051", "Ringet", "Stopper"],
    [date(2014, 6, 1), "Ole Krog", "20304052", "Ringet", "Stopper"],
]
UNKNOWN = "p_ffffffffffff"


def answer(settings: Settings, person_id: str, name: str, **answers: list[str]) -> None:
    form = read_forms(settings)[CONFIRMATION]
    more = {"answered_date": AS_OF, "person_number": write_number(person_id)}
    path = deliver(settings, form, answers, more)
    age(path.rename(path.with_name(f"2014-12-31 {name}0000 0000000a.xlsx")))


def person_ids(settings: Settings) -> dict[str, str]:
    rows = Reader(settings, "staff").query("select full_name, person_id from core.persons where full_name is not null")
    return dict(zip(rows["full_name"], rows["person_id"], strict=True))


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Reader, dict[str, str]]:
    """After two nights: a roster, and then what some of its people and a stranger answered."""
    settings = make_workspace(tmp_path_factory.mktemp("svar") / "hjem")
    put_sheet(settings, "liste.xlsx", ROSTER)
    put_sheet(settings, "kontaktlog.xlsx", CALLS)
    with open_night(settings) as night:
        assert run_night(night).published
    ids = person_ids(settings)
    answer(settings, ids["Ida Dal"], "10", status_note=["paused"], paused_until=["2015-03-01"])
    answer(settings, ids["Bo Lund"], "11", status_note=["stopped"])
    answer(settings, ids["Bo Lund"], "12", status_note=["active"])
    answer(settings, ids["Eva Holm"], "13", email=["eva.ny@example.dk"], competences=["it", "chess"])
    answer(settings, ids["Ole Krog"], "15", status_note=["active"])
    answer(settings, UNKNOWN, "14", status_note=["stopped"])
    put_sheet(settings, "ny liste.xlsx", [["Navn", "E-mail", "Mobil"], ["Eva Holm", "eva.ny@example.dk", ""]])
    with open_night(settings) as night:
        assert run_night(night).published
    assert person_ids(settings) == ids
    return Reader(settings, "staff"), ids


def volunteer(answered: tuple[Reader, dict[str, str]], name: str) -> dict[str, object]:
    reader, ids = answered
    rows = reader.query("select * from core.volunteers where person_id = ?", [ids[name]])
    return {str(key): value for key, value in rows.iloc[0].items()}


def test_a_break_is_noted_until_its_day(answered: tuple[Reader, dict[str, str]]) -> None:
    ida = volunteer(answered, "Ida Dal")
    assert (ida["status"], ida["status_reason"]) == ("paused", "På pause til 01-03-2015.")


def test_an_answer_counts_as_confirmed_on_its_day(answered: tuple[Reader, dict[str, str]]) -> None:
    confirmed = {name: str(volunteer(answered, name)["last_confirmed_date"])[:10] for name in ("Ida Dal", "Eva Holm")}
    assert set(confirmed.values()) == {AS_OF.isoformat()}
    assert str(volunteer(answered, "Per Holm")["last_confirmed_date"])[:10] != AS_OF.isoformat()


def test_of_two_answers_on_one_day_the_later_counts(answered: tuple[Reader, dict[str, str]]) -> None:
    assert volunteer(answered, "Bo Lund")["status"] != "stopped"


def test_a_corrected_address_is_the_persons_and_recognises_the_person_from_then_on(
    answered: tuple[Reader, dict[str, str]],
) -> None:
    reader, ids = answered
    (email,) = reader.query("select email from core.persons where person_id = ?", [ids["Eva Holm"]])["email"]
    mentions = reader.query("select source, rule from core.mentions where person_id = ?", [ids["Eva Holm"]])
    assert email == "eva.ny@example.dk"
    assert len(mentions) == 3
    assert "number" in set(mentions["rule"])
    assert volunteer(answered, "Eva Holm")["competences"] == "chess;it"


def test_a_number_nobody_has_is_handed_back_with_a_reason(answered: tuple[Reader, dict[str, str]]) -> None:
    rows = answered[0].query(
        "select fate, reason_code, reason from quality.rows where file_name like '%140000%' and fate <> 'not_data'"
    )
    assert list(rows["fate"]) == ["quarantined"]
    assert list(rows["reason_code"]) == ["unknown_number"]
    assert "Frivillignummeret" in rows["reason"][0]


def test_no_number_can_be_taken_for_a_cpr_number() -> None:
    assert write_number("p_0101701234ab") == "p_0101-7012-34ab"


def test_saying_yes_after_having_stopped_on_the_phone_counts(answered: tuple[Reader, dict[str, str]]) -> None:
    assert volunteer(answered, "Ole Krog")["status"] != "stopped"


def test_having_stopped_on_the_phone_counts_until_then(answered: tuple[Reader, dict[str, str]]) -> None:
    assert volunteer(answered, "Per Holm")["status"] == "stopped"
