"""A night is the same with Prefect and without, never half-way, never two at once, and tells Prefect no name."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from flows import steps
from flows.night import hold, is_held, open_night, step_file
from flows.steps import rebuild_night, run_night
from tests.command import environment, frivillig
from tests.two_nights import FILE_NAME, NAME, PHONE
from tests.workspace import make_workspace, put_sheet
from warehouse.archive import Archive
from warehouse.errors import RunInProgressError
from warehouse.settings import Settings
from warehouse.snapshot import current_folder, current_manifest

ROWS = [["Navn", "E-mail", "Mobil"], [NAME, "zebulon@example.dk", PHONE], ["Bo Lund", "bo@example.dk", "ved ikke"]]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = make_workspace(tmp_path / "hjem")
    put_sheet(settings, FILE_NAME, ROWS)
    return settings


@pytest.fixture(scope="module")
def with_prefect(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A workspace after two nights with Prefect: one went well, one broke with a name in its error."""
    settings = make_workspace(tmp_path_factory.mktemp("Zebulons mappe") / "hjem")
    put_sheet(settings, FILE_NAME, ROWS)
    command = [sys.executable, "-m", "tests.two_nights", str(settings.home)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment(), timeout=900)
    assert done.returncode == 0, done.stderr
    return settings


def test_with_and_without_prefect_give_the_same_content(with_prefect: Settings, tmp_path: Path) -> None:
    settings = make_workspace(tmp_path / "hjem")
    shutil.copytree(with_prefect.inbox, settings.inbox, dirs_exist_ok=True)
    with open_night(settings) as night:
        outcome = run_night(night)
    assert outcome.published
    assert content_hash(settings) == content_hash(with_prefect)


def content_hash(settings: Settings) -> str:
    manifest = current_manifest(settings)
    assert manifest is not None
    return str(manifest["content_hash"])


def test_prefect_shows_each_step_as_a_task(with_prefect: Settings) -> None:
    with closing(sqlite3.connect(with_prefect.prefect_home / "prefect.db")) as database:
        runs = database.execute("select state_name from flow_run order by created").fetchall()
        tasks = database.execute("select name, state_name from task_run order by created").fetchall()
    assert runs == [("Completed",), ("Failed",)]
    names = ["collect", "read", "check", "link", "build", "audit", "publish", "notify", "collect", "read", "notify"]
    assert [name.partition("-")[0] for name, _ in tasks] == names
    assert [state for _, state in tasks].count("Failed") == 1


def test_no_name_file_or_folder_reaches_prefects_database(with_prefect: Settings, tmp_path: Path) -> None:
    settings = with_prefect
    kept = [path for path in settings.prefect_home.rglob("*") if path.is_file()]
    everything = b"".join(path.read_bytes() for path in kept)
    for secret in (NAME, "zebulon", PHONE, "Kvist", FILE_NAME, str(settings.home)):
        assert not found_in(secret, everything), secret
    assert b"read: ValueError" in everything
    # and the search does find a name where there is one
    told = shutil.copy(settings.prefect_home / "prefect.db", tmp_path)
    with closing(sqlite3.connect(told)) as database, database:
        database.execute("update log set message = ? where rowid = 1", [f"read {NAME}"])
    assert found_in(NAME, Path(told).read_bytes())


def found_in(secret: str, content: bytes) -> bool:
    return secret.lower().encode() in content.lower()


def test_the_broken_night_tells_a_number_and_keeps_the_value_out_of_the_log(with_prefect: Settings) -> None:
    settings = with_prefect
    with Archive(settings) as archive:
        last = archive.last_run()
    assert last is not None
    assert last["outcome"]["published"] is False
    assert "read, fejl " in last["outcome"]["problems"][0]
    log = (settings.archive / "errors.log").read_text(encoding="utf-8")
    assert "ValueError" in log
    assert NAME not in log
    manifest = current_manifest(settings)
    assert manifest is not None
    assert manifest["as_of"] == "2014-12-31"


def test_without_a_prefect_server_the_night_is_done_all_the_same(settings: Settings) -> None:
    settings.prefect_home.write_text("a file where Prefect's folder should be")
    done = frivillig("run", "--json", home=settings.home)
    assert json.loads(done.stdout)["published"] is True
    assert "Natten gøres uden Prefect; resultatet er det samme." in done.stderr


def test_another_run_is_refused_with_3_and_changes_nothing(settings: Settings) -> None:
    with hold(settings):
        done = frivillig("run", "--plain", "--json", home=settings.home)
        assert is_held(settings)
    assert done.returncode == 3
    assert "En anden kørsel er i gang" in json.loads(done.stdout)["error"]
    assert not settings.ledger.exists()
    assert not is_held(settings)


def test_a_killed_run_lets_go_of_the_workspace_at_once(settings: Settings) -> None:
    holder = (
        "import sys, time; from pathlib import Path; from flows.night import hold; from warehouse.settings import load_settings\n"
        "with hold(load_settings(Path(sys.argv[1]))):\n    print('held', flush=True); time.sleep(600)"
    )
    command = [sys.executable, "-c", holder, str(settings.home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment()) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(RunInProgressError), hold(settings):
            pass
        process.kill()
        process.wait()
    with hold(settings):
        pass


def test_a_critical_check_keeps_yesterdays_snapshot(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    from expectations import judge

    with open_night(settings) as night:
        yesterday = run_night(night)
    put_sheet(settings, "flere.xlsx", [*ROWS[:1], ["Ida Holm", "ida@example.dk", "20304051"]])
    fault = judge.Result("core.persons", "unique", "critical", False, 2, "To personer har samme id.")
    monkeypatch.setattr(judge, "check_built", lambda con, run_id: [fault])
    with open_night(settings) as night:
        tonight = run_night(night)
    assert not tonight.published
    assert tonight.exit_code == 1
    assert tonight.checks["failed"] == 1
    assert "core.persons: To personer har samme id." in tonight.problems[0]
    folder = current_folder(settings)
    assert folder is not None
    assert folder.name == yesterday.snapshot_id
    assert not list(settings.published.glob(".building-*"))


def test_collecting_is_tried_again(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "RETRY_SECONDS", 0)
    tries = []
    collect = Archive.collect

    def stumble(archive: Archive, run_id: str, as_of: date) -> object:
        tries.append(run_id)
        if len(tries) < 3:
            raise OSError("the synced folder is away")
        return collect(archive, run_id, as_of)

    monkeypatch.setattr(Archive, "collect", stumble)
    with open_night(settings) as night:
        outcome = run_night(night)
    assert len(tries) == 3
    assert outcome.published


def test_a_finished_night_leaves_no_trace_of_being_under_way(settings: Settings) -> None:
    with open_night(settings) as night:
        night.enter("read")
        assert json.loads(step_file(settings).read_text(encoding="utf-8")) == {"run_id": night.run_id, "step": "read"}
        rebuild_night(night)
    assert not step_file(settings).exists()
    assert not list(settings.published.glob(".building-*"))
