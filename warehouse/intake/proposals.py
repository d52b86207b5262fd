"""Headings no form declares but that look like one: what to ask a person before anything is taken.

A file in which only such headings stand for what a form requires waits for the answers. Where they
stand for optional fields, it is read without them, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from warehouse.intake.cpr import mask_cpr
from warehouse.intake.dates import read_date, years_in
from warehouse.intake.folding import fold, tidy
from warehouse.intake.grid import Sheet
from warehouse.intake.headings import (
    Vocabulary,
    date_columns,
    fewest_columns,
    folded_headings,
    is_ignored,
    named_like,
    required_columns,
)
from warehouse.intake.labels_down import transpose
from warehouse.intake.likeness import likeness, shows_clearly
from warehouse.intake.season import lacks_only_a_year
from warehouse.intake.tables import Table
from warehouse.model import load_models
from warehouse.source import Source, accepted

_NO_YEAR = "et årstal til datoerne: skriv det i arkets navn eller over tabellen"
_HEADER_SEARCH_ROWS = 30
_WITNESS_ROWS = 25
_AS_GOOD = 10
_LONGEST_HEADING = 200
_MOST_HEADINGS = 50  # of one row, so that no file takes long however wide it is


@dataclass(frozen=True)
class Proposal:
    """A question: does `heading` mean the field that the form's own sheets call `means`?

    `likeness`: 0–100; 0 when only what stands in the column speaks for it.
    """

    sheet: str
    heading: str
    source: str
    field: str
    means: str
    is_required: bool
    likeness: int


@dataclass(frozen=True)
class Nearest:
    """The form a file without one comes nearest to: what it lacks, and what might be it under another name."""

    source: Source
    lacking: tuple[str, ...]
    proposals: tuple[Proposal, ...]
    known: int
    is_named_like: bool

    @property
    def fit(self) -> tuple[bool, int, int, bool, str]:
        """How near: complete first, then the most found for the least lacking."""
        found = self.known + len({proposal.field for proposal in self.proposals})
        return not self.lacking, found - len(self.lacking), self.known, self.is_named_like, self.source.name


def propose_for_table(sheet: Sheet, table: Table) -> list[Proposal]:
    """What to ask about the headings of a recognised table that it does not read."""
    header = table.header
    unknown = _unknown_headings(header.source, table.headings, {*header.columns, *header.dates})
    return _propose(sheet, table.header_row, header.source, unknown, set(header.columns.values()))


def find_nearest(sheets: list[Sheet], vocabulary: Vocabulary, file_name: str) -> Nearest | None:
    """The form that the headings of a file nobody declared come nearest to; None when none is near."""
    has_down = any(source.has_labels_down for source in vocabulary.sources.values())
    found = [
        near
        for sheet in sheets
        for turned, is_down in ((sheet, False), *([(transpose(sheet), True)] if has_down else []))
        for number, years in _rows_to_try(turned)
        for source in vocabulary.sources.values()
        if source.has_labels_down == is_down
        and (near := _compare(turned, number, years, source, vocabulary, file_name))
    ]
    return max(found, key=lambda near: near.fit, default=None)


def _rows_to_try(sheet: Sheet) -> Iterator[tuple[int, tuple[int, ...]]]:
    years = years_in(sheet.name)
    for number in sheet.filled_rows()[:_HEADER_SEARCH_ROWS]:
        row = sheet.rows[number - 1]
        yield number, years
        years = years or next((y for cell in row if isinstance(cell, str) and (y := years_in(cell))), ())


def _compare(
    sheet: Sheet, number: int, years: tuple[int, ...], source: Source, vocabulary: Vocabulary, file_name: str
) -> Nearest | None:
    row = sheet.rows[number - 1]
    columns = vocabulary.known_columns(source, folded_headings(row))
    proposals = _propose(sheet, number, source, _unknown_headings(source, row, set(columns)), set(columns.values()))
    is_short_of_year = (
        source.date_field and required_columns(source) <= set(columns.values()) and lacks_only_a_year(row)
    )
    if not (columns and is_short_of_year) and not _is_near(source, set(columns.values()), proposals):
        return None
    missing = required_columns(source) - set(columns.values()) - {proposal.field for proposal in proposals}
    lacking = [f"«{words[0]}»" for name, words in source.column_fields() if name in missing]
    if source.date_field and not date_columns(row, columns, years):
        lacking.append(_NO_YEAR if lacks_only_a_year(row) else "kolonner med datoer")
    return Nearest(source, tuple(lacking), tuple(proposals), len(columns), named_like(source, file_name))


def _is_near(source: Source, known: set[str], proposals: list[Proposal]) -> bool:
    """Some heading is or reads like one of the form's, and it is not the only one that says so, unless dates do."""
    by_word = known | {proposal.field for proposal in proposals if proposal.likeness}
    found = known | {proposal.field for proposal in proposals}
    return bool(by_word) and (len(found) >= max(2, fewest_columns(source)) or bool(source.date_field and proposals))


def _unknown_headings(source: Source, row: list[Any], taken: set[int]) -> dict[int, str]:
    unknown = (
        (column, tidy(row[column]))
        for column, heading in folded_headings(row).items()
        if column not in taken
        and 1 < len(heading) < _LONGEST_HEADING
        and not is_ignored(source, heading)
        and read_date(row[column], years=(2000,)) is None
    )
    return dict(islice(unknown, _MOST_HEADINGS))


def _propose(
    sheet: Sheet, header_row: int, source: Source, unknown: Mapping[int, str], taken: set[str]
) -> list[Proposal]:
    """Every likely meaning of each unknown heading; of two about as likely, both.

    What stands in a column speaks alone only where some other heading is known or alike.
    """
    free = {name: words for name, words in source.column_fields() if name not in taken}
    kinds = accepted(source, load_models("core"))

    def propose(heading: str, name: str, score: int) -> Proposal:
        means, required = free[name][0], source.fields[name].required
        return Proposal(mask_cpr(sheet.name), mask_cpr(heading), source.name, name, means, required, score)

    alike: dict[str, list[Proposal]] = {}
    for column, heading in unknown.items():
        cells = _below(sheet, header_row, column)
        scores = {name: likeness(heading, words, kinds[name].type, cells) for name, words in free.items()}
        best = max(scores.values(), default=0)
        alike[heading] = [propose(heading, name, s) for name, s in scores.items() if s and s > best - _AS_GOOD]
    if not taken and not any(alike.values()):
        return []
    for column, heading in unknown.items():
        cells = _below(sheet, header_row, column)
        if not alike[heading]:
            alike[heading] = [
                propose(heading, name, 0) for name in free if shows_clearly(kinds[name].type, heading, cells)
            ]
    return [proposal for proposals in alike.values() for proposal in proposals]


def _below(sheet: Sheet, header_row: int, column: int) -> list[Any]:
    rows = sheet.rows[header_row : header_row + _WITNESS_ROWS]
    return [row[column] for row in rows if column < len(row)]


def say_questions(proposals: list[Proposal]) -> list[str]:
    """One question per heading: "«Mailadr.» ligner «E-mail»: brug den?"."""
    asked: dict[str, list[Proposal]] = {}
    for proposal in proposals:
        asked.setdefault(fold(proposal.heading), []).append(proposal)
    return [say_question(alike[0].heading, [proposal.means for proposal in alike]) for alike in asked.values()]


def say_question(heading: str, meanings: list[str]) -> str:
    """The question about one heading and what it may mean."""
    several = list(dict.fromkeys(meanings))
    if len(several) == 1:
        return f"«{heading}» ligner «{several[0]}»: brug den?"
    return f"«{heading}» ligner både " + " og ".join(f"«{meaning}»" for meaning in several) + ": hvilken er det?"
