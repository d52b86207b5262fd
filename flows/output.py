"""What a command puts on standard output: a document for programs, or lines and tables for people."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TextIO

_diverted: list[TextIO] = []


def divert_output() -> None:
    """From now on whatever anyone prints, child processes too, goes to standard error; only the document does not."""
    sys.stdout.flush()
    _diverted.append(os.fdopen(os.dup(1), "w", encoding="utf-8"))
    os.dup2(2, 1)


def print_document(document: object) -> None:
    """Print one JSON document on the real standard output."""
    out = _diverted[-1] if _diverted else sys.stdout
    out.write(json.dumps(document, ensure_ascii=False, indent=2, default=_as_json) + "\n")
    out.flush()


def print_lines(lines: Sequence[str]) -> None:
    """Print lines for people."""
    from rich.console import Console

    console = Console(highlight=False, markup=False, soft_wrap=True)
    for line in lines:
        console.print(line)


def print_table(headings: Sequence[str], rows: Sequence[Sequence[object]], title: str = "") -> None:
    """Print a table for people; numbers to the right."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title or None, title_justify="left")
    for column, heading in enumerate(headings):
        is_number = all(isinstance(row[column], int | float) or row[column] is None for row in rows) and bool(rows)
        table.add_column(heading, justify="right" if is_number else "left")
    for row in rows:
        table.add_row(*(Text(_as_text(value)) for value in row))
    Console().print(table)


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    return str(value)


def _as_json(value: Any) -> Any:
    if hasattr(value, "tolist"):
        return value.tolist()
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
