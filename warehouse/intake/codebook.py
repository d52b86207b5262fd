"""What the codes of a coded export mean: variable → question, variable and value → answer.

SurveyXact gives it as two sheets, or two files beside the answers: `Structure` (variableName,
questionText, choiceText …) and `Labels` (variable, value, answer; no headings). A list with headings
such as Variabel, Spørgsmål, Værdi and Svar serves as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from warehouse.intake.folding import fold, tidy
from warehouse.intake.grid import Sheet, is_filled, show

_HEADINGS = {
    "variable": ("variablename", "variabel", "variabelnavn", "variable", "variable name"),
    "question": ("questiontext", "spoergsmaal", "spoergsmaalstekst", "question", "variable label", "variabeltekst"),
    "kind": ("subtype", "undertype"),
    "value": ("choicevalue", "vaerdi", "kode", "value", "etiketnummer"),
    "answer": ("choicetext", "svar", "svartekst", "etiket", "vaerditekst", "value label"),
}
_VARIABLE = re.compile(r"^[A-Za-z][A-Za-z0-9_.\[\]]*$")
_CODED = re.compile(r"^[A-Za-z]{1,4}_?\d+(?:_\d+)*$")
_FEWEST_VARIABLES = 3
HEADER_SEARCH_ROWS = 30


@dataclass(frozen=True)
class Codebook:
    """Variable → question (of a ticked answer: question and answer), and variable → value → answer."""

    questions: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.questions or self.answers)

    def __or__(self, other: Codebook) -> Codebook:
        return Codebook({**self.questions, **other.questions}, {**self.answers, **other.answers})


def join_codebooks(books: Iterable[Codebook]) -> Codebook:
    """Everything several sheets or files explain, as one."""
    joined = Codebook()
    for book in books:
        joined |= book
    return joined


def read_codebook(sheet: Sheet) -> Codebook:
    """What a sheet explains; an empty codebook when it explains nothing."""
    rows = (_texts(sheet.rows[number - 1]) for number in filled_from_top(sheet))
    first = next(rows, [])
    columns = _columns(first)
    if "variable" in columns and ("question" in columns or {"value", "answer"} <= set(columns)):
        return _read_structure(rows, columns)
    return _read_labels(chain([first], rows), fold(sheet.name) == "labels")


def filled_from_top(sheet: Sheet) -> Iterator[int]:
    """Numbers of the rows in which something is written, without looking further than asked."""
    return (number for number, row in enumerate(sheet.rows, start=1) if any(is_filled(cell) for cell in row))


def explain(sheet: Sheet, codebook: Codebook) -> Sheet | None:
    """The sheet with questions for variables and answers for values. None when it does not hold the variables."""
    header = next(
        (n for n in sheet.filled_rows() if _explained(sheet.rows[n - 1], codebook) >= _FEWEST_VARIABLES), None
    )
    if header is None:
        return None
    variables = [show(cell).strip() if is_filled(cell) else "" for cell in sheet.rows[header - 1]]
    rows = list(sheet.rows)
    rows[header - 1] = [
        codebook.questions.get(name, cell) for name, cell in zip(variables, rows[header - 1], strict=True)
    ]
    answers = [codebook.answers.get(name, {}) for name in variables]
    for number in range(header, len(rows)):
        rows[number] = [_answer(cell, meaning) for cell, meaning in _beside(rows[number], answers)]
    return replace(sheet, rows=rows)


def speaks_in_codes(sheet: Sheet) -> bool:
    """Whether the first row is variables (`s_1`, `s_2_1`) and so needs a codebook."""
    first = next(filled_from_top(sheet), None)
    names = [name for name in _texts(sheet.rows[first - 1]) if name] if first else []
    return sum(_CODED.match(name) is not None for name in names) >= max(_FEWEST_VARIABLES, len(names) // 2)


def _texts(row: list[Any]) -> list[str]:
    return [tidy(show(cell)) if is_filled(cell) else "" for cell in row]


def _columns(row: list[str]) -> dict[str, int]:
    found = {fold(cell): column for column, cell in reversed(list(enumerate(row))) if cell}
    return {role: found[word] for role, words in _HEADINGS.items() for word in reversed(words) if word in found}


def _read_structure(rows: Iterable[list[str]], columns: dict[str, int]) -> Codebook:
    questions: dict[str, str] = {}
    answers: dict[str, dict[str, str]] = {}
    for row in rows:
        said = {role: row[column] if column < len(row) else "" for role, column in columns.items()}
        variable, answer, value = said["variable"], said.get("answer", ""), said.get("value", "")
        if not _VARIABLE.match(variable):
            continue
        is_ticked = fold(said.get("kind", "")) == "multiple"
        if said.get("question"):
            questions[variable] = f"{said['question']} - {answer}" if is_ticked and answer else said["question"]
        if value and answer and not is_ticked:
            answers.setdefault(variable, {})[value] = answer
    return Codebook(questions, answers)


def _read_labels(rows: Iterable[list[str]], is_named_so: bool) -> Codebook:
    answers: dict[str, dict[str, str]] = {}
    for row in rows:
        written = [cell for cell in row if cell]
        if len(written) != 3 or not _is_number(written[1]):
            return Codebook()
        if not (_VARIABLE if is_named_so else _CODED).match(written[0]):
            return Codebook()
        answers.setdefault(written[0], {})[written[1]] = written[2]
    return Codebook(answers=answers)


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d+", text) is not None


def _explained(cells: list[Any], codebook: Codebook) -> int:
    return sum(show(cell).strip() in codebook.questions for cell in cells if is_filled(cell))


def _beside(cells: list[Any], answers: list[Mapping[str, str]]) -> Iterable[tuple[Any, Mapping[str, str]]]:
    return zip(cells, [*answers, *({} for _ in cells[len(answers) :])], strict=False)


def _answer(cell: Any, meaning: Mapping[str, str]) -> Any:
    return meaning.get(show(cell).strip(), cell) if meaning and is_filled(cell) else cell
