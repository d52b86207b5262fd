"""Each file in `tests/forms/` is one lesson about what people send: a tiny ugly file and what must become of it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.lesson_files import build
from warehouse.declaration import read_declaration
from warehouse.intake.codebook import join_codebooks
from warehouse.intake.proposals import say_questions
from warehouse.intake.reading import ReadFile, read_file
from warehouse.settings import Limits
from warehouse.source import Source, load_sources

FORMS = Path(__file__).parent / "forms"
SHIPPED = load_sources()
LESSONS = sorted(FORMS.glob("*.yml"))
DECLARED = {path.stem: read_declaration(path, Source, name=path.stem) for path in (FORMS / "declared").glob("*.yml")}


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_lesson(path: Path) -> None:
    lesson = YAML(typ="safe").load(path)
    read = read_lesson(lesson, path.stem)
    expected = lesson["expect"]
    assert read.fate == expected.get("fate", "taken")
    if "message" in expected:
        assert read.message == expected["message"]
    if "fates" in expected:
        assert Counter(row.fate for sheet in read.sheets for row in sheet.rows) == expected["fates"]
    if "reason_codes" in expected:
        assert {row.reason_code for sheet in read.sheets for row in sheet.rows if row.reason_code} == set(
            expected["reason_codes"]
        )
    if "records" in expected:
        assert records(read) == expected["records"]
    if "record_count" in expected:
        assert len(records(read)) == expected["record_count"]
    assert say_questions(read.proposals) == expected.get("questions", [])
    if "quarantined" in expected:
        for given, fault in zip(quarantined(read), expected["quarantined"], strict=True):
            assert fault.items() <= given.items()


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_every_filled_row_has_one_fate(path: Path) -> None:
    read = read_lesson(YAML(typ="safe").load(path), path.stem)
    for sheet in read.sheets:
        assert len({row.number for row in sheet.rows}) == len(sheet.rows) == sheet.filled_rows


def read_lesson(lesson: dict[str, Any], name: str) -> ReadFile:
    """The file of a lesson as read by the lessons' forms (or `forms: shipped`), with what lies beside it."""
    sources = SHIPPED if lesson.get("forms") == "shipped" else DECLARED
    beside = [
        read_file(text.encode(lesson["encoding"]), other, sources, Limits())
        for other, text in lesson.get("beside", {}).items()
    ]
    codebook = join_codebooks(read.codebook for read in beside)
    return read_file(build(lesson), f"{name}.fil", sources, Limits(), codebook)


def records(read: ReadFile) -> list[dict[str, Any]]:
    """Every record of a file, in the order of its rows."""
    return [record for sheet in read.sheets for row in sheet.rows for record in row.records]


def quarantined(read: ReadFile) -> list[dict[str, Any]]:
    """What a sender is told of each row that comes back."""
    found = []
    for sheet in read.sheets:
        headings = {table.number: table.headings for table in sheet.tables}
        for row in sheet.rows:
            if row.fate == "quarantined":
                heading = headings[row.table][row.column] if row.column is not None else None
                shown = row.cells[row.column] if row.column is not None and row.column < len(row.cells) else None
                found.append(
                    {"row": row.number, "column": heading, "reason_code": row.reason_code, "value_shown": shown}
                )
    return found


def test_there_are_sixty_lessons() -> None:
    assert len(LESSONS) >= 60
