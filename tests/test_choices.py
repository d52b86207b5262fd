"""What staff choose on the page Indstillinger: a file a change, judged in a sentence, in force the next night, undone at will."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import duckdb
import pytest

from tests.given import build, stage_given
from tests.workspace import make_workspace
from warehouse.accounts import add_account
from warehouse.archive import Archive
from warehouse.choices import State, choices_in_force, read_changes, undo_change
from warehouse.choosing import (
    choose_activity_owner,
    choose_area,
    choose_closure,
    choose_form_owner,
    choose_parameter,
    choose_staff,
    remove_area,
    remove_closure,
)
from warehouse.errors import ChoiceRefusedError, SettingsError
from warehouse.parameter import load_parameters, parameter_values
from warehouse.settings import Settings, load_settings
from warehouse.snapshot import input_fingerprint
from warehouse.source import load_sources, with_owners


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return make_workspace(tmp_path / "hjem")


def again(settings: Settings) -> Settings:
    return load_settings(settings.home)


def test_a_change_says_what_was_and_what_is_who_and_when_and_is_its_owners_alone(settings: Settings) -> None:
    made = choose_parameter(settings, "new_days", "30", "anna")
    choose_parameter(settings, "new_days", "40", "bo")
    first, second = read_changes(settings.choices)
    assert (first.before, first.after, first.by) == (State(), State(set=30), "anna")
    assert (second.before.set, second.after.set, second.by) == (30, 40, "bo")
    assert made.at.tzinfo is not None
    assert {stat.S_IMODE(path.stat().st_mode) for path in settings.choices.glob("*.yml")} == {0o600}
    assert (settings.home / "frivillig.toml").read_text(encoding="utf-8").startswith("\n[project]")


def test_the_latest_choice_holds_above_frivillig_toml_and_undoing_gives_back_what_was(settings: Settings) -> None:
    toml = settings.home / "frivillig.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + "\n[parameters]\nnew_days = 50\n", encoding="utf-8")
    change = choose_parameter(again(settings), "new_days", "30", "anna")
    assert parameter_values(again(settings).parameters)["new_days"] == 30
    undo_change(settings.choices, change.number, "bo")
    assert parameter_values(again(settings).parameters)["new_days"] == 50
    assert [c.undoes for c in read_changes(settings.choices)] == [None, change.number]
    undo_change(settings.choices, 2, "bo")
    assert parameter_values(again(settings).parameters)["new_days"] == 30


def test_only_the_latest_change_of_a_setting_can_be_undone(settings: Settings) -> None:
    choose_parameter(settings, "new_days", "30", "anna")
    choose_parameter(settings, "new_days", "40", "anna")
    choose_parameter(settings, "thank_days", "200", "anna")
    with pytest.raises(ChoiceRefusedError, match="nyeste ændring først"):
        undo_change(settings.choices, 1, "anna")
    undo_change(settings.choices, 2, "anna")
    assert choices_in_force(settings.choices)["parameter"] == {"new_days": 30, "thank_days": 200}


def test_two_who_change_the_same_at_once_are_told(settings: Settings) -> None:
    seen = State()
    choose_parameter(settings, "new_days", "30", "anna", seen)
    with pytest.raises(ChoiceRefusedError, match="En anden har ændret det imens"):
        choose_parameter(settings, "new_days", "45", "bo", seen)


def test_many_at_once_lose_nothing(settings: Settings) -> None:
    names = [name for name, parameter in load_parameters().items() if parameter.unit == "dage" and not parameter.fixed]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda name: choose_parameter(settings, name, "77", name), names))
    assert choices_in_force(settings.choices)["parameter"] == dict.fromkeys(names, 77)
    assert [c.number for c in read_changes(settings.choices)] == list(range(1, len(names) + 1))


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("new_days", "mange", "«mange» er ikke et tal; skriv for eksempel 60"),
        ("new_days", "2,5", "helt tal"),
        ("new_days", "0", "fra 1 til 3660; her står 0"),
        ("new_days", "-5", "fra 1 til 3660; her står -5"),
        ("core_weeks_share", "135", "fra 0 til 100; her står 135"),
        ("at_risk_ratio", "3", "mindre end 3"),
        ("inactive_ratio", "1,5", "større end 2"),
        ("mixing_seed", "7", "hører til metoden"),
        ("findes_ikke", "7", "hører til metoden"),
        ("new_days", "60", None),
    ],
)
def test_a_value_that_will_not_do_is_refused_in_one_sentence(
    settings: Settings, name: str, typed: str, sentence: str | None
) -> None:
    if sentence is None:
        choose_parameter(settings, name, typed, "anna")
        with pytest.raises(ChoiceRefusedError, match="Det står sådan i forvejen"):
            choose_parameter(settings, name, typed, "anna")
        return
    with pytest.raises(ChoiceRefusedError, match=sentence):
        choose_parameter(settings, name, typed, "anna")
    assert read_changes(settings.choices) == []


def test_a_share_is_typed_in_percent_and_a_ratio_with_a_comma(settings: Settings) -> None:
    choose_parameter(settings, "core_weeks_share", "40", "anna")
    choose_parameter(settings, "at_risk_ratio", "2,5", "anna")
    values = parameter_values(again(settings).parameters)
    assert (values["core_weeks_share"], values["at_risk_ratio"]) == (0.4, 2.5)
    choose_parameter(again(settings), "at_risk_ratio", " ", "anna")
    assert parameter_values(again(settings).parameters)["at_risk_ratio"] == 2


def test_every_threshold_that_may_be_changed_allows_its_ordinary_value() -> None:
    for name, parameter in load_parameters().items():
        least, most = parameter.bounds
        assert parameter.fixed or least <= parameter.value <= most, name
        assert parameter.below is None or parameter.value < load_parameters()[parameter.below].value, name


# --- Areas ----------------------------------------------------------------------------------------------------------


def test_an_area_is_made_changed_and_taken_away(settings: Settings) -> None:
    choose_area(settings, None, "Åparken", "Aa-parken; Å-parken", "Åvej, Broallé\nÅvej", "anna")
    settings = again(settings)
    made = next(area for area in settings.areas if area.id == "aaparken")
    assert (made.name, made.aliases, made.streets) == ("Åparken", ("Aa-parken", "Å-parken"), ("Åvej", "Broallé"))
    choose_area(settings, "vangdalen", "Vangdalen Syd", "", "Vangdalen, Nyvej", "anna")
    remove_area(settings, "aaparken", "anna")
    assert [(area.id, area.name, area.streets) for area in again(settings).areas] == [
        ("vangdalen", "Vangdalen Syd", ("Vangdalen", "Nyvej"))
    ]
    undo_change(settings.choices, 3, "anna")
    undo_change(settings.choices, 2, "anna")
    assert [area.name for area in again(settings).areas] == ["Vangdalen", "Åparken"]


@pytest.mark.parametrize(
    ("name", "streets", "sentence"),
    [
        ("", "Nyvej", "Områdets navn mangler"),
        ("Ukendt", "", "ikke er «ukendt»"),
        ("Vangdalen", "", "allerede et område"),
        ("Nyt", "VANGDALEN", "«VANGDALEN» hører allerede til Vangdalen"),
        ("Nyt", "010180-1234", "CPR-nummer"),
        ("x" * 81, "", "højst 80"),
    ],
)
def test_an_area_that_will_not_do_is_refused(settings: Settings, name: str, streets: str, sentence: str) -> None:
    with pytest.raises(ChoiceRefusedError, match=sentence):
        choose_area(settings, None, name, "", streets, "anna")


# --- Closed days and owners -----------------------------------------------------------------------------------------


def test_closed_days_chosen_here_count_beside_those_in_the_sheet(settings: Settings) -> None:
    choose_closure(settings, "Sommerferie", date(2014, 7, 7), date(2014, 7, 27), "anna")
    choose_closure(settings, "Grundlovsdag", date(2014, 6, 5), None, "anna")
    settings = again(settings)
    con = duckdb.connect()
    stage_given(
        con, {"closures": [{"Anledning": "Påske", "Fra": "2014-04-17", "Til": "2014-04-21"}]}, settings=settings
    )
    build(con, "core.closures")
    found = con.execute(
        "select closure_name, from_date::varchar, to_date::varchar from core.closures order by 2"
    ).fetchall()
    assert found == [
        ("Påske", "2014-04-17", "2014-04-21"),
        ("Grundlovsdag", "2014-06-05", "2014-06-05"),
        ("Sommerferie", "2014-07-07", "2014-07-27"),
    ]
    remove_closure(settings, "sommerferie_20140707", "anna")
    assert [closure.name for closure in again(settings).closures.values()] == ["Grundlovsdag"]


@pytest.mark.parametrize(
    ("name", "start", "end", "sentence"),
    [
        ("", date(2014, 7, 7), None, "Anledningen mangler"),
        ("Ferie", None, None, "Vælg den første"),
        ("Ferie", date(2014, 7, 7), date(2014, 7, 6), "ligger før den første"),
        ("Ferie", date(2014, 7, 7), date(2015, 7, 8), "højst vare et år"),
    ],
)
def test_closed_days_that_will_not_do_are_refused(
    settings: Settings, name: str, start: date | None, end: date | None, sentence: str
) -> None:
    with pytest.raises(ChoiceRefusedError, match=sentence):
        choose_closure(settings, name, start, end, "anna")


def test_an_owner_chosen_here_goes_before_the_one_in_form_or_sheet(settings: Settings) -> None:
    choose_form_owner(settings, "roster", "Ny Koordinator", "anna")
    choose_activity_owner(settings, "banko", "Ny Vært", "anna")
    settings = again(settings)
    sources = load_sources(settings.forms)
    assert with_owners(sources, settings.form_owners)["roster"].owner == "Ny Koordinator"
    con = duckdb.connect()
    activities = [{"Aktivitet": "Banko", "Ansvarlig": "Gammel Vært"}, {"Aktivitet": "Skak", "Ansvarlig": "Skakvært"}]
    stage_given(con, {"activities": activities}, settings=settings)
    build(con, "core.activities")
    assert dict(con.execute("select activity_name, owner_name from core.activities").fetchall()) == {
        "Banko": "Ny Vært",
        "Skak": "Skakvært",
    }
    choose_form_owner(settings, "roster", "", "anna")
    assert again(settings).form_owners == {}


def test_a_member_of_staff_has_one_address_and_one_account(settings: Settings) -> None:
    add_account(settings, "anna", "staff", "et langt kodeord til prøven")
    choose_staff(settings, "Anna Holm", "anna@example.dk", "Anna", "bo")
    assert again(settings).staff["Anna Holm"].account == "anna"
    with pytest.raises(ChoiceRefusedError, match=r"navn@eksempel\.dk"):
        choose_staff(settings, "Anna Holm", "anna@example.dk, bo@example.dk", "", "bo")
    with pytest.raises(ChoiceRefusedError, match="ingen konto"):
        choose_staff(settings, "Bo", "", "bo", "bo")
    with pytest.raises(ChoiceRefusedError, match="hører allerede til Anna Holm"):
        choose_staff(again(settings), "Bo", "", "anna", "bo")


# --- The night ------------------------------------------------------------------------------------------------------


def test_a_choice_is_something_new_to_the_night_and_undoing_it_too(settings: Settings) -> None:
    def fingerprint() -> str:
        now = again(settings)
        with Archive(now) as archive:
            return input_fingerprint(
                now, archive, with_owners(load_sources(now.forms), now.form_owners), date(2014, 12, 31)
            )

    seen = [fingerprint()]
    choose_parameter(settings, "new_days", "30", "anna")
    seen.append(fingerprint())
    choose_closure(settings, "Ferie", date(2014, 7, 7), None, "anna")
    seen.append(fingerprint())
    choose_form_owner(settings, "roster", "Ny", "anna")
    seen.append(fingerprint())
    choose_activity_owner(settings, "banko", "Ny", "anna")
    seen.append(fingerprint())
    assert len(set(seen)) == len(seen)
    for number in (4, 3, 2, 1):
        undo_change(settings.choices, number, "anna")
    assert fingerprint() == seen[0]


def test_the_published_numbers_say_which_thresholds_they_rest_on(settings: Settings) -> None:
    choose_parameter(settings, "new_days", "30", "anna")
    con = duckdb.connect()
    stage_given(con, {}, settings=again(settings))
    build(con, "core.parameters")
    found = con.execute("select value, shipped_value from core.parameters where parameter = 'new_days'").fetchall()
    assert found == [(30, 60)]


def test_a_file_nobody_can_read_is_named(settings: Settings) -> None:
    choose_parameter(settings, "new_days", "30", "anna")
    (settings.choices / "000001.yml").write_text("kind: noget\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"indstillinger/000001\.yml kan ikke læses"):
        again(settings)
