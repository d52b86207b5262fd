"""The night falls due at 04:15 in Copenhagen whatever the season, is caught up once, and ends when told to."""

from __future__ import annotations

import base64
import json
import stat
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import psutil
import pytest
import urllib3
from urllib3.util import Retry

from flows.prefect_server import find_schedule, read_secret
from flows.schedule import is_behind, last_due, next_due
from tests.command import frivillig, start
from tests.workspace import make_workspace, put_sheet
from warehouse.archive import Archive
from warehouse.settings import Schedule, Settings
from warehouse.snapshot import current_manifest

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
PATIENCE_SECONDS = 240
# Its database has one writer at a time; a server that waited too long for its turn says 503, and every client of it asks again.
PREFECT = urllib3.PoolManager(
    timeout=30, retries=Retry(8, status_forcelist=[503], allowed_methods=None, backoff_factor=0.5)
)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = make_workspace(tmp_path_factory.mktemp("plan") / "hjem")
    put_sheet(settings, "frivillige.xlsx", [["Navn", "E-mail"], ["Bo Lund", "bo@example.dk"]])
    return settings


@pytest.fixture(scope="module")
def schedule(settings: Settings) -> Iterator[subprocess.Popen[str]]:
    """The schedule, up and caught up."""
    process = start("schedule", home=settings.home)
    try:
        wait_for(lambda: process.poll() is not None or current_manifest(settings))
        assert process.poll() is None, process.stderr and process.stderr.read()
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=300)


def wait_for(found: Callable[[], Any]) -> Any:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (answer := found()):
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.5)
    return answer


def ask(settings: Settings, path: str, body: dict[str, Any], secret: str | None = None) -> Any:
    server = find_schedule(settings)
    assert server is not None
    login = base64.b64encode((secret or server.auth).encode()).decode()
    answer = PREFECT.request("POST", f"{server.url}/{path}", json=body, headers={"Authorization": f"Basic {login}"})
    assert answer.status < 300, f"{path}: {answer.status} {answer.reason}"
    return answer.json()


@pytest.mark.parametrize("day", ["2026-10-24", "2026-10-25", "2027-03-27", "2027-03-28", "2027-06-01"])
def test_the_night_falls_due_at_0415_on_the_wall(day: str) -> None:
    before = datetime.fromisoformat(f"{day}T00:30").replace(tzinfo=COPENHAGEN)
    due = next_due(Schedule(), before.astimezone(UTC))
    assert f"{due:%Y-%m-%d %H:%M}" == f"{day} 04:15"
    yesterday = last_due(Schedule(), before.astimezone(UTC))
    assert f"{yesterday:%H:%M}" == "04:15"
    assert yesterday.date() == before.date() - timedelta(days=1)


def test_a_workspace_is_behind_until_a_run_has_finished_since_the_night_fell_due(tmp_path: Path) -> None:
    settings = make_workspace(tmp_path / "hjem")
    now = datetime.now(UTC)
    assert is_behind(settings, now)
    with Archive(settings) as archive:
        archive.begin_run("r1", settings.as_of())
        assert is_behind(settings, now)
        archive.finish_run("r1", {})
    assert not is_behind(settings, now)
    assert is_behind(settings, now + timedelta(days=1, minutes=1))


def test_the_locked_server_schedules_the_coming_nights(schedule: subprocess.Popen[str], settings: Settings) -> None:
    runs = wait_for(
        lambda: ask(settings, "flow_runs/filter", {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}})
    )
    due = sorted(datetime.fromisoformat(run["expected_start_time"]) for run in runs)
    assert {f"{when.astimezone(COPENHAGEN):%H:%M}" for when in due} == {"04:15"}
    assert due[0] == next_due(Schedule(), datetime.now(UTC))


def test_a_missed_night_is_caught_up_once(schedule: subprocess.Popen[str], settings: Settings) -> None:
    finished = wait_for(
        lambda: ask(settings, "flow_runs/filter", {"flow_runs": {"state": {"type": {"any_": ["COMPLETED"]}}}})
    )
    assert len(finished) == 1
    with Archive(settings) as archive:
        assert [run["outcome"]["published"] for run in archive.runs()] == [True]


def test_a_night_that_has_been_overtaken_is_skipped(schedule: subprocess.Popen[str], settings: Settings) -> None:
    deployment = ask(settings, "deployments/filter", {})[0]["id"]
    long_ago = {"type": "SCHEDULED", "state_details": {"scheduled_time": "2020-01-01T04:15:00+01:00"}}
    run = ask(settings, f"deployments/{deployment}/create_flow_run", {"state": long_ago})["id"]
    only_this = {"flow_runs": {"id": {"any_": [run]}, "state": {"type": {"any_": ["COMPLETED"]}}}}
    (done,) = wait_for(lambda: ask(settings, "flow_runs/filter", only_this))
    assert done["state"]["name"] == "Skipped"
    with Archive(settings) as archive:
        assert len(archive.runs()) == 1


def test_prefects_data_is_behind_a_password_only_its_owner_can_read(
    schedule: subprocess.Popen[str], settings: Settings
) -> None:
    with pytest.raises(AssertionError, match="401"):
        ask(settings, "flow_runs/filter", {}, secret="frivillig:gaet")
    assert stat.S_IMODE((settings.prefect_home / "auth").stat().st_mode) == 0o600
    assert len(read_secret(settings)) > 30


def test_prefect_listens_on_this_machine_only(schedule: subprocess.Popen[str]) -> None:
    family = [psutil.Process(schedule.pid), *psutil.Process(schedule.pid).children(recursive=True)]
    listening = [c.laddr.ip for p in family for c in p.net_connections("inet") if c.status == psutil.CONN_LISTEN]
    assert listening
    assert set(listening) == {"127.0.0.1"}


def test_a_second_schedule_is_refused(schedule: subprocess.Popen[str], settings: Settings) -> None:
    done = frivillig("schedule", home=settings.home)
    assert done.returncode == 3
    assert "Tidsplanen kører allerede" in done.stderr


def test_a_run_by_hand_uses_the_schedules_server(schedule: subprocess.Popen[str], settings: Settings) -> None:
    before = len(ask(settings, "flow_runs/filter", {}))
    done = frivillig("run", "--json", home=settings.home)
    assert json.loads(done.stdout)["published"] is True
    assert len(ask(settings, "flow_runs/filter", {})) == before + 1


def test_a_night_that_is_killed_is_told_of(schedule: subprocess.Popen[str], settings: Settings) -> None:
    summary = settings.outbox / "nat-2014-12-31.txt"
    summary.unlink(missing_ok=True)
    deployment = ask(settings, "deployments/filter", {})[0]["id"]
    before = set(psutil.Process(schedule.pid).children(recursive=True))
    run = ask(settings, f"deployments/{deployment}/create_flow_run", {})["id"]
    (night, *_) = wait_for(lambda: set(psutil.Process(schedule.pid).children(recursive=True)) - before)
    night.kill()
    assert "Natten blev afbrudt" in wait_for(lambda: summary.is_file() and summary.read_text(encoding="utf-8"))
    wait_for(
        lambda: ask(
            settings,
            "flow_runs/filter",
            {"flow_runs": {"id": {"any_": [run]}, "state": {"type": {"any_": ["CRASHED"]}}}},
        )
    )


def test_when_told_to_stop_it_takes_its_children_along_and_keeps_the_plan(
    schedule: subprocess.Popen[str], settings: Settings
) -> None:
    children = psutil.Process(schedule.pid).children(recursive=True)
    assert children
    schedule.terminate()
    schedule.wait(timeout=300)
    _, alive = psutil.wait_procs(children, timeout=120)
    assert alive == []
    assert find_schedule(settings) is None
    again = start("schedule", home=settings.home)
    try:
        wait_for(lambda: find_schedule(settings))
        (deployment,) = wait_for(lambda: ask(settings, "deployments/filter", {}))
        assert deployment["paused"] is False
    finally:
        again.terminate()
        again.communicate(timeout=300)
