"""Survey tools' exports put into words: the same sheets with questions for codes and one column a question.

Every tool says the same answers differently: variables and numbers (SurveyXact), a group before the
question (`gruppe/felt`), a column for each answer that could be ticked (`Q9[SQ001]`, `Spørgsmål [Svar]`),
codes with blanks between (`cooking baking`), a server's clock. Rows and their numbers stay; columns
made from ticks stand to the right of the sender's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import Any

from warehouse.intake.codebook import (
    HEADER_SEARCH_ROWS,
    Codebook,
    explain,
    filled_from_top,
    join_codebooks,
    read_codebook,
    speaks_in_codes,
)
from warehouse.intake.folding import fold
from warehouse.intake.grid import Sheet, is_filled, show
from warehouse.intake.timestamps import day_of
from warehouse.model import Accepts, load_models
from warehouse.source import Source, accepted

_FEWEST_QUESTIONS = 3
_QUESTION_CODE = re.compile(r"^[A-Za-z]?\w{0,20}(?:\[\w+\])?\s*[.:)]\s+")
_TICKED = {"1", "ja", "yes", "y", "x", "true", "sand", "valgt", "selected", "checked"}
_NOT_TICKED = {"0", "nej", "no", "n", "false", "falsk", "ikke valgt", "not selected", "unchecked"}


@dataclass(frozen=True)
class Export:
    """Sheets in words. `codebook`: what these sheets themselves explain, on the sheets numbered `explanations`."""

    sheets: list[Sheet]
    codebook: Codebook
    explanations: frozenset[int]
    is_coded: bool


def put_in_words(sheets: list[Sheet], sources: Mapping[str, Source], codebook: Codebook | None = None) -> Export:
    """The sheets as a person would have made them. `codebook`: what files beside this one explain."""
    surveys = [Survey(source) for source in sources.values() if source.survey]
    if not surveys:
        return Export(sheets, Codebook(), frozenset(), False)
    books = {sheet.number: book for sheet in sheets if (book := read_codebook(sheet))}
    own = join_codebooks(books.values())
    known = (codebook or Codebook()) | own
    explained = {s.number: explain(s, known) for s in sheets if s.number not in books} if known else {}
    is_coded = any(speaks_in_codes(s) for s in sheets if explained.get(s.number) is None and s.number not in books)
    worded = [_in_words(explained.get(sheet.number) or sheet, surveys) for sheet in sheets]
    return Export(worded, own, frozenset(books), is_coded)


class Survey:
    """The questions of one form and how to find them again in a tool's headings."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.fields: dict[str, Accepts] = accepted(source, load_models("core"))
        self.questions = {fold(h): name for name, headings in source.column_fields() for h in headings}
        self._of_ticks = [(f"{q} ", name) for q, name in self.questions.items() if name in self.answers]

    @cached_property
    def answers(self) -> dict[str, dict[str, str]]:
        """Field → folded word → the word as it is read again, for fields with several answers."""
        several = [name for name in self.source.fields if self.fields[name].type == "many-choice"]
        return {name: dict(self._words(name)) for name in several}

    def _words(self, name: str) -> Iterator[tuple[str, str]]:
        for lists in (self.fields[name].words, self.source.fields[name].choices):
            for code, words in lists.items():
                yield from ((fold(word), code) for word in (code, *words))
        yield from ((fold(word), code) for code, word in self.source.fields[name].offers.items())

    def find(self, heading: str) -> tuple[str, str] | None:
        """The field a heading asks for and, where the column is one answer to tick, that answer's code (else blank)."""
        for spelling in _spellings(heading):
            if spelling in self.questions:
                return self.questions[spelling], ""
            if tick := self._find_tick(spelling):
                return tick
        return None

    def _find_tick(self, spelling: str) -> tuple[str, str] | None:
        for question, name in self._of_ticks:
            if spelling.startswith(question) and (code := self.answers[name].get(spelling[len(question) :])):
                return name, code
        return None

    def split_answers(self, name: str, text: str) -> str:
        """Answers with only blanks between (`cooking first_aid`) as `cooking;first_aid`; anything else as it stands."""
        words = fold(text).split()
        codes = list(_read_greedily(words, self.answers[name])) if not re.search(r"[;,\n]", text) else []
        return ";".join(codes) if codes and "" not in codes else text


def _spellings(heading: str) -> Iterator[str]:
    """A heading as it stands, without the groups before it and without a question's number or code."""
    yield fold(heading)
    for sign in ("/", "-", ":", "."):
        parts = heading.split(sign)
        for start in range(1, len(parts)):
            yield fold(sign.join(parts[start:]))
    yield fold(_QUESTION_CODE.sub("", heading))


def _read_greedily(words: list[str], answers: Mapping[str, str]) -> Iterator[str]:
    while words:
        length = next((n for n in range(len(words), 0, -1) if " ".join(words[:n]) in answers), 0)
        yield answers.get(" ".join(words[:length]), "")
        words = words[length or len(words) :]


def _in_words(sheet: Sheet, surveys: Iterable[Survey]) -> Sheet:
    best = max(_recognise(sheet, surveys), key=lambda found: len(set(found[2].values())), default=None)
    if best is None:
        return sheet
    survey, header, columns = best
    return _Rewriter(sheet, survey, header, columns).rewrite()


def _recognise(sheet: Sheet, surveys: Iterable[Survey]) -> Iterator[tuple[Survey, int, dict[int, tuple[str, str]]]]:
    for number in islice(filled_from_top(sheet), HEADER_SEARCH_ROWS):
        texts = {c: cell for c, cell in enumerate(sheet.rows[number - 1]) if isinstance(cell, str) and is_filled(cell)}
        for survey in surveys:
            columns = {column: found for column, text in texts.items() if (found := survey.find(text))}
            if len({name for name, _ in columns.values()}) >= _FEWEST_QUESTIONS:
                yield survey, number, columns


class _Rewriter:
    """Rewrites one sheet below one header."""

    def __init__(self, sheet: Sheet, survey: Survey, header: int, columns: dict[int, tuple[str, str]]) -> None:
        self._sheet, self._survey, self._header = sheet, survey, header
        self._ticks: dict[str, dict[int, str]] = {}
        for column, (name, code) in columns.items():
            if code:
                self._ticks.setdefault(name, {})[column] = code
        self._whole = self._choose({c: name for c, (name, code) in columns.items() if not code})
        self._unused = [c for c, (name, code) in columns.items() if not code and self._whole.get(name) != c]

    def _choose(self, columns: dict[int, str]) -> dict[str, int]:
        """Field → its column: of several, the one whose heading the form names first. Ticks say more than their sum."""
        chosen: dict[str, int] = {}
        for column, name in sorted(columns.items(), key=lambda item: self._rank(*item)):
            if name not in self._ticks:
                chosen.setdefault(name, column)
        return chosen

    def _rank(self, column: int, name: str) -> tuple[int, int]:
        headings = [fold(h) for h in dict(self._survey.source.column_fields())[name]]
        spellings = list(_spellings(show(self._sheet.rows[self._header - 1][column])))
        return min((headings.index(s) for s in spellings if s in headings), default=len(headings)), column

    def rewrite(self) -> Sheet:
        rows = list(self._sheet.rows)
        width = max(len(row) for row in rows)
        for number in range(self._header, len(rows)):
            if any(is_filled(cell) for cell in rows[number]):
                rows[number] = self._row(rows[number], width)
        rows[self._header - 1] = self._headings(rows[self._header - 1], width)
        return replace(self._sheet, rows=rows)

    def _headings(self, cells: list[Any], width: int) -> list[Any]:
        headings = [*cells, *([""] * (width - len(cells)))] if self._ticks else list(cells)
        asked = dict(self._survey.source.column_fields())
        for name, column in self._whole.items():
            if fold(show(headings[column])) not in {fold(h) for h in asked[name]}:
                headings[column] = asked[name][0]
        for column in [*self._unused, *(column for columns in self._ticks.values() for column in columns)]:
            headings[column] = ""
        return headings + [asked[name][0] for name in self._ticks]

    def _row(self, cells: list[Any], width: int) -> list[Any]:
        row = list(cells)
        for name, column in self._whole.items():
            if column < len(row) and type(row[column]) is str and is_filled(row[column]):  # no FaultyCell
                row[column] = self._value(name, row[column])
        if self._ticks:
            row += [""] * (width - len(row))
            row += [_ticked(row, columns) for columns in self._ticks.values()]
        return row

    def _value(self, name: str, text: str) -> str:
        if name in self._survey.answers:
            return self._survey.split_answers(name, text)
        return day_of(text) if self._survey.fields[name].type == "date" else text


def _ticked(cells: list[Any], columns: Mapping[int, str]) -> str:
    """The codes that are ticked; what is neither a tick nor none stays as it stands, so that its reader refuses it."""
    chosen = []
    for column, code in columns.items():
        word = fold(show(cells[column])) if is_filled(cells[column]) else ""
        if word in _TICKED or word == fold(code):
            chosen.append(code)
        elif word and word not in _NOT_TICKED:
            chosen.append(show(cells[column]))
    return ";".join(chosen)
