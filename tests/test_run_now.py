"""«Tag ind nu»: a night of its own process, one at a time, with an end that is told in a sentence and names nobody."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from filelock import FileLock

from dashboard.components.run_now import _WORDS as WORDS
from dashboard.night_run import ANOTHER_RUN, STEPS, NightRun, current_step, is_under_way, night_run
from flows.night import step_file
from flows.progress import describe
from tests.workspace import make_workspace, put_sheet
from warehouse.archive import Archive
from warehouse.settings import Settings
from warehouse.snapshot import current_manifest

NAME = "Oda Sørup"
PATIENCE_SECONDS = 240


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = make_workspace(tmp_path / "hjem")
    put_sheet(settings, f"{NAME}.xlsx", [["Navn", "E-mail", "Mobil"], [NAME, "oda@example.dk", "ved ikke"]])
    return settings


def wait_for(happened: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def test_clicks_at_once_start_one_night_and_everybody_follows_it(settings: Settings) -> None:
    with ThreadPoolExecutor(8) as pool:
        started = list(pool.map(lambda _: night_run(settings).start(settings), range(8)))
    assert sorted(started) == [False] * 7 + [True]
    seen: set[str | None] = set()
    said: set[str] = set()

    def look() -> bool:
        seen.add(current_step(settings))
        said.add(_read(step_file(settings)))
        return not night_run(settings).is_running(settings)

    wait_for(look)
    ended = night_run(settings).ended
    assert ended is not None and ended.is_published
    assert current_manifest(settings) is not None
    assert seen - {None} <= set(STEPS) and len(seen) > 1
    assert any(said) and not any(NAME in text for text in said)
    with Archive(settings) as archive:
        assert len(archive.runs()) == 1


def test_a_night_somebody_else_has_begun_is_followed_and_not_begun_again(settings: Settings) -> None:
    settings.archive.mkdir()
    run = NightRun()
    with FileLock(settings.lock):
        step_file(settings).write_text(json.dumps({"run_id": "r", "step": "link"}), encoding="utf-8")
        assert is_under_way(settings) and run.is_running(settings)
        assert not run.start(settings)
        assert current_step(settings) == "link"
    assert not is_under_way(settings), "the step of a night that was killed is not a night"


def test_a_night_that_begins_at_the_same_moment_elsewhere_is_told_of(settings: Settings) -> None:
    settings.archive.mkdir()
    run = NightRun()
    with FileLock(settings.lock):
        assert run.start(settings)
        wait_for(lambda: run.ended or not run.is_running(settings))
    assert run.ended is not None and run.ended.code == ANOTHER_RUN


def test_why_a_night_could_not_be_run_is_told_in_its_own_sentence(settings: Settings) -> None:
    (settings.forms / "roster.yml").write_text("title: [\n", encoding="utf-8")
    run = NightRun()
    assert run.start(settings)
    wait_for(lambda: not run.is_running(settings))
    assert run.ended is not None and not run.ended.is_published
    assert run.ended.problems and "roster.yml" in run.ended.problems[0]


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_night_that_is_killed_is_over_and_leaves_the_way_free(settings: Settings) -> None:
    run = NightRun()
    assert run.start(settings)
    wait_for(lambda: current_step(settings))
    assert run._process is not None
    os.kill(run._process.pid, signal.SIGKILL)
    wait_for(lambda: not run.is_running(settings))
    assert run.ended is not None and run.ended.code < 0 and not run.ended.is_published
    assert run.start(settings)
    wait_for(lambda: not run.is_running(settings))
    assert run.ended.is_published


def test_every_step_of_a_night_has_its_words_in_the_same_order() -> None:
    assert list(WORDS) == list(STEPS)
    assert [WORDS[step] for step in STEPS] == [describe(step) for step in STEPS]


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
