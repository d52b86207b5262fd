"""Imports go one way, each big library has one room, and every word the command line says is translated."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
ROOMS = ("warehouse", "expectations", "flows", "dashboard")
LIBRARY_ROOMS = {"prefect": "flows", "great_expectations": "expectations", "streamlit": "dashboard"}
START_UP = "import sys, flows.cli, flows.commands; print(*sorted(sys.modules))"


def modules_of(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


def imported_by(module: Path) -> set[str]:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and not node.level]
    return {name.partition(".")[0] for name in names}


def test_imports_go_one_way() -> None:
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(("library", "home"), LIBRARY_ROOMS.items())
def test_a_big_library_is_imported_from_one_room_only(library: str, home: str) -> None:
    importers = {room for room in ROOMS for module in modules_of(room) if library in imported_by(module)}
    assert importers == {home}


def test_the_command_starts_without_the_heavy_libraries() -> None:
    done = subprocess.run([sys.executable, "-c", START_UP], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {"prefect", "great_expectations", "streamlit", "pandas", "duckdb"} & set(done.stdout.split())


def test_a_night_without_prefect_does_not_import_it() -> None:
    modules = "import sys, flows.tonight, flows.night; print('prefect' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", modules], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_planner_and_the_network_are_loaded_where_they_are_used() -> None:
    """Not with the tables, and never with the dashboard."""
    modules = (
        "import sys, warehouse.build, dashboard.components.network; print({'ortools', 'networkx'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", modules], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_every_sentence_of_the_command_line_is_translated() -> None:
    said = {
        message
        for file, _, message, _, _ in extract_from_dir(ROOT / "flows", [("**.py", "python")], keywords={"t": None})
        if not file.startswith("reference_project")
    }
    with (ROOT / "flows" / "texts" / "en.po").open(encoding="utf-8") as words:
        catalogue = read_po(words, locale="en")
    translated = {message.id for message in catalogue if message.id and message.string and not message.fuzzy}
    assert said == translated


def test_a_translation_fills_in_the_same_names() -> None:
    with (ROOT / "flows" / "texts" / "en.po").open(encoding="utf-8") as words:
        catalogue = read_po(words, locale="en")
    different = [m.id for m in catalogue if m.id and _names(str(m.id)) != _names(str(m.string))]
    assert different == []


def _names(sentence: str) -> list[str]:
    return sorted(re.findall(r"\{(\w*)\}", sentence))


def test_the_page_of_commands_is_what_the_commands_say(tmp_path: Path) -> None:
    page = tmp_path / "commands.md"
    command = [Path(sys.executable).parent / "typer", "flows.commands", "utils", "docs", "--name", "frivillig"]
    command += ["--title", "Commands", "--output", str(page)]
    english = os.environ | {"FRIVILLIG_LANG": "en"}
    subprocess.run(command, cwd=ROOT, env=english, capture_output=True, check=True, timeout=600)
    assert page.read_text(encoding="utf-8") == (ROOT / "docs" / "en" / "commands.md").read_text(encoding="utf-8"), (
        "make docs"
    )
