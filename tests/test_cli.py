"""The command line keeps its contract: exit codes, one JSON document, one sentence per error, Danish or English."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from flows.cli import run_command
from tests.command import document, frivillig
from tests.workspace import make_workspace, put_sheet
from warehouse.preview import preview
from warehouse.settings import Settings, load_settings
from warehouse.source import load_sources

ROSTER = [["Navn", "E-mail", "Mobil"], ["Oda Sørup", "oda@example.dk", "20 30 40 50"]]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return make_workspace(tmp_path / "bogå")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A workspace after one plain night on a few rows, none of them at fault."""
    settings = make_workspace(tmp_path_factory.mktemp("cli") / "hjem")
    put_sheet(settings, "frivillige.xlsx", ROSTER)
    done = frivillig("run", "--plain", "--json", home=settings.home)
    assert done.returncode == 0, done.stdout + done.stderr
    return settings


def test_a_night_without_fault_ends_with_0_and_keeps_the_contract(published: Settings) -> None:
    outcome = document(frivillig("run", "--plain", "--json", home=published.home))
    assert set(outcome) == {
        "run_id", "as_of", "published", "snapshot_id", "seconds", "files", "checks", "problems",
    }  # fmt: skip
    assert set(outcome["checks"]) == {"passed", "warned", "failed"}
    (file,) = outcome["files"]
    assert {"file", "sha256", "source", "fate", "rows", "message"} <= set(file)
    assert (file["source"], file["fate"], file["rows"]) == ("roster", "unchanged", {"loaded": 1, "not_data": 1})
    assert outcome["published"] is True
    assert outcome["problems"] == []


def test_a_row_that_needs_a_person_ends_with_1_and_says_who(settings: Settings) -> None:
    put_sheet(settings, "frivillige.xlsx", [*ROSTER, ["Bo Lund", "bo@example.dk", "ved ikke"]])
    done = frivillig("run", "--plain", home=settings.home)
    assert done.returncode == 1
    assert "Navneliste: rækker, som Koordinatoren skal rette: 1." in done.stdout


def test_a_missing_workspace_ends_with_2_in_one_sentence(tmp_path: Path) -> None:
    done = frivillig("run", home=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Der er intet arbejdsområde" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_refusal_is_said_in_english_to_who_reads_english(tmp_path: Path) -> None:
    done = frivillig("run", "--lang", "en", home=tmp_path)
    assert done.stderr.startswith("There is no workspace in the folder")
    assert "frivillig init FOLDER" in done.stderr


def test_an_error_with_json_is_still_one_document(tmp_path: Path) -> None:
    done = frivillig("run", "--json", home=tmp_path)
    assert done.returncode == 2
    assert list(document(done)) == ["error"]


def test_a_misspelt_setting_ends_with_2_and_names_it(settings: Settings) -> None:
    file = settings.home / "frivillig.toml"
    file.write_text(file.read_text(encoding="utf-8") + "\n[mial]\nhost = 'x'\n", encoding="utf-8")
    done = frivillig("doctor", home=settings.home)
    assert done.returncode == 2
    assert "mial" in done.stdout


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (["check"], "mangler"),
        (["run", "--plian"], "--plian"),
        (["run", "--as-of", "i går"], "--as-of"),
        (["run", "--as-of"], "--as-of"),
        (["fly"], "Kommandoen findes ikke. Efter «frivillig» kan stå: "),
        (["report", "aar"], "Efter «frivillig report» kan stå: quarter, year, "),
        (["report", "year", "2014"], "mere efter «frivillig report year»"),
    ],
)
def test_wrong_use_ends_with_2_in_one_danish_sentence(wrong: list[str], sentence: str) -> None:
    done = frivillig(*wrong)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_an_unexpected_error_is_a_number_and_no_traceback(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FRIVILLIG_HOME", str(settings.home))
    settings.archive.mkdir()
    settings.accounts.mkdir()  # a folder where a file is expected
    assert run_command(["user", "list"]) == 1
    said = capsys.readouterr().err
    assert "Noget gik galt (fejl " in said
    assert "Traceback" not in said
    log = (settings.archive / "errors.log").read_text(encoding="utf-8")
    assert "IsADirectoryError" in log
    assert str(settings.home) not in log


def test_english_is_spoken_when_asked_for(tmp_path: Path, published: Settings) -> None:
    assert "All is well." in frivillig("doctor", "--lang", "en", home=published.home).stdout
    assert "Alt er i orden." in frivillig("doctor", home=published.home).stdout
    assert "Tilvalg" in frivillig("run", "--help").stdout
    assert "Options" in frivillig("run", "--help", "--lang=en").stdout


def test_home_and_language_may_stand_anywhere(published: Settings) -> None:
    done = frivillig("--home", published.home, "--lang", "en", "doctor", "--json")
    assert document(done)["ok"] is True


def test_sql_answers_with_a_list_of_plain_values(published: Settings) -> None:
    query = "select count(*) as persons, date '2014-12-31' as day, null as nothing, 1.5 as half from core.persons"
    rows = document(frivillig("sql", query, "--json", home=published.home))
    assert rows == [{"persons": 1, "day": "2014-12-31", "nothing": None, "half": 1.5}]


def test_sql_for_the_management_reaches_no_person(published: Settings) -> None:
    done = frivillig("sql", "select * from core.persons", "--role", "management", home=published.home)
    assert done.returncode == 2
    assert done.stderr.startswith("Forespørgslen kan ikke udføres")


def test_sql_in_an_older_snapshot(published: Settings) -> None:
    older = document(frivillig("sql", "select 1 as x", "--json", "--snapshot", "19990101-x", home=published.home))
    assert "findes ikke" in older["error"]


def test_rebuild_gives_the_same_content_without_the_inbox(published: Settings) -> None:
    manifest = json.loads((published.published / "current" / "manifest.json").read_text(encoding="utf-8"))
    published.inbox.rename(published.home / "væk")
    try:
        done = frivillig("rebuild", "--json", home=published.home)
    finally:
        (published.home / "væk").rename(published.inbox)
    assert done.returncode == 0, done.stderr
    assert document(done)["content_hash"] == manifest["content_hash"]


def test_check_shows_what_would_happen_and_keeps_nothing(settings: Settings, tmp_path: Path) -> None:
    file = put_sheet(settings, "frivillige.xlsx", [*ROSTER, ["Bo Lund", "bo@example.dk", "ved ikke"]])
    outside = file.rename(tmp_path / "frivillige.xlsx")
    done = frivillig("check", outside, "--json", home=settings.home)
    (described,) = document(done)
    assert done.returncode == 1
    assert set(described) == {"file", "source", "tables", "message"}
    (table,) = described["tables"]
    assert set(table) == {"sheet", "header_row", "columns", "rows", "quarantined"}
    assert set(table["quarantined"][0]) == {"row", "column", "value_shown", "reason_code", "reason"}
    assert not settings.archive.exists() or not list(settings.archive.rglob("*"))


def test_check_counts_each_row_of_a_sheet_with_one_table(settings: Settings, tmp_path: Path) -> None:
    counted = [["Optælling"], ["Dato", "Aktivitet", "Antal"], ["3/9-13", "Skak", 8], ["10/9-13", "Skak", "mange"]]
    signed_up = [["Dato", "Navn", "Rolle", "Aktivitet"], ["3/5-14", "Bo Berg", "Gæst", "Fest"]]
    file = put_sheet(settings, "blandet.xlsx", [*counted, [], *signed_up])
    (described,) = preview([file], settings, load_sources())
    assert [table["rows"] for table in described["tables"]] == [
        {"not_data": 3, "loaded": 1, "quarantined": 1},
        {"loaded": 1},
    ]
    assert [[row["row"] for row in table["quarantined"]] for table in described["tables"]] == [[4], []]


def test_init_makes_a_workspace_that_the_doctor_finds_well(tmp_path: Path) -> None:
    home = tmp_path / "nyt sted"
    assert frivillig("init", home).returncode == 0
    load_settings(home)
    assert {"inbox", "forms", "outbox", "skabeloner", "LÆS MIG.txt"} <= {path.name for path in home.iterdir()}
    templates = {path.name for path in (home / "skabeloner").glob("*.xlsx")}
    assert "Spørgeskema til frivillige til KoboToolbox og ODK.xlsx" in templates
    assert len(templates) == len(load_sources()) + 1
    assert frivillig("doctor", home=home).returncode == 0


def test_init_never_touches_a_folder_with_something_in_it(settings: Settings) -> None:
    before = (settings.home / "frivillig.toml").read_bytes()
    assert frivillig("init", settings.home).returncode == 2
    assert (settings.home / "frivillig.toml").read_bytes() == before


def test_demo_refuses_a_folder_that_is_somebody_elses(settings: Settings) -> None:
    done = frivillig("demo", "--no-serve", home=settings.home)
    assert done.returncode == 2
    assert "er i brug til noget andet" in done.stderr


def test_users_are_added_listed_and_removed(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FRIVILLIG_HOME", str(settings.home))
    password = tmp_path / "password"
    password.write_text("en lang og god sætning\n", encoding="utf-8")
    with password.open(encoding="utf-8") as typed:
        monkeypatch.setattr("sys.stdin", typed)
        assert run_command(["user", "add", "anna", "--role", "staff"]) == 0
    assert document(frivillig("user", "list", "--json", home=settings.home)) == [
        {"name": "anna", "role": "staff", "login": "password"}
    ]
    assert "sætning" not in settings.accounts.read_text(encoding="utf-8")
    if os.name == "posix":
        assert stat.S_IMODE(settings.accounts.stat().st_mode) == 0o600
    assert frivillig("user", "remove", "anna", home=settings.home).returncode == 0
    assert frivillig("user", "remove", "anna", home=settings.home).returncode == 2
