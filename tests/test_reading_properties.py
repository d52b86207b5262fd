"""Whatever stands in a table and whoever wrote it: the same cells come back, and every filled row has one fate.

The ordinary run draws the same few examples every time; PROPERTY_EXAMPLES=2000 draws many new ones.
"""

from __future__ import annotations

import csv
import io
import os
import string
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest
import xlsxwriter
from email_validator import EmailNotValidError, validate_email
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl import Workbook
from phonenumbers import Leniency, PhoneNumberFormat, PhoneNumberMatcher, format_number

from warehouse.intake.cpr import has_cpr
from warehouse.intake.folding import _without_accents, fold
from warehouse.intake.grid import open_sheets
from warehouse.intake.reading import ReadFile, read_file
from warehouse.intake.values import UnreadableCellError, read_value
from warehouse.model import Accepts
from warehouse.settings import Limits
from warehouse.source import load_sources

EXAMPLES = int(os.environ.get("PROPERTY_EXAMPLES", "0"))
drawn = settings(
    max_examples=EXAMPLES or 30, derandomize=not EXAMPLES, deadline=None, database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)  # fmt: skip
drawn_more = settings(drawn, max_examples=EXAMPLES * 5 or 300)

SOURCES = load_sources()
FATES = {"loaded", "quarantined", "not_data"}
DANISH = "æøåÆØÅéüö"
LETTERS = string.ascii_letters + DANISH
PUNCTUATION = ".,;:-/'\"()!?&+*%#@=<> "

words = st.text(LETTERS, min_size=1, max_size=12)
texts = st.text(LETTERS + string.digits + PUNCTUATION, min_size=1, max_size=30).filter(
    lambda text: text == text.strip()
)
lines = st.lists(texts, min_size=1, max_size=3).map("\n".join)
numbers = st.integers(-(10**9), 10**9) | st.floats(-1e9, 1e9).map(lambda number: round(number, 3))
days = st.dates(date(1950, 1, 1), date(2049, 12, 31))
cells = st.none() | lines | numbers | days | st.booleans()


def tables(cell: st.SearchStrategy[Any], least_columns: int = 1) -> st.SearchStrategy[list[list[Any]]]:
    """Tables of one width, at least one cell of the last column and row filled by a word."""

    def of_width(width: int) -> st.SearchStrategy[list[list[Any]]]:
        row = st.lists(cell, min_size=width, max_size=width)
        last = st.lists(words, min_size=width, max_size=width)
        return st.tuples(st.lists(row, min_size=1, max_size=8), last).map(lambda both: [*both[0], both[1]])

    return st.integers(least_columns, 5).flatmap(of_width)


def write_with_openpyxl(rows: list[list[Any]]) -> bytes:
    book = Workbook()
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            cell = book.active.cell(number, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # a text that begins with = is a text
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def write_with_xlsxwriter(rows: list[list[Any]]) -> bytes:
    content = io.BytesIO()
    options = {
        "in_memory": True,
        "default_date_format": "dd-mm-yyyy",
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(content, options) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return content.getvalue()


def write_with_odfpy(rows: list[list[Any]]) -> bytes:
    book, table = OpenDocumentSpreadsheet(), Table(name="Ark1")
    for row in rows:
        line = TableRow()
        for value in row:
            line.addElement(odf_cell(value))
        table.addElement(line)
    book.spreadsheet.addElement(table)
    content = io.BytesIO()
    book.write(content)
    return content.getvalue()


def odf_cell(value: Any) -> TableCell:
    if isinstance(value, bool):
        return TableCell(valuetype="boolean", booleanvalue=str(value).lower())
    if isinstance(value, (int, float)):
        return TableCell(valuetype="float", value=repr(value))
    if isinstance(value, date):
        return TableCell(valuetype="date", datevalue=value.isoformat())
    cell = TableCell(valuetype="string") if value else TableCell()
    for line in (value or "").split("\n") if value else ():
        cell.addElement(P(text=line))
    return cell


@pytest.mark.parametrize("write", [write_with_openpyxl, write_with_xlsxwriter, write_with_odfpy])
@given(rows=tables(cells))
@drawn
def test_a_workbook_reads_back_to_the_same_cells(
    write: Callable[[list[list[Any]]], bytes], rows: list[list[Any]]
) -> None:
    (sheet,) = open_sheets(write(rows), Limits())
    assert plain(sheet.rows) == plain(rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "iso-8859-1", "cp850"])
@given(
    rows=tables(texts | st.just("")),
    delimiter=st.sampled_from(",;\t|"),
    line_end=st.sampled_from(["\r\n", "\n"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
@drawn
def test_a_text_file_that_names_its_separator_reads_back_to_the_same_cells(
    encoding: str, rows: list[list[str]], delimiter: str, line_end: str, quoting: int
) -> None:
    text = f"sep={delimiter}{line_end}" + write_text([["Blåbærgrød på øen"], *rows], delimiter, line_end, quoting)
    (sheet,) = open_sheets(text.encode(encoding), Limits())
    assert plain(sheet.rows[2:]) == plain(rows)


people = st.tuples(
    st.lists(words, min_size=2, max_size=3).map(" ".join),
    st.from_regex(r"[a-z]{1,8}\.[a-z]{1,8}@example\.dk", fullmatch=True),
    st.from_regex(r"[2-9][0-9]{7}", fullmatch=True),
    days.map(lambda day: f"{day:%d-%m-%Y}"),
    st.lists(words, min_size=1, max_size=6).map(" ".join) | st.just(""),
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "iso-8859-1", "cp850"])
@given(
    rows=st.lists(people, min_size=1, max_size=8),
    delimiter=st.sampled_from(",;\t|"),
    line_end=st.sampled_from(["\r\n", "\n", "\r"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
@drawn
def test_a_text_file_of_people_reads_back_whatever_separates_its_cells(
    encoding: str, rows: list[tuple[str, ...]], delimiter: str, line_end: str, quoting: int
) -> None:
    table = [["Navn på frivillig", "Mail", "Tlf.", "Dato", "Bemærkning"], *map(list, rows)]
    (sheet,) = open_sheets(write_text(table, delimiter, line_end, quoting).encode(encoding, errors="ignore"), Limits())
    assert plain(sheet.rows) == plain(table)


garbage = st.none() | texts | lines | numbers | days | st.booleans() | st.sampled_from(
    ["ja", "nej", "Bo Berg", "bo@example.dk", "20304050", "31-12-2014", "I alt", "x", "Note: husk", "ca. 20", "010180-1234", " ", "#REF!"]
)  # fmt: skip


@given(data=st.data(), name=st.sampled_from(sorted(SOURCES)), titles=st.lists(texts, max_size=2))
@drawn
def test_every_filled_row_has_one_fate_and_a_reason(data: st.DataObject, name: str, titles: list[str]) -> None:
    headings: list[Any] = [words[0] for _, words in SOURCES[name].column_fields()]
    if SOURCES[name].date_field:
        headings += data.draw(st.lists(days, min_size=1, max_size=3))
    body = data.draw(st.lists(st.lists(garbage, max_size=len(headings)), max_size=12))
    rows = [*([title] for title in titles), headings, *body, headings]
    read = read_file(write_with_openpyxl(rows), f"{name}.xlsx", SOURCES, Limits())
    assert_row_law(read, sum(1 for row in rows if any(not is_blank(cell) for cell in row)))


@given(content=st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
@drawn_more
def test_no_bytes_at_all_make_the_reader_fail(content: bytes) -> None:
    read = read_file(content, "fil.csv", SOURCES, Limits())
    assert read.message
    assert_row_law(read, sum(sheet.filled_rows for sheet in read.sheets))


@given(rows=st.lists(st.tuples(words, garbage.filter(lambda cell: cell is not None)), min_size=1, max_size=10))
@drawn
def test_a_row_reads_alike_alone_and_among_others(rows: list[tuple[str, Any]]) -> None:
    headings = ["Navn", "Kan"]
    together = read_file(write_with_openpyxl([headings, *map(list, rows)]), "f.xlsx", SOURCES, Limits())
    for row, read in zip(rows, together.sheets[0].rows[1:], strict=True):
        alone = read_file(write_with_openpyxl([headings, list(row)]), "f.xlsx", SOURCES, Limits()).sheets[0].rows[1]
        assert (alone.fate, alone.reason, alone.records, alone.cells) == (
            read.fate,
            read.reason,
            read.records,
            read.cells,
        )


@given(phone=st.from_regex(r"(\+45 ?|0045|45 ?)?[0-9]{2}[ .-]?[0-9]{2}[ .-]?[0-9]{2}[ .-]?[0-9]{2}", fullmatch=True))
@drawn_more
def test_a_phone_number_is_what_the_library_says(phone: str) -> None:
    found = [match.number for match in PhoneNumberMatcher(phone, "DK", leniency=Leniency.POSSIBLE)]
    fitting = [number for number in found if number.country_code != 45 or len(str(number.national_number)) == 8]
    expected = format_number(fitting[0], PhoneNumberFormat.E164) if fitting else None
    assert value_or_none(phone, "phone") == expected


@given(
    address=st.from_regex(r"[A-Za-z0-9._+-]{1,12}@([A-Za-z0-9-]{1,8}\.){1,2}[A-Za-z0-9]{1,6}", fullmatch=True)
    | st.builds(
        "{}@{}.{}".format, words, words, st.sampled_from(["dk", "test", "local", "invalid", "onion", "arpa", "com"])
    )
)
@example("a" * 64 + "@b.dk")
@example("a@" + "b" * 64 + ".dk")
@example("xn--a@xn--b.dk")
@drawn_more
def test_an_address_is_what_the_library_says(address: str) -> None:
    try:
        dotless = address.strip(".'")  # a full stop around it is no part of it
        expected = validate_email(dotless, check_deliverability=False, test_environment=True).normalized.lower()
    except EmailNotValidError:
        expected = None
    assert value_or_none(address, "email") == expected


@given(text=st.text(st.characters(max_codepoint=127)))
@drawn_more
def test_plain_text_folds_as_any_text_does(text: str) -> None:
    assert fold(text) == fold(_without_accents(text))


@given(row=st.lists(st.text("0123456789- \n+a", max_size=14), max_size=5))
@example(["", "010180-1234", "x"])
@drawn_more
def test_a_cpr_number_is_seen_in_a_row_exactly_when_it_stands_in_a_cell(row: list[str]) -> None:
    assert has_cpr("\0".join(row)) == any(map(has_cpr, row))


def value_or_none(cell: str, kind: str) -> Any:
    try:
        return read_value(cell, Accepts(type=kind, label="Felt"), {})
    except UnreadableCellError:
        return None


def write_text(rows: list[list[str]], delimiter: str, line_end: str, quoting: int) -> str:
    content = io.StringIO(newline="")
    csv.writer(content, delimiter=delimiter, lineterminator=line_end, quoting=quoting).writerows(rows)
    return content.getvalue()


def plain(rows: list[list[Any]]) -> list[list[Any]]:
    """Cells made comparable: what is blank left out at the ends of rows and of the table, numbers as numbers, days as days."""
    found = [trimmed([as_plain(cell) for cell in row]) for row in rows]
    return trimmed(found)


def trimmed(cells: list[Any]) -> list[Any]:
    while cells and cells[-1] in ("", []):
        cells = cells[:-1]
    return cells


def as_plain(cell: Any) -> Any:
    if cell is None:
        return ""
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date()
    return pytest.approx(cell) if isinstance(cell, float) else cell


def is_blank(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def assert_row_law(read: ReadFile, filled_rows: int) -> None:
    rows = [row for sheet in read.sheets for row in sheet.rows]
    if read.fate != "rejected":
        assert len(rows) == filled_rows
    assert {row.fate for row in rows} <= FATES
    assert all(row.reason for row in rows if row.fate != "loaded")
    for sheet in read.sheets:
        assert len({row.number for row in sheet.rows}) == len(sheet.rows)
