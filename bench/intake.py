"""What `frivillig check` costs beside the bare readers: `python bench/intake.py [ROUNDS]`. See README.md."""

from __future__ import annotations

import csv
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import psutil
import xlsxwriter

REPOSITORY = Path(__file__).parents[1]
CHECK = [sys.executable, "-m", "flows", "check", "--json"]
CALAMINE = "import sys; from python_calamine import CalamineWorkbook as W; W.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()"
DUCKDB = "import sys, duckdb; duckdb.sql(f\"create table t as from read_csv('{sys.argv[1]}', all_varchar=true)\")"
# As on a user's machine: what is compiled once is kept.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
FLOOR = [sys.executable, str(REPOSITORY / "bench" / "intake_floor.py")]
SHEET_ROWS, TEXT_ROWS, FEW_ROWS = 100_000, 1_000_000, 10

HEADINGS = ["Navn", "Mail", "Tlf.", "Registreret", "Kan", "Født", "Årsag"]
_GIVEN = ["Anne", "Mette", "Søren", "Fatima", "Ali", "Åse", "Jørgen", "Layla", "Peter", "Ida", "Bo", "Zahra"]
_FAMILY = ["Jensen", "Sørensen", "Østergård", "Nguyen", "Holm", "Al-Masri", "Krogh", "Skov", "Kjær", "Dahl"]
_CAN = ["sport", "madlavning", "musik", "samtale", "it", "praktisk", "håndarbejde", "børn"]
_WORDS = [
    "kommer",
    "gerne",
    "om",
    "aftenen",
    "efter",
    "arbejde",
    "og",
    "hjælper",
    "i",
    "køkkenet",
    "når",
    "der",
    "er",
    "brug",
    "for",
    "det",
    "også",
    "i",
    "ferien",
]


@dataclass(frozen=True)
class Cost:
    """Seconds by the clock, seconds of processor time and the most memory (MB) of a command and its children."""

    wall: float
    processor: float
    memory: float


def main(rounds: int) -> None:
    """Measure each command `rounds` times, taking turns, and print medians and ratios."""
    with tempfile.TemporaryDirectory() as folder:
        home = make_workspace(Path(folder))
        sheet, text = (
            write_sheet(home / "frivilligliste.xlsx", SHEET_ROWS),
            write_text(home / "frivilligliste.csv", TEXT_ROWS),
        )
        few_sheet, few_text = write_sheet(home / "få.xlsx", FEW_ROWS), write_text(home / "få.csv", FEW_ROWS)
        commands = {
            f"calamine, {SHEET_ROWS:,} rows xlsx": [sys.executable, "-c", CALAMINE, str(sheet)],
            f"check, {SHEET_ROWS:,} rows xlsx": [*CHECK, str(sheet), "--home", str(home)],
            f"check, {FEW_ROWS} rows xlsx": [*CHECK, str(few_sheet), "--home", str(home)],
            f"floor, {SHEET_ROWS:,} rows xlsx": [*FLOOR, "xlsx", str(sheet)],
            f"DuckDB, {TEXT_ROWS:,} rows csv": [sys.executable, "-c", DUCKDB, str(text)],
            f"check, {TEXT_ROWS:,} rows csv": [*CHECK, str(text), "--home", str(home)],
            f"check, {FEW_ROWS} rows csv": [*CHECK, str(few_text), "--home", str(home)],
            f"floor, {TEXT_ROWS:,} rows csv": [*FLOOR, "csv", str(text)],
        }
        taken: dict[str, list[Cost]] = {name: [] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                taken[name].append(measure(command))
    print_table({name: typical(costs) for name, costs in taken.items()}, rounds)


def make_workspace(folder: Path) -> Path:
    """A workspace whose limits let a million rows in."""
    (folder / "frivillig.toml").write_text("[limits]\nmax_file_mib = 500\nparse_seconds = 600\n", encoding="utf-8")
    return folder


def made_up_rows(count: int) -> Iterator[list[object]]:
    """Rows of a volunteer list, hardly two alike: name, e-mail, phone, date, choice, number, free text."""
    chance = random.Random(count)
    for number in range(count):
        given, family = chance.choice(_GIVEN), chance.choice(_FAMILY)
        yield [
            f"{given} {chance.choice(_GIVEN)} {family}{chr(97 + number % 26)}{chr(97 + number // 26 % 26)}",
            f"{given.lower()}.{number}@example.dk".translate(str.maketrans("åøæ", "aoa")),
            f"{chance.choice('23456')}{chance.randrange(10_000_000):07}",
            date(2015, 1, 1) + timedelta(days=chance.randrange(3_500)),
            chance.choice(_CAN),
            chance.randrange(1940, 2010),
            " ".join(chance.choices(_WORDS, k=5)),
        ]


def write_sheet(path: Path, count: int) -> Path:
    """The rows as Excel keeps them: dates and numbers as such."""
    with xlsxwriter.Workbook(path, {"constant_memory": True, "default_date_format": "dd-mm-yyyy"}) as book:
        sheet = book.add_worksheet("Liste")
        for number, row in enumerate([HEADINGS, *made_up_rows(count)]):
            sheet.write_row(number, 0, row)
    return path


def write_text(path: Path, count: int) -> Path:
    """The rows as Danish Excel saves them as CSV."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        lines = csv.writer(file, delimiter=";")
        lines.writerow(HEADINGS)
        lines.writerows(
            [f"{cell:%d-%m-%Y}" if isinstance(cell, date) else cell for cell in row] for row in made_up_rows(count)
        )
    return path


def measure(command: list[str]) -> Cost:
    """Run a command to its end, watching the memory of all it starts. A command that fails ends the measuring."""
    before, most = os.times(), 0
    with tempfile.TemporaryFile() as said:
        running = psutil.Popen(command, cwd=REPOSITORY, stdout=said, env=ENVIRONMENT)
        while running.poll() is None:
            most = max(most, memory_of(running))
            time.sleep(0.05)
        after = os.times()
        if running.returncode > 1:
            raise subprocess.CalledProcessError(running.returncode, command)
        if "--json" in command:
            said.seek(0)
            print_fates(command, json.load(said))
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(after.elapsed - before.elapsed, processor, most / 1e6)


def memory_of(process: psutil.Process) -> int:
    """Resident bytes of a process and its children, now."""
    total = 0
    try:
        for one in (process, *process.children(recursive=True)):
            total += one.memory_info().rss
    except psutil.Error:
        pass  # ended meanwhile
    return total


def print_fates(command: list[str], document: list[dict[str, Any]]) -> None:
    """What became of the rows, so that a fast answer is seen to be the whole answer."""
    tables = document[0]["tables"]
    print(Path(command[-3]).name, [table["rows"] for table in tables], file=sys.stderr)


def typical(costs: list[Cost]) -> Cost:
    """The median of each figure by itself."""
    return Cost(median(c.wall for c in costs), median(c.processor for c in costs), median(c.memory for c in costs))


def print_table(costs: dict[str, Cost], rounds: int) -> None:
    """One line per command and the ratios: of the whole command, of the floor, and of what the rows add."""
    print(
        f"median of {rounds}, {time.strftime('%Y-%m-%d')}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}"
    )
    print(f"{'':34}{'seconds':>9}{'CPU s':>9}{'MB':>9}")
    for name, cost in costs.items():
        print(f"{name:34}{cost.wall:9.1f}{cost.processor:9.1f}{cost.memory:9.0f}")
    listed = list(costs.values())
    for name, (bare, many, few, least) in {"xlsx / calamine": listed[:4], "csv / DuckDB": listed[4:]}.items():
        print(f"{name + ', whole command':34}{many.wall / bare.wall:9.2f}{many.processor / bare.processor:9.2f}")
        print(f"{name + ', the floor':34}{least.wall / bare.wall:9.2f}{least.processor / bare.processor:9.2f}")
        rows_wall, rows_processor = many.wall - few.wall, many.processor - few.processor
        print(f"{name + ', the rows':34}{rows_wall / bare.wall:9.2f}{rows_processor / bare.processor:9.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
