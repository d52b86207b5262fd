"""Rows read by columns: what a column says plainly is read for all rows at once, each other value once.

A row that is not plain from end to end (a value in doubt, a cell too many, something missing) is left to be read cell
by cell, as `rows.py` does. Both give the same: a property test compares them on any table.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from email_validator import SPECIAL_USE_DOMAIN_NAMES

from warehouse.intake.cpr import MASK
from warehouse.intake.grid import Cell, is_filled
from warehouse.intake.mojibake import LOST
from warehouse.intake.packed_rows import rows_at
from warehouse.intake.rows import RowFaultError, RowReader, show_safely

Texts = Any  # pyarrow's arrays, of which it tells no types
Mask = Any
_to_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode

# Each names only what its reader leaves as it is or, of phones and addresses, what it reads without asking a library.
_PLAIN_TEXT = r"\A[!#-\[\]-~æøåÆØÅ]+(?: [!#-\[\]-~æøåÆØÅ]+)*\z"
_PLAIN_NAME = r"\A[A-ZÆØÅ][a-zæøå]*(?:[ -][A-ZÆØÅ][a-zæøå]*)*\z"
_SAYS_MORE_THAN_A_NAME = r"(?i)\b(?:hr|fru|frk|frøken|dr|prof|mr|mrs|ms|og|and|samt|kaldet|kaldes|alias|familien|fam)\b"
_PLAIN_EMAIL = r"\A[a-z0-9]+(?:[._-][a-z0-9]+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,}\z"
_EMAIL_LENGTHS = 6, 64
_NO_REAL_DOMAIN = rf"[@.](?:{'|'.join(map(re.escape, SPECIAL_USE_DOMAIN_NAMES))})\z"
_PLAIN_PHONE = r"\A(?:\+45 ?)?[1-9][0-9] ?[0-9]{2} ?[0-9]{2} ?[0-9]{2}\z"


@dataclass(frozen=True)
class PlainRows:
    """The plain rows of a table: their numbers, their cells as shown and their records, one each, in JSON."""

    table: int
    source: str
    numbers: pa.Int32Array
    cells: pa.ListArray
    records: pa.ListArray


def read_plain_rows(reader: RowReader, numbers: Sequence[int]) -> PlainRows | None:
    """The plain ones of some of a table's rows; None when there are none."""
    rows = rows_at(reader.sheet.rows, numbers)
    width = Counter(map(len, rows)).most_common(1)[0][0] if rows else 0
    even = [place for place, row in enumerate(rows) if len(row) == width]
    return _Block(reader, [numbers[n] for n in even], [rows[n] for n in even]).read() if width else None


class _Block:
    """Rows of one width, taken column by column. A row stays in doubt once it is."""

    def __init__(self, reader: RowReader, numbers: list[int], rows: list[list[Cell]]) -> None:
        self._reader = reader
        self._numbers = numbers
        self._columns = list(zip(*rows, strict=True))
        self._doubts: list[Mask] = [pa.array([number in reader.sheet.struck_rows for number in numbers])]
        self._said: dict[str, Texts] = {
            name: pa.repeat(_to_json(value), len(rows)) for name, value in reader.context_values().items()
        }

    def read(self) -> PlainRows | None:
        shown = [self._show(column) for column in range(len(self._columns))]
        self._doubts.append(pc.less(_count_filled(shown), 2))  # a cell alone may be a heading for the rows below
        for column, name in self._reader.columns.items():
            if column < len(shown):
                self._read_column(column, name)
        self._doubts += [pc.invert(self._is_given(name)) for name in self._reader.required]
        plain = pc.invert(reduce(pc.or_, self._doubts))
        numbers = pa.array(self._numbers, pa.int32()).filter(plain)
        if not len(numbers):
            return None
        table = self._reader.table
        cells, records = _beside(shown).filter(plain), _alone(self._records()).filter(plain)
        return PlainRows(table.number, table.header.source.name, numbers, cells, records)

    def _show(self, column: int) -> Texts:
        """A column as shown. A cell that is no plain text, or stands beyond the headings, is doubted here."""
        cells = self._columns[column]
        texts = _as_texts(cells)
        if texts is None:
            places, distinct = _distinct(cells)
            shown = pa.array(show_safely(distinct), pa.string()).take(places)
        else:
            shown = texts
            self._doubts.append(pc.utf8_is_space(texts))
        self._doubts += [pc.match_substring(shown, MASK), pc.match_substring(shown, LOST)]
        if self._reader.sheet.is_text and column >= len(self._reader.table.headings):
            self._doubts.append(pc.not_equal(shown, ""))
        return shown

    def _read_column(self, column: int, name: str) -> None:
        cells = self._columns[column]
        texts = _as_texts(cells)
        if texts is None:
            self._read_each_once(column, name, *_distinct(cells))
            return
        unread = pc.not_equal(texts, "")
        if read := _PLAINLY.get(self._reader.kind_of(name)):
            is_plain, values = read(texts)
            self._say(name, pc.if_else(is_plain, values, None))
            unread = pc.and_not(unread, is_plain)
        encoded = pc.if_else(unread, texts, None).dictionary_encode()
        self._read_each_once(column, name, encoded.indices, encoded.dictionary.to_pylist())

    def _read_each_once(self, column: int, name: str, places: Any, distinct: list[Cell]) -> None:
        """Read each value once and put what it says wherever it stands; `places`: of each row, in `distinct`."""
        read = [self._read_one(column, name, cell) for cell in distinct]
        self._doubts.append(pa.array([values is None for values in read], pa.bool_()).take(places).fill_null(False))
        for key in {key for values in read for key in values or ()}:
            self._say(key, pa.array([(values or {}).get(key) for values in read], pa.string()).take(places))

    def _read_one(self, column: int, name: str, cell: Cell) -> dict[str, str] | None:
        values: dict[str, Any] = {}
        try:
            if is_filled(cell):
                self._reader.put(values, name, cell, column)
        except RowFaultError:
            return None
        return {key: _to_json(value) for key, value in values.items()}

    def _say(self, key: str, values: Texts) -> None:
        """What a column says goes before what stands above the table or in a column to the left."""
        self._said[key] = pc.coalesce(values, self._said[key]) if key in self._said else values

    def _is_given(self, name: str) -> Mask:
        names = [name, f"{name}_low", *(["given_name"] if name == "full_name" else [])]
        given = [pc.is_valid(self._said[key]) for key in names if key in self._said]
        return reduce(pc.or_, given, pa.repeat(False, len(self._numbers)))

    def _records(self) -> Texts:
        said = [pc.binary_join_element_wise(f", {_to_json(key)}: ", self._said[key], "") for key in sorted(self._said)]
        # not `null_handling="skip"`: pyarrow then leaves a row of nothing but nulls out altogether
        joined = pc.binary_join_element_wise(*said, "", null_handling="replace", null_replacement="")
        return pc.binary_join_element_wise("{", pc.utf8_slice_codeunits(joined, len(", ")), "}", "")


def _count_filled(columns: list[Texts]) -> Any:
    return reduce(pc.add, (pc.not_equal(shown, "").cast(pa.int32()) for shown in columns))


def _as_texts(cells: Sequence[Cell]) -> Texts | None:
    """A column of nothing but text; None when there is anything else in it."""
    if set(map(type, cells)) != {str}:
        return None
    try:
        return pa.array(cells, pa.string())
    except UnicodeEncodeError:  # half a character
        return None


def _distinct(cells: Sequence[Cell]) -> tuple[Any, list[Cell]]:
    """Each cell's place among the distinct ones, and those; 1, 1.0 and True are three."""
    known: dict[tuple[type, Cell], int] = {}
    places = [known.setdefault((type(cell), cell), len(known)) for cell in cells]
    return pa.array(places, pa.int32()), [cell for _, cell in known]


def _beside(columns: list[Texts]) -> pa.ListArray:
    """Columns as one list a row."""
    width, height = len(columns), len(columns[0])
    by_row = [row + height * column for row in range(height) for column in range(width)]
    return pa.ListArray.from_arrays(
        pa.array(range(0, (height + 1) * width, width), pa.int32()), pa.concat_arrays(columns).take(pa.array(by_row))
    )


def _alone(values: Texts) -> pa.ListArray:
    return pa.ListArray.from_arrays(pa.array(range(len(values) + 1), pa.int32()), values)


def _read_texts(texts: Texts) -> tuple[Mask, Texts]:
    return pc.match_substring_regex(texts, _PLAIN_TEXT), _quoted(texts)


def _read_names(texts: Texts) -> tuple[Mask, Texts]:
    is_more = pc.match_substring_regex(texts, _SAYS_MORE_THAN_A_NAME)
    return pc.and_not(pc.match_substring_regex(texts, _PLAIN_NAME), is_more), _quoted(texts)


def _read_emails(texts: Texts) -> tuple[Mask, Texts]:
    lower = pc.ascii_lower(texts)
    length = pc.binary_length(lower)
    shortest, longest = _EMAIL_LENGTHS
    fits = pc.and_(pc.greater_equal(length, shortest), pc.less_equal(length, longest))
    is_plain = pc.and_(pc.match_substring_regex(lower, _PLAIN_EMAIL), fits)
    return pc.and_not(is_plain, pc.match_substring_regex(lower, _NO_REAL_DOMAIN)), _quoted(lower)


def _read_phones(texts: Texts) -> tuple[Mask, Texts]:
    digits = pc.utf8_slice_codeunits(pc.replace_substring(texts, " ", ""), -8)
    return pc.match_substring_regex(texts, _PLAIN_PHONE), _quoted(digits, "+45")


def _quoted(texts: Texts, before: str = "") -> Texts:
    return pc.binary_join_element_wise(f'"{before}', texts, '"', "")


_PLAINLY: dict[str, Callable[[Texts], tuple[Mask, Texts]]] = {
    "text": _read_texts,
    "name": _read_names,
    "email": _read_emails,
    "phone": _read_phones,
}
