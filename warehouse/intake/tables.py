"""The tables on a sheet: where each header stands, which rows are its data and what the rest is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from warehouse.intake.folding import fold, tidy
from warehouse.intake.glance import ONE_CELL_AT_A_GLANCE, glance
from warehouse.intake.grid import Sheet, is_filled, show
from warehouse.intake.header_rows import HeaderFinder, HeaderRow
from warehouse.intake.headings import BETWEEN_WORDS, Header, Vocabulary, spelt_at_a_glance

_TOTALS = {"i alt", "ialt", "total", "totalt", "sum", "subtotal", "antal i alt", "samlet", "i alt deltagere"}
# "I alt Vangdalen | 12 | 7": a total word, then a name, then nothing but numbers
_SUBTOTAL_STARTS = (
    "i alt ",
    "ialt ",
    "total ",
    "subtotal ",
    "delsum ",
    "mellemsum ",
    "sum af ",
    "antal fremmoedte",
    "antal deltagere",
    "fremmoedte i alt",
    "deltagere i alt",
)
# "September i alt | | 18": the same, said the other way round
_SUBTOTAL_ENDS = (" i alt", " ialt", " total", " totalt", " subtotal", " sum")
# What a total begins or ends with, a comment, or a single cell, and no narrower than `_aside` itself.
_TOTAL_AT_A_GLANCE = "|".join(spelt_at_a_glance(word.strip()) for word in (*sorted(_TOTALS), *_SUBTOTAL_STARTS))
_ENDS_AT_A_GLANCE = "|".join(BETWEEN_WORDS + spelt_at_a_glance(word.strip()) for word in _SUBTOTAL_ENDS)
_ASIDE_AT_A_GLANCE = "|".join(
    [
        rf"\A[\x00-\x2f\x3a-\x60\x7b-\x7f]*(?:{_TOTAL_AT_A_GLANCE})",
        rf"(?:{_ENDS_AT_A_GLANCE}){BETWEEN_WORDS}*(?:\x00|\z)",
        r"\A[\x00-\x20]*(?:#|:?[-=_]{3})",
        ONE_CELL_AT_A_GLANCE,
    ]
)
_NUMBER = re.compile(r"^-?[\d.,]+ ?%?$")
_COMMENT = re.compile(r"^\s*#(?!\d)")  # "#1" is a number in a list
_RULE = re.compile(r"^\s*:?[-=_–—]{3,}:?\s*$")  # a line drawn under the headings with the keyboard
_NOTE_STARTS = ("note", "nb", "obs", "bemaerk", "opdateret", "kilde", "farver", "forklaring", "udfyldt af", "husk")


@dataclass(frozen=True)
class Table:
    """A header and the rows below it. Row numbers count from 1, as the sheet shows them.

    `headings`: the header's cells, two rows of them joined to one.
    """

    number: int
    header: Header
    header_row: int
    headings: list[Any]
    data_rows: tuple[int, ...]


@dataclass(frozen=True)
class Layout:
    """A sheet taken apart: its tables, for every other filled row why it is no data, and what the sender should know."""

    sheet: Sheet
    tables: tuple[Table, ...]
    not_data: dict[int, str]
    remarks: tuple[str, ...] = ()


def lay_out(sheet: Sheet, vocabulary: Vocabulary, file_name: str) -> Layout:
    """Find the tables of a sheet. A sheet on which no header is found has no tables."""
    filled = [row for row in sheet.filled_rows() if row not in sheet.beside]
    headers = {found.row: found for found in HeaderFinder(sheet, vocabulary, file_name).find(filled)}
    if not headers:
        return Layout(sheet, (), {}, sheet.remarks)
    starts = [row for row in headers if not _repeats(headers, row)]
    not_data = dict.fromkeys(sheet.beside, "beside") | _header_rows(headers, starts)
    not_data |= {row: "title" for row in filled if row < starts[0] and row not in not_data}
    not_data |= dict.fromkeys(_titles_between(sheet, headers, starts[1:]), "title")
    maybe = {place + 1 for place in glance(sheet.rows, _ASIDE_AT_A_GLANCE)}
    tables = []
    for number, start in enumerate(starts, start=1):
        end = starts[number] if number < len(starts) else len(sheet.rows) + 1
        body = [row for row in filled if start < row < end and row not in not_data]
        aside = {row: reason for row in body if row in maybe and (reason := _aside(sheet.rows[row - 1], sheet.is_text))}
        not_data |= aside
        found = headers[start]
        data = tuple(row for row in body if row not in aside)
        tables.append(Table(number, found.header, start, found.cells, data))
    remarks = dict.fromkeys(remark for found in headers.values() for remark in found.remarks)
    return Layout(sheet, tuple(tables), not_data, (*sheet.remarks, *remarks))


def _header_rows(headers: dict[int, HeaderRow], starts: list[int]) -> dict[int, str]:
    return {
        row: "header" if found.row in starts else "repeated_header"
        for found in headers.values()
        for row in (found.upper, found.row)
        if row
    }


def _titles_between(sheet: Sheet, headers: dict[int, HeaderRow], starts: list[int]) -> Iterator[int]:
    """Lines of one cell straight above a later table, after a blank row."""
    for start in starts:
        titles = []
        row = (headers[start].upper or start) - 1
        while row and len(_written(sheet.rows[row - 1])) == 1:
            titles.append(row)
            row -= 1
        if row and not _written(sheet.rows[row - 1]):
            yield from titles


def _repeats(headers: dict[int, HeaderRow], row: int) -> bool:
    before = [r for r in headers if r < row]
    if not before:
        return False
    last, this = headers[max(before)].header, headers[row].header
    return last.columns == this.columns and last.dates == this.dates and last.source == this.source


def _aside(cells: list[Any], is_text: bool) -> str | None:
    """Why a row below a header is no data: a total or a note. None when it is data."""
    written = _written(cells)
    first = fold(written[0])
    if first in _TOTALS or first.removesuffix(" deltagere") in _TOTALS or _is_subtotal(first, written[1:]):
        return "total"
    if is_text and _COMMENT.match(written[0]):
        return "note"
    if all(map(_RULE.match, written)):
        return "note"
    if len(written) == 1 and (first.startswith(_NOTE_STARTS) or tidy(written[0]).startswith("*") or len(first) > 60):
        return "note"
    return None


def _is_subtotal(first: str, others: list[str]) -> bool:
    is_said = first.startswith(_SUBTOTAL_STARTS) or first.endswith(_SUBTOTAL_ENDS)
    return is_said and bool(others) and all(_NUMBER.match(other) for other in others)


def _written(cells: list[Any]) -> list[str]:
    return [show(cell) for cell in cells if is_filled(cell)]
