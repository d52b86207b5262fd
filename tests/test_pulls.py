"""Answers are fetched from survey tools' servers once each, whatever the connection does, and the key stays where it is."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from flows.diagnosis import diagnose
from flows.night import open_night
from flows.tasks.pull import pull
from tests.command import frivillig, start
from tests.survey_servers import (
    KOBO_FORM,
    ODK_FORM,
    ODK_PROJECT,
    PASSWORD,
    TOKEN,
    USER,
    Server,
    serve_kobo,
    serve_odk_central,
)
from tests.workspace import AS_OF, make_workspace, put_sheet, staged
from warehouse.archive import Archive
from warehouse.errors import SettingsError
from warehouse.settings import SETTINGS_FILE, Settings, load_settings
from warehouse.snapshot import Reader

KEY_FILE = "noegle.txt"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return make_workspace(tmp_path / "hjem")


@pytest.fixture
def kobo() -> Iterator[Server]:
    with serve_kobo() as server:
        server.answers = [kobo_answer(number) for number in range(1, 6)]
        yield server


@pytest.fixture
def odk() -> Iterator[Server]:
    with serve_odk_central() as server:
        server.answers = [odk_answer(number) for number in range(1, 6)]
        yield server


def answer(number: int) -> dict[str, Any]:
    return {
        "answered_date": f"2014-03-{number:02}",
        "full_name": f"Prøve Nummer{'abcdefghij'[number]}",
        "email": f"nr{number}@example.dk",
        "competences": "cooking chess",
        "contact_consent": "yes",
    }


def kobo_answer(number: int) -> dict[str, Any]:
    return {
        "_id": 100 + number,
        **answer(number),
        "_submission_time": f"2014-03-{number:02}T12:00:00",
        "_attachments": [],
    }


def odk_answer(number: int, created: datetime | None = None) -> dict[str, Any]:
    moment = created or datetime(2014, 3, number, 12, 0, 0, 123_456, UTC)
    return {"__id": f"uuid:{number}", **answer(number), "_created": moment, "_updated": None}


def connect(settings: Settings, *pulls: str, key: str = TOKEN, mode: int = 0o600) -> Settings:
    key_file = settings.home / KEY_FILE
    key_file.write_text(f"{key}\n", encoding="utf-8")
    key_file.chmod(mode)
    with (settings.home / SETTINGS_FILE).open("a", encoding="utf-8") as file:
        file.writelines(pulls)
    return load_settings(settings.home)


def from_kobo(server: Server, name: str = "skema", form: str = KOBO_FORM) -> str:
    return f"""
[[pulls]]
name = "{name}"
kind = "kobo"
url = "{server.address}"
form = "{form}"
secret_file = "{KEY_FILE}"
page_size = 2
retry_seconds = 0
"""


def from_odk(server: Server) -> str:
    return f"""
[[pulls]]
name = "odk"
kind = "odk-central"
url = "{server.address}"
project = {ODK_PROJECT}
form = "{ODK_FORM}"
username = "{USER}"
secret_file = "{KEY_FILE}"
page_size = 2
retry_seconds = 0
"""


def pull_once(settings: Settings) -> tuple[dict[str, int], list[str]]:
    with open_night(settings, AS_OF) as night:
        return pull(night), night.problems


def people(settings: Settings) -> list[str]:
    return [
        name for (name,) in staged(settings).execute("select full_name from staging.volunteers order by 1").fetchall()
    ]


EVERYBODY = [f"Prøve Nummer{letter}" for letter in "bcdef"]


def test_every_page_is_fetched_and_read_as_the_questionnaire(settings: Settings, kobo: Server) -> None:
    settings = connect(settings, from_kobo(kobo))
    assert pull_once(settings) == ({"answers": 5, "failed": 0}, [])
    assert people(settings) == EVERYBODY


def test_another_night_asks_only_for_what_is_new(settings: Settings, kobo: Server) -> None:
    settings = connect(settings, from_kobo(kobo))
    pull_once(settings)
    assert pull_once(settings) == ({"answers": 0, "failed": 0}, [])
    kobo.answers.append(kobo_answer(6))
    assert pull_once(settings) == ({"answers": 1, "failed": 0}, [])
    assert people(settings) == [*EVERYBODY, "Prøve Nummerg"]


def test_answers_from_odk_central_come_once_each_although_its_clock_is_finer_than_told(
    settings: Settings, odk: Server
) -> None:
    settings = connect(settings, from_odk(odk), key=PASSWORD)
    assert pull_once(settings) == ({"answers": 5, "failed": 0}, [])
    assert pull_once(settings) == ({"answers": 0, "failed": 0}, [])
    assert people(settings) == EVERYBODY


def test_an_answer_of_the_same_moment_that_came_late_is_not_lost(settings: Settings, odk: Server) -> None:
    settings = connect(settings, from_odk(odk), key=PASSWORD)
    pull_once(settings)
    odk.answers.append(odk_answer(6, odk.answers[4]["_created"] - timedelta(seconds=2)))
    assert pull_once(settings) == ({"answers": 1, "failed": 0}, [])


def test_an_answer_changed_in_odk_central_takes_the_old_ones_place(settings: Settings, odk: Server) -> None:
    settings = connect(settings, from_odk(odk), key=PASSWORD)
    pull_once(settings)
    odk.answers[0] |= {"competences": "driving", "_updated": datetime(2014, 6, 1, tzinfo=UTC)}
    assert pull_once(settings) == ({"answers": 1, "failed": 0}, [])
    con = staged(settings)
    latest = "select competences from staging.volunteers where full_name = 'Prøve Nummerb' and not is_superseded"
    assert con.execute(latest).fetchall() == [("driving",)]


@pytest.mark.parametrize("faults", [["429"], ["503", "503"], ["cut"], ["cut", "429", "503"]])
def test_what_passes_is_waited_out(settings: Settings, kobo: Server, faults: list[str]) -> None:
    settings = connect(settings, from_kobo(kobo))
    kobo.faults = list(faults)
    assert pull_once(settings) == ({"answers": 5, "failed": 0}, [])
    assert len(kobo.requests) == 3 + len(faults)


def test_a_connection_lost_between_pages_keeps_what_had_come_and_fetches_the_rest_later(
    settings: Settings, kobo: Server
) -> None:
    settings = connect(settings, from_kobo(kobo))
    kobo.faults = ["", *["cut"] * 4]
    _, problems = pull_once(settings)
    assert problems == ["Hentningen «skema»: serveren svarer ikke. Der prøves igen næste nat."]
    assert people(settings) == EVERYBODY[:2]
    assert pull_once(settings) == ({"answers": 3, "failed": 0}, [])
    assert people(settings) == EVERYBODY


def test_odk_central_lost_half_way_takes_nothing_half(settings: Settings, odk: Server) -> None:
    settings = connect(settings, from_odk(odk), key=PASSWORD)
    odk.faults = ["", *["cut"] * 4]
    pull_once(settings)
    with Archive(settings) as archive:
        assert (archive.files(), archive.cursor_of("odk")) == ([], "")
    assert pull_once(settings)[0] == {"answers": 5, "failed": 0}


def test_a_night_killed_while_it_fetches_loses_and_doubles_nothing(settings: Settings, kobo: Server) -> None:
    settings = connect(settings, from_kobo(kobo))
    kobo.faults = ["", "hang"]
    run = start("run", "--plain", home=settings.home)
    assert kobo.is_hanging.wait(120)
    run.kill()
    run.wait()
    assert pull_once(settings) == ({"answers": 3, "failed": 0}, [])
    assert people(settings) == EVERYBODY


def test_a_page_and_its_cursor_are_kept_both_or_neither(settings: Settings) -> None:
    with Archive(settings) as archive:
        archive.begin_run("r1", AS_OF)
    with closing(sqlite3.connect(settings.ledger)) as ledger:
        ledger.execute("create trigger torn before insert on cursors begin select raise(abort, 'torn'); end")
    with Archive(settings) as archive:
        with pytest.raises(sqlite3.IntegrityError):
            archive.take_pulled("r1", AS_OF, "skema", b'[{"full_name": "Bo"}]', "7")
        assert (archive.files(), archive.cursor_of("skema")) == ([], "")


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ("html", "serverens svar kan ikke læses. Ret adressen i frivillig.toml."),
        ("redirect", "serveren svarede med fejl 307."),
    ],
)
def test_an_answer_that_is_none_is_said_in_one_sentence(
    settings: Settings, kobo: Server, fault: str, sentence: str
) -> None:
    settings = connect(settings, from_kobo(kobo))
    kobo.faults = [fault]
    assert pull_once(settings) == ({"answers": 0, "failed": 1}, [f"Hentningen «skema»: {sentence}"])


def test_the_key_is_sent_to_no_other_server(settings: Settings, kobo: Server, odk: Server) -> None:
    settings = connect(settings, from_kobo(kobo))
    kobo.elsewhere = f"{odk.address}/v1/sessions"
    kobo.faults = ["redirect"]
    pull_once(settings)
    assert odk.requests == []


def test_a_wrong_key_and_an_unknown_form_are_told_apart(settings: Settings, kobo: Server) -> None:
    settings = connect(settings, from_kobo(kobo, "a"), from_kobo(kobo, "b", "findes-ikke"))
    _, problems = pull_once(settings)
    assert problems == [
        "Hentningen «b»: serveren kender ikke skemaet. Ret adressen eller skemaets navn i frivillig.toml."
    ]
    (settings.home / KEY_FILE).write_text("forkert", encoding="utf-8")
    _, problems = pull_once(settings)
    assert problems[0] == "Hentningen «a»: serveren afviste nøglen. Lav en ny, og læg den samme sted."


def test_odk_centrals_session_is_closed_again_and_a_wrong_password_is_said(settings: Settings, odk: Server) -> None:
    settings = connect(settings, from_odk(odk), key="forkert")
    assert pull_once(settings)[1] == ["Hentningen «odk»: serveren afviste nøglen. Lav en ny, og læg den samme sted."]
    connect(settings, key=PASSWORD)
    pull_once(settings)
    assert [odk.requests[-1].method, odk.requests[-1].url.path] == ["DELETE", "/v1/sessions/current"]


def test_a_key_that_others_can_read_is_not_used(settings: Settings, kobo: Server) -> None:
    settings = connect(settings, from_kobo(kobo), mode=0o644)
    _, problems = pull_once(settings)
    assert problems == [
        "Hentningen «skema»: andre end ejeren kan læse filen noegle.txt. Luk den med: chmod 600 noegle.txt"
    ]
    assert kobo.requests == []


def test_a_key_may_stand_in_the_environment(settings: Settings, kobo: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = connect(settings, from_kobo(kobo).replace(f'secret_file = "{KEY_FILE}"', 'secret_env = "KOBO_PRØVE"'))
    assert pull_once(settings)[1] == ["Hentningen «skema»: nøglen mangler. Læg den i KOBO_PRØVE."]
    monkeypatch.setenv("KOBO_PRØVE", TOKEN)
    assert pull_once(settings)[0] == {"answers": 5, "failed": 0}


def test_the_doctor_says_whether_each_server_can_be_asked(settings: Settings) -> None:
    declared = from_kobo(Server(address="https://kobo.example.dk"))
    settings = connect(settings, declared, declared.replace("skema", "uden").replace(KEY_FILE, "mangler.txt"))
    found = [(finding.state, finding.sentence) for finding in diagnose(settings.home) if finding.name == "pulls"]
    assert found == [
        ("ok", "kobo, https://kobo.example.dk"),
        ("fault", "Hentningen «uden»: nøglen mangler. Læg den i mangler.txt."),
    ]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("http://kobo.example.dk", "https://"), ('secret_file = ""', "secret_file"), ('kind = "odk-central"', "project")],
)
def test_settings_that_would_give_the_key_away_or_cannot_work_are_refused(
    settings: Settings, wrong: str, right: str
) -> None:
    declared = from_kobo(Server(address="https://kobo.example.dk"))
    key = wrong.partition(" ")[0]
    if wrong.startswith("http"):
        declared = declared.replace("https://kobo.example.dk", wrong)
    else:
        declared = "\n".join(wrong if line.startswith(key) else line for line in declared.splitlines())
    with pytest.raises(SettingsError, match=right):
        connect(settings, declared)


def test_the_night_goes_on_without_a_server_and_no_key_is_written_anywhere(settings: Settings, kobo: Server) -> None:
    put_sheet(settings, "frivillige.xlsx", [["Navn", "E-mail", "Mobil"], ["Bo Lund", "bo@example.dk", "20304050"]])
    settings = connect(settings, from_kobo(kobo), from_kobo(kobo, "nede").replace(kobo.address, "http://127.0.0.1:9"))
    done = frivillig("run", "--plain", "--json", home=settings.home)
    outcome = json.loads(done.stdout)
    assert (done.returncode, outcome["published"]) == (1, True)
    assert outcome["problems"] == ["Hentningen «nede»: serveren svarer ikke. Der prøves igen næste nat."]
    names = [(file["file"], file["source"], file["rows"]) for file in outcome["files"] if "hentet" in file["file"]]
    assert names[0] == ("/hentet/skema/000001.json", "questionnaire", {"loaded": 2, "not_data": 1})
    persons = Reader(settings, "staff").query("select count(*) from core.volunteers").iat[0, 0]
    assert persons >= len(EVERYBODY)
    written = [path for path in settings.home.rglob("*") if path.is_file() and TOKEN.encode() in path.read_bytes()]
    assert written == [settings.home / KEY_FILE]
    assert TOKEN not in done.stderr + done.stdout
