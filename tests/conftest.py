"""What several tests stand on: the reference project, run through the whole night once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from tests.seeded_person import Seeded, seed
from warehouse.settings import Settings, load_settings


@pytest.fixture(autouse=True)
def _leave_the_main_module_alone() -> Iterator[None]:
    """Streamlit puts the page it runs in the place of the program; child processes of later tests would begin with that page."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all test processes of this run see."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def reference_home(shared_folder: Path) -> Path:
    """A finished demo workspace: read it, never change it. Made once, however many test processes run."""
    shared = shared_folder
    home = shared / "reference"
    with FileLock(shared / "reference.lock"):
        if not (shared / "reference.json").is_file():
            done = subprocess.run(
                [sys.executable, "-m", "flows", "demo", "--no-serve", "--json", "--home", str(home)],
                capture_output=True,
                text=True,
                timeout=1800,
                check=False,
            )
            assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
            (shared / "reference.json").write_text(done.stdout, encoding="utf-8")
    return home


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Seeded:
    """A finished workspace in which one person stands in files of every kind: read it, copy it to change it."""
    shared = (
        tmp_path_factory.getbasetemp().parent if "PYTEST_XDIST_WORKER" in os.environ else tmp_path_factory.getbasetemp()
    )
    ids = shared / "seeded.json"
    with FileLock(shared / "seeded.lock"):
        if not ids.is_file():
            made = seed(shared / "seeded")
            ids.write_text(json.dumps([made.person_id, made.other_id]), encoding="utf-8")
    person_id, other_id = json.loads(ids.read_text(encoding="utf-8"))
    return Seeded(load_settings(shared / "seeded"), person_id, other_id)


@pytest.fixture(scope="session")
def empty_home(shared_folder: Path) -> Path:
    """What `frivillig init` makes, after a night with nothing to read: look, and change nothing."""
    from flows.night import open_night
    from flows.steps import run_night
    from flows.workspace import create_workspace

    home = shared_folder / "tomt"
    with FileLock(shared_folder / "empty.lock"):
        if not (home / "published" / "current").exists():
            create_workspace(home)
            with open_night(load_settings(home)) as night:
                run_night(night)
    return home


@pytest.fixture(scope="session")
def large_home(shared_folder: Path) -> Path:
    """The reference project in a town with 2,000 volunteers more: look, and change nothing."""
    from tests.large_project import make_large_home

    home = shared_folder / "large"
    with FileLock(shared_folder / "large.lock"):
        if not (home / "published" / "current").exists():
            assert make_large_home(home).published
    return home


@pytest.fixture(scope="session")
def reference_run(reference_home: Path) -> dict[str, object]:
    """What `frivillig demo --json` said about the reference project."""
    return json.loads((reference_home.parent / "reference.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def reference_settings(reference_home: Path) -> Settings:
    """The settings of the finished demo workspace."""
    return load_settings(reference_home)
