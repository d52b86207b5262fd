"""A night started from the dashboard: the command `frivillig run` as a program of its own, one at a time.

The night says in `archive/step` how far it has come, and in one document how it went. Only counts and the sentences
of the command line come back; nothing in them names a person.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from warehouse.settings import Settings

STEPS = ("pull", "fetch", "collect", "read", "check", "link", "build", "audit", "publish", "notify", "digest")

DONE, NEEDS_A_PERSON, ANOTHER_RUN = 0, 1, 3


@dataclass(frozen=True)
class Ended:
    """How a night that was started here ended. `code`: the command's exit code, negative when it was killed."""

    code: int
    is_published: bool
    problems: tuple[str, ...]
    ended_at: datetime


class NightRun:
    """The night of one workspace as everybody at the dashboard sees it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self.ended: Ended | None = None

    def start(self, settings: Settings) -> bool:
        """Begin a night. False when one is under way already: two clicks at once start one."""
        with self._lock:
            self._look_after_child(settings)
            if self._process is not None or is_under_way(settings):
                return False
            self.ended = None
            self._process = _start_command(settings)
        return True

    def is_running(self, settings: Settings) -> bool:
        """Whether a night is under way, whoever started it."""
        with self._lock:
            self._look_after_child(settings)
            return self._process is not None or is_under_way(settings)

    def _look_after_child(self, settings: Settings) -> None:
        code = self._process.poll() if self._process else None
        if code is not None:
            self.ended = _read_result(code, _result_file(settings))
            self._process = None


_runs: dict[Path, NightRun] = {}


def night_run(settings: Settings) -> NightRun:
    """The one there is for a workspace in this process."""
    return _runs.setdefault(settings.home, NightRun())


def is_under_way(settings: Settings) -> bool:
    """Whether some process holds the workspace for a night. The lock is only tried where a night says it is running."""
    if not _step_file(settings).exists():
        return False
    try:
        with FileLock(settings.lock).acquire(blocking=False):
            return False
    except Timeout:
        return True


def current_step(settings: Settings) -> str | None:
    """The step the running night is at; None before its first."""
    try:
        return str(json.loads(_step_file(settings).read_text(encoding="utf-8"))["step"])
    except (OSError, ValueError, KeyError):
        return None


def _step_file(settings: Settings) -> Path:
    return settings.archive / "step"


def _result_file(settings: Settings) -> Path:
    return settings.archive / "run-now.json"


def _start_command(settings: Settings) -> subprocess.Popen[bytes]:
    """`frivillig run`, without Prefect's server, which takes longer to start than most nights: the result is the same."""
    settings.archive.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "flows", "run", "--plain", "--json", "--home", str(settings.home)]
    surroundings = {k: v for k, v in os.environ.items() if k not in ("FRIVILLIG_HOME", "FRIVILLIG_LANG")}
    with _result_file(settings).open("wb") as said:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.DEVNULL,
            env=surroundings,
            start_new_session=True,  # a dashboard that is stopped does not take the night along
        )


def _read_result(code: int, result: Path) -> Ended:
    try:
        said: dict[str, Any] = json.loads(result.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        said = {}
    problems = said.get("problems", [said["error"]] if "error" in said else [])
    return Ended(code, bool(said.get("published")), tuple(problems), datetime.now(UTC))
