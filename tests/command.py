"""The command `frivillig` as a program of its own, the way people and scripts run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

PATIENCE_SECONDS = 900
DEAF_TO_CTRL_C = ["sh", "-c", 'trap "" INT; exec "$@"', "sh"]


def environment(**more: str) -> dict[str, str]:
    """This process's environment without what would point a command elsewhere."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("FRIVILLIG_", "PREFECT_"))}
    return kept | more


def frivillig(*arguments: object, home: Path | None = None, **more: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    command = [sys.executable, "-m", "flows", *map(str, arguments), *(["--home", str(home)] if home else [])]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
        env=environment(**more),
        stdin=subprocess.DEVNULL,
    )


def start(*arguments: object, home: Path, **more: str) -> subprocess.Popen[str]:
    """Begin a command in the background, where Ctrl-C is not heard, and let it run; whoever starts it ends it."""
    return subprocess.Popen(
        [*DEAF_TO_CTRL_C, sys.executable, "-m", "flows", *map(str, arguments), "--home", str(home)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(**more),
    )


def document(done: subprocess.CompletedProcess[str]) -> Any:
    """The one JSON document on standard output; fails when there is anything beside it."""
    assert done.stdout.strip(), done.stderr
    return json.loads(done.stdout)
