"""Rows read by columns say exactly what they say read cell by cell, and a glance passes over no row that matters."""

from __future__ import annotations

import string
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from tests.test_lessons import DECLARED, LESSONS, read_lesson
from tests.test_reading_properties import DANISH, drawn, drawn_more, write_text, write_with_openpyxl
from warehouse.intake import reading
from warehouse.intake.cpr import MASK
from warehouse.intake.folding import fold
from warehouse.intake.glance import glance
from warehouse.intake.grid import is_filled
from warehouse.intake.headings import Vocabulary
from warehouse.intake.hiding import _AT_A_GLANCE, _is_worth_a_look
from warehouse.intake.kept_rows import _write_rows
from warehouse.intake.mojibake import LOST
from warehouse.intake.packed_rows import PackedRows
from warehouse.intake.reading import ReadFile, read_file
from warehouse.intake.tables import _ASIDE_AT_A_GLANCE, _SUBTOTAL_STARTS, _TOTALS, _aside
from warehouse.model import Accepts, load_model
from warehouse.settings import Limits
from warehouse.source import load_sources

SOURCES = load_sources() | DECLARED
VOCABULARY = Vocabulary(SOURCES)
KNOWN = {fold(words) for source in SOURCES.values() for _, spelt in source.column_fields() for words in spelt}
LISTS = sorted(name for name, source in SOURCES.items() if source.shape == "list")


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks of a few rows, so that small tables have several."""
    monkeypatch.setattr(reading, "_ROWS_AT_A_TIME", 4)


def kept(read: ReadFile, folder: Path) -> pa.Table:
    _write_rows(folder / "rows.parquet", read.sheets)
    return pq.read_table(folder / "rows.parquet")


def assert_both_ways_agree(read: ReadFile, folder: Path) -> int:
    """Compare what is kept by columns and cell by cell. Returns how many sheets were read by columns."""
    by_columns = [sheet for sheet in read.sheets if sheet.by_columns]
    quickly = kept(read, folder)
    for sheet in by_columns:
        sheet.by_columns = None
    assert quickly.to_pylist() == kept(read, folder).to_pylist()
    return len(by_columns)


def test_every_lesson_is_kept_alike_by_columns_and_cell_by_cell(tmp_path: Path) -> None:
    read = [read_lesson(YAML(typ="safe").load(path), path.stem) for path in LESSONS]
    assert sum(assert_both_ways_agree(file, tmp_path) for file in read) > 40


names = st.sampled_from(
    ["Bo Berg", "Åse Ø. Krogh", "berg bo", "Hr Bo Berg", "Bo og Ea", "Bo Berg-Holm", "Holm, Bo", 'Bo "Bobby" Berg', "Bo (Bob) Berg",
     "Familien Berg", "Fam. Berg", "Bo And Berg", "Dr. Bo Berg", "Bo Kaldet Bob", "Mødregruppen", "I Alt", "Ida", "B", "Bo  Berg", " Bo Berg", "José Ruiz"]
)  # fmt: skip
contacts = st.sampled_from(
    ["bo@example.dk", "BO@Example.DK", "bo@b.test", "bo@invalid", "a@b.dk", "x@localhost", "bo@example", "bo.berg@example.dk; ea@example.dk",
     "20304050", "+45 20 30 40 50", "2030 4050", "02030405", "+4520304050", "0045 20304050", "2030405", "+46701234567", 20304050, 20304050.0]
)  # fmt: skip
moments = st.sampled_from(
    ["31-12-2014", "12/31/2014", "3/4-14", "3/4", "3. april 2014", "uge 43", "1980", 1980, 1980.0, 41000, date(2014, 3, 4),
     datetime(2014, 3, 4, 10, 30), True, False, 1, 1.0, "ja", "nej", 'sagde "ja"', "a\\b", "linje 1\nlinje 2", "ca. 20", "4-10", "20+"]
)  # fmt: skip
oddities = st.sampled_from(
    ["", " ", "\xa0", None, "I alt", "Note: husk", "* husk", "#1", "# tekst", "010180-1234", "0101801234", f"kr {MASK}", f"h{LOST}j", "x" * 70, "\u200bskjult", "é"]
)  # fmt: skip
free = st.text(string.ascii_letters + DANISH + string.digits + " .,-;'\"\\/@:é\t", max_size=12)
anything = names | contacts | moments | oddities | free


def fitting(field: Accepts) -> st.SearchStrategy[Any]:
    """Values as they stand in a field's column, most of them good."""
    words = [word for spellings in field.words.values() for word in spellings]
    return st.sampled_from(words) | anything if words else anything


@pytest.mark.parametrize("as_text", [True, False], ids=["csv", "xlsx"])
@given(data=st.data(), name=st.sampled_from(LISTS))
@drawn
def test_any_table_is_kept_alike_by_columns_and_cell_by_cell(
    as_text: bool, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, name: str
) -> None:
    source = SOURCES[name]
    accepts = load_model("core", source.feeds).accepted_fields
    row = st.tuples(*(fitting(accepts[field]) for field, _ in source.column_fields())).map(list)
    headings: list[Any] = [words[0] for _, words in source.column_fields()]
    rows = data.draw(st.lists(row | st.lists(anything, max_size=len(headings) + 2), max_size=14))
    table = [headings, *rows]
    content = write_text(as_written(table), ";", "\r\n", 0).encode() if as_text else write_with_openpyxl(table)
    read = read_file(content, f"{name}.{'csv' if as_text else 'xlsx'}", SOURCES, Limits())
    assert_both_ways_agree(read, tmp_path_factory.mktemp("kept"))


def as_written(rows: list[list[Any]]) -> list[list[str]]:
    return [["" if cell is None else str(cell) for cell in row] for row in rows]


@given(text=st.text(string.ascii_letters + "ÆØÅæøå.,@'-+& ", max_size=24) | names | contacts.map(str))
@example(text="bo@example.dk\n")
@example(text="\u212aai@example.dk")
@drawn_more
def test_a_value_alone_is_kept_alike_whatever_its_field(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    rows = [
        ["Navn", "Mail", "Tlf.", "Årsag"],
        ["Bo Berg", "", "", text],
        ["Bo Berg", text, "", ""],
        ["Bo Berg", "", text, ""],
        [text, "a@b.dk", "", ""],
    ]
    read = read_file(write_text(rows, ";", "\r\n", 1).encode(), "liste.csv", SOURCES, Limits())
    assert_both_ways_agree(read, tmp_path_factory.mktemp("kept"))


headings = st.sampled_from(
    [words for source in SOURCES.values() for _, spelt in source.column_fields() for words in spelt]
)
respelt = st.builds(
    lambda heading, around, turn: turn(f"{around}{heading.replace(' ', around or ' ')}{around}"),
    headings,
    st.sampled_from(["", " ", ".", " - ", "*", "\n", "\xa0", "é"]),
    st.sampled_from([str, str.upper, str.lower, str.title, lambda text: text.replace("ø", "oe").replace("å", "aa")]),
)
totals = st.builds(
    lambda before, word, after, turn: turn(before + word + after),
    st.sampled_from(["", " ", "*", "- ", "\xa0"]),
    st.sampled_from([*sorted(_TOTALS), *_SUBTOTAL_STARTS, "# ", "Note", "Antal fremmødte ", "obs "]),
    st.sampled_from(["", " ", ":", " 12", "deltagere", "x"]),
    st.sampled_from([str, str.upper, str.title]),
)
digits = st.text("0179 -./_\t\xa0\xad\u2010\u2212\u200b\u0663cprCPR*", max_size=14)


@given(
    rows=st.lists(
        st.lists(respelt | totals | digits | free | st.just("") | st.integers(0, 10**10), max_size=4), max_size=8
    )
)
@example(rows=[["010180", "-1234"], ["CPR"], ["personnummer"], ["i alt", "12"]])
@drawn_more
def test_a_glance_passes_over_no_row_that_matters(rows: list[list[Any]]) -> None:
    heads = set(glance(rows, VOCABULARY.at_a_glance))
    asides = set(glance(rows, _ASIDE_AT_A_GLANCE))
    numbers = set(glance(rows, _AT_A_GLANCE))
    for place, row in enumerate(rows):
        if any(isinstance(cell, str) and fold(cell) and fold(cell) in KNOWN for cell in row):
            assert place in heads
        if any(map(is_filled, row)) and _aside(row, is_text=True):
            assert place in asides
        if _is_worth_a_look([cell for cell in row if isinstance(cell, str)]):
            assert place in numbers


@given(rows=st.lists(st.lists(free | digits, max_size=4), max_size=8))
@drawn
def test_a_glance_sees_packed_rows_as_any_others(rows: list[list[str]]) -> None:
    for pattern in (VOCABULARY.at_a_glance, _ASIDE_AT_A_GLANCE, _AT_A_GLANCE):
        assert list(glance(PackedRows(rows), pattern)) == list(glance(rows, pattern))
