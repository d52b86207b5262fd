"""How many of the lessons in `tests/forms/` does pandas read right with its defaults? `python -m bench.forms_beside_pandas`

Fair to pandas: values are compared as a person sees them, headings after folding, a date heading may keep its own
writing, what stands above the table is not asked for, and rows to be handed back need only be there as they stand.
"""

from __future__ import annotations

import io
import re
import warnings
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd
from ruamel.yaml import YAML

from tests.lesson_files import build, ending
from tests.test_lessons import LESSONS, read_lesson, test_lesson
from warehouse.intake.dates import read_date
from warehouse.intake.folding import fold
from warehouse.intake.grid import show
from warehouse.intake.reading import ReadFile, ReadTable

_READERS = {"csv": pd.read_csv, "tsv": pd.read_csv, "txt": pd.read_csv, "json": pd.read_json, "xml": pd.read_xml}
_MASKED = "****"


def main() -> None:
    """Print a line per lesson and the sums."""
    warnings.simplefilter("ignore")
    counted: Counter[str] = Counter()
    print(f"{'lesson':44} {'frivillig':10} {'pandas':10} pandas, nothing else")
    for path in LESSONS:
        lesson = YAML(typ="safe").load(path)
        read = read_lesson(lesson, path.stem)
        if read.fate == "waiting":
            continue
        ours = _holds(path)
        every, only = _by_pandas(build(lesson), ending(lesson), read)
        counted.update({"lessons": 1, "frivillig": ours, "pandas": every, "only": only})
        print(f"{path.stem:44} {_mark(ours):10} {_mark(every):10} {_mark(only)}")
    print(
        f"\nof {counted['lessons']}: frivillig {counted['frivillig']}, pandas {counted['pandas']}, pandas with no rows that are none {counted['only']}"
    )


def _holds(path: Path) -> bool:
    try:
        test_lesson(path)
    except (AssertionError, ValueError):
        return False
    return True


def _mark(right: bool) -> str:
    return "right" if right else "-"


def _by_pandas(content: bytes, name_ends: str, read: ReadFile) -> tuple[bool, bool]:
    """Whether every row is there under its headings, and whether nothing else is. A file to be refused must fail."""
    try:
        frame = _READERS.get(name_ends, pd.read_excel)(io.BytesIO(content))
    except Exception:  # whatever it says: it did not read the file
        return read.fate == "rejected", read.fate == "rejected"
    if read.fate == "rejected":
        return frame.empty, frame.empty
    expected = list(_data_rows(read))
    every = all(_stands_in(frame, table, [cells for of, cells in expected if of is table]) for table, _ in expected)
    return every, every and len(frame) == len(expected)


def _data_rows(read: ReadFile) -> Iterator[tuple[ReadTable, list[str]]]:
    for sheet in read.sheets:
        tables = {table.number: table for table in sheet.tables}
        for row in sheet.rows:
            if row.table in tables and row.fate != "not_data":
                yield tables[row.table], row.cells


def _stands_in(frame: pd.DataFrame, table: ReadTable, rows: list[list[str]]) -> bool:
    """Whether the rows stand in the frame, in order, each cell in a column with its heading."""
    columns = [
        [n for n, label in enumerate(frame.columns) if _is_heading(label, table.headings[c])] for c in table.fields
    ]
    if not all(columns):
        return False
    shown = iter([[_shown(value) for value in record] for record in frame.itertuples(index=False)])
    return all(any(_is_same(row, record, table, columns) for record in shown) for row in rows)


def _is_same(row: list[str], record: list[str], table: ReadTable, columns: list[list[int]]) -> bool:
    for column, candidates in zip(table.fields, columns, strict=True):
        wanted = row[column].strip() if column < len(row) else ""
        if _MASKED not in wanted and wanted not in {record[n] for n in candidates}:
            return False
    return True


def _is_heading(label: Any, heading: str) -> bool:
    plain = re.sub(r"\.\d+$", "", label) if isinstance(label, str) else label
    day = read_date(heading)
    return fold(_shown(plain)) == fold(heading) or bool(day and read_date(plain, years=(day.year,)) == day)


def _shown(value: Any) -> str:
    if isinstance(value, datetime):
        value = value.to_pydatetime() if isinstance(value, pd.Timestamp) else value
    elif pd.isna(value):
        return ""
    return show(float(value) if isinstance(value, int) and not isinstance(value, bool) else value).strip()


if __name__ == "__main__":
    main()
