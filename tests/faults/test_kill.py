"""A night killed at any step leaves yesterday's snapshot to read, and the next night makes good."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from pathlib import Path

import psutil
import pytest

from flows.night import step_file
from flows.steps import BUILDING, COLLECT, NOTIFY
from tests.command import frivillig, start
from tests.workspace import make_workspace, put_sheet
from warehouse.settings import Settings
from warehouse.snapshot import Reader, current_manifest

STEPS = [step.name for step in (COLLECT, *BUILDING, NOTIFY)]
PATIENCE_SECONDS = 120
HEADINGS = ["Navn", "E-mail", "Mobil"]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, sheets: Path) -> str:
    """The content hash of two nights that nobody killed."""
    settings = make_workspace(tmp_path_factory.mktemp("fred") / "hjem")
    have_yesterday(settings, sheets)
    bring_something_new(settings, sheets)
    done = frivillig("run", "--plain", "--json", home=settings.home)
    assert json.loads(done.stdout)["published"] is True
    return content_hash(settings)


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Yesterday's and today's file, the same bytes for every workspace."""
    settings = make_workspace(tmp_path_factory.mktemp("ark") / "hjem")
    put_sheet(settings, "frivillige.xlsx", [HEADINGS, ["Bo Lund", "bo@example.dk", "20304050"]])
    put_sheet(settings, "nye.xlsx", [HEADINGS, ["Ida Holm", "ida@example.dk", "20304051"]])
    return settings.inbox


def have_yesterday(settings: Settings, sheets: Path) -> None:
    shutil.copy2(sheets / "frivillige.xlsx", settings.inbox)
    assert frivillig("run", "--plain", home=settings.home).returncode == 0


def bring_something_new(settings: Settings, sheets: Path) -> None:
    shutil.copy2(sheets / "nye.xlsx", settings.inbox)


def content_hash(settings: Settings) -> str:
    manifest = current_manifest(settings)
    assert manifest is not None
    return str(manifest["content_hash"])


def persons(settings: Settings) -> int:
    return int(Reader(settings, "staff").query("select count(*) from core.persons").iat[0, 0])


def test_killed_at_every_step_in_turn_the_next_night_makes_good(tmp_path: Path, sheets: Path, undisturbed: str) -> None:
    settings = make_workspace(tmp_path / "hjem")
    have_yesterday(settings, sheets)
    yesterday = content_hash(settings)
    bring_something_new(settings, sheets)
    for step in STEPS:
        kill_at(step, settings)
        assert content_hash(settings) in (yesterday, undisturbed)
        assert persons(settings) == (1 if content_hash(settings) == yesterday else 2)
    done = frivillig("run", "--plain", "--json", home=settings.home)
    assert json.loads(done.stdout)["published"] is True
    assert content_hash(settings) == undisturbed
    assert not list(settings.published.glob(".building-*"))
    assert not list(settings.originals.glob(".new-*"))


def kill_at(step: str, settings: Settings) -> None:
    """Start a night and kill it, as by a power cut, when the step has begun or a later one has; again if it was over first."""
    for _ in range(5):
        if _kill_one(step, settings):
            return
    pytest.fail(f"every night was over before it could be killed at «{step}»")


def _kill_one(step: str, settings: Settings) -> bool:
    process = start("run", "--plain", home=settings.home)
    try:
        wait_until_begun(step, settings, process)
        children = psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:  # the night ended by itself between two looks at its step
        return False
    finally:
        process.kill()
        _, said = process.communicate()
    assert "En anden kørsel" not in said
    _, alive = psutil.wait_procs(children, timeout=30)
    assert alive == []
    return True


def wait_until_begun(step: str, settings: Settings, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    late_enough = STEPS[STEPS.index(step) :]
    step_file(settings).unlink(missing_ok=True)
    while time.monotonic() < deadline and process.poll() is None:
        if _step_now(settings) in late_enough:
            return
        time.sleep(0.002)


def _step_now(settings: Settings) -> str | None:
    try:
        return str(json.loads(step_file(settings).read_text(encoding="utf-8"))["step"])
    except (FileNotFoundError, ValueError):
        return None
