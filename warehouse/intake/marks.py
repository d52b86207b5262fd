"""What stands in a workbook beside its values: errors, formulas without a result, what is hidden, what is struck out.

The workbook reader gives values alone, and an error as a blank. A second look into the file's own parts finds the rest.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field

from warehouse.intake.cpr import mask_cpr

NO_RESULT = "formel uden resultat"
ERROR = "#FEJL"
_MOST_NAMED = 6

Place = tuple[int, int]


@dataclass
class Marks:
    """A sheet's marks. Rows count from 1, columns from 0. `faults`: place → what stands there."""

    faults: dict[Place, str] = field(default_factory=dict)
    struck: set[Place] = field(default_factory=set)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    is_filtered: bool = False

    @property
    def struck_rows(self) -> frozenset[int]:
        """Rows in which something is struck out."""
        return frozenset(row for row, _ in self.struck)


def find_marks(content: bytes) -> dict[str, Marks]:
    """Sheet name → its marks; a sheet without any may be missing."""
    from warehouse.intake.marks_ods import find_ods_marks
    from warehouse.intake.marks_xls import find_xls_marks
    from warehouse.intake.marks_xlsb import find_xlsb_marks
    from warehouse.intake.marks_xlsx import find_xlsx_marks

    if not content.startswith(b"PK"):
        return find_xls_marks(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        if "xl/workbook.xml" in names:
            return find_xlsx_marks(archive)
        if "xl/workbook.bin" in names:
            return find_xlsb_marks(archive)
        return find_ods_marks(archive.read("content.xml")) if "content.xml" in names else {}


def describe_marks(sheet_name: str, marks: Marks, last_row: int) -> tuple[str, ...]:
    """Sentences for the sender about what was read although it does not show."""
    place = f" i arket «{mask_cpr(sheet_name)}»"
    hidden = [row for row in marks.hidden_rows if row <= last_row]
    sentences = []
    if hidden and marks.is_filtered:
        sentences.append(f"Et filter er slået til{place}; de skjulte rækker er læst med: {name_numbers(hidden)}.")
    elif hidden:
        sentences.append(f"Skjulte rækker{place} er læst med: {name_numbers(hidden)}.")
    if marks.hidden_columns:
        sentences.append(f"Skjulte kolonner{place} er læst med: {_and(map(column_letters, marks.hidden_columns))}.")
    if marks.struck_rows:
        rows = name_numbers(sorted(marks.struck_rows))
        sentences.append(f"Der er streget over{place} i række {rows}; det er læst som det andet og mærket.")
    return tuple(sentences)


def name_numbers(numbers: list[int]) -> str:
    """`[3, 4, 5, 8]` as `3-5 og 8`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return _and(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def column_letters(column: int) -> str:
    """A column from 0 as a sheet shows it: 0 is `A`, 27 is `AB`."""
    letters = ""
    while column >= 0:
        letters = chr(65 + column % 26) + letters
        column = column // 26 - 1
    return letters


def _and(words: Iterable[str]) -> str:
    named = list(words)
    if len(named) > _MOST_NAMED:
        return f"{', '.join(named[:_MOST_NAMED])} og flere"
    return " og ".join(filter(None, (", ".join(named[:-1]), named[-1])))
