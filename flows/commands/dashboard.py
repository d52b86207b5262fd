"""`frivillig dashboard`: serves the dashboard, which is a program of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from flows.texts import t


def dashboard(
    port: Annotated[int | None, typer.Option(help=t("Porten, hvis ikke den i frivillig.toml."))] = None,
) -> int:
    """Runs until it is stopped with Ctrl-C."""
    from warehouse.settings import load_settings

    return serve_dashboard(load_settings().home, port)


def serve_dashboard(home: Path, port: int | None = None) -> int:
    """Become the dashboard's process, so that whoever stops this stops it."""
    command = [sys.executable, "-m", "dashboard", "--home", str(home), *(["--port", str(port)] if port else [])]
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "posix":
        os.execv(sys.executable, command)
    return subprocess.call(command)
