"""Every row of the report has its line in `docs/en/report-rows.md`, and every line a test that is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROWS = re.findall(r"^\| (S\d+) \|.*\| ([^|]+) \|$", (ROOT / "docs/en/report-rows.md").read_text(encoding="utf-8"), re.M)


def test_every_row_of_the_report_has_its_line() -> None:
    assert [row for row, _ in ROWS] == [f"S{number}" for number in range(1, 70)]


def test_every_line_names_tests_that_are_there() -> None:
    written = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    there = set(re.findall(r"def (test_\w+)", written))
    named = {row: re.findall(r"`(test_\w+)`", tests) for row, tests in ROWS}
    assert [row for row, tests in named.items() if not tests or not set(tests) <= there] == []
