"""The pages that list every lesson and what becomes of its file. `python -m tests.lessons_page` writes them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.lesson_files import ending
from tests.test_lessons import LESSONS, read_lesson
from warehouse.intake.reading import ReadFile

_DOCS = Path(__file__).parent.parent / "docs"


@dataclass(frozen=True)
class Words:
    """What a page says in its language. What the reader says to the sender is Danish on both."""

    intro: str
    columns: tuple[str, str, str]
    fates: dict[str, str]
    rows: dict[str, str]


PAGES = {
    _DOCS / "da" / "laeste-ark.md": Words(
        "# Ark, som folk sender dem\n\nHver linje er en lille fil i `tests/forms/` og det, der sker med den. Siden laves af prøverne med `make docs`.\n\n"
        "{count} filer.\n",
        ("Det, der er at lære", "Fil", "Hvad der sker"),
        {"taken": "Taget ind", "waiting": "Venter", "rejected": "Afvist"},
        {
            "loaded": "læst",
            "quarantined": "tilbage til rettelse",
            "not_data": "ikke data",
            "duplicate": "gengangere",
            "superseded": "afløst",
        },
    ),
    _DOCS / "en" / "lessons.md": Words(
        "# Lessons: sheets as people send them\n\nEach line is a tiny file in `tests/forms/` and what becomes of it; what is said to the sender is Danish. "
        "The page is made from the tests by `make docs`.\n\n{count} files.\n",
        ("Lesson", "File", "What happens"),
        {"taken": "Taken", "waiting": "Waiting", "rejected": "Rejected"},
        {
            "loaded": "loaded",
            "quarantined": "handed back",
            "not_data": "no data",
            "duplicate": "duplicate",
            "superseded": "superseded",
        },
    ),
}


def write_page(words: Words) -> str:
    """The whole page as Markdown."""
    lines = [_line(path, words) for path in LESSONS]
    head = [f"| {' | '.join(words.columns)} |", "|---|---|---|"]
    return "\n".join([words.intro.format(count=len(lines)), *head, *lines, ""])


def _line(path: Path, words: Words) -> str:
    lesson: dict[str, Any] = YAML(typ="safe").load(path)
    read = read_lesson(lesson, path.stem)
    file = f"[.{ending(lesson)}](../../tests/forms/{path.name})"
    return f"| {_in_cell(lesson['lesson'])} | {file} | {_in_cell(_what_happens(read, words))} |"


def _what_happens(read: ReadFile, words: Words) -> str:
    rows = Counter(row.fate for sheet in read.sheets for row in sheet.rows)
    counted = ", ".join(f"{rows[fate]} {word}" for fate, word in words.rows.items() if rows[fate])
    outcome = (
        f"{words.fates[read.fate]}: {counted}." if counted and read.fate == "taken" else f"{words.fates[read.fate]}."
    )
    return " ".join(filter(None, [outcome, read.message and f"«{read.message}»", *_reasons(read)]))


def _reasons(read: ReadFile) -> list[str]:
    """Why rows came back or were marked, each reason once."""
    told = (
        row.reason
        for sheet in read.sheets
        for row in sheet.rows
        if read.fate == "taken" and row.fate != "not_data" and row.reason
    )
    return [f"«{reason}»" for reason in dict.fromkeys(told)]


def _in_cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")


if __name__ == "__main__":
    for page, words in PAGES.items():
        page.write_text(write_page(words), encoding="utf-8")
