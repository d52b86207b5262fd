"""Whatever stands in a cell leaves as text and comes back as it was: through a return sheet, and through a download."""

from __future__ import annotations

import io
import math
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from dashboard.sheets import write_csv, write_xlsx
from tests.test_lessons import DECLARED
from warehouse.intake.folding import tidy
from warehouse.intake.reading import read_file
from warehouse.return_form import ReturnedRow, ReturnedTable
from warehouse.return_sheet import write_workbook
from warehouse.settings import Limits

DANGEROUS = st.sampled_from(
    ["=1+1", '=HYPERLINK("http://example.dk")', "+45 20304050", "-2", "-2,5", "@SUM(A1)", "\t=1", "\r=1", "#REF!", "'=1",
     "_x0041_", "=", "+", "TRUE", "1E5", "0045", "31-02-2014", "½", " =1", "a\r\nb"]
)  # fmt: skip
TEXTS = DANGEROUS | st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), max_size=30)
PATIENT = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def hand_back(cells: list[str]) -> bytes:
    """A return sheet of one row, opened and saved again as a spreadsheet program would."""
    row = ReturnedRow("f:1:2", 2, "Ret.", 1, cells, (), date(2014, 12, 1))
    table = ReturnedTable("f", "a.xlsx", "Ark1", 1, 1, ["Navn", "E-mail", "Kompetencer", "Andet"], {}, [row])
    first = io.BytesIO()
    write_workbook([table], date(2014, 12, 31)).save(first)
    book = load_workbook(first)
    book.worksheets[0].cell(3, 2).value = "bo@example.dk"
    second = io.BytesIO()
    book.save(second)
    return second.getvalue()


@PATIENT
@given(cells=st.lists(TEXTS, min_size=4, max_size=4))
def test_every_text_survives_the_return_sheet_and_none_becomes_a_formula(cells: list[str]) -> None:
    content = hand_back(cells)
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
    assert all(cell.value is None for row in sheet.iter_rows() for cell in row if cell.data_type == "n")
    name = next(name for name, source in DECLARED.items() if source.title == "Navneliste")
    read = read_file(content, "retur.xlsx", {name: DECLARED[name]}, Limits())
    (row,) = [row for sheet in read.sheets for row in sheet.rows if row.number == 3]
    assert row.mends == "f:1:2"
    expected = [cells[0], "bo@example.dk", *cells[2:]]
    assert [tidy(cell) for cell in row.cells[:4]] == [tidy(ILLEGAL_CHARACTERS_RE.sub("", cell)) for cell in expected]


@PATIENT
@given(values=st.lists(TEXTS | st.integers(-(10**9), 10**9) | st.floats(-1e6, 1e6, width=32), min_size=1, max_size=8))
def test_a_download_keeps_numbers_as_numbers_and_texts_as_texts(values: list[object]) -> None:
    sheet = load_workbook(io.BytesIO(write_xlsx("Li/ste", ["=Navn"] * len(values), [values]))).worksheets[0]
    assert sheet["A1"].data_type == "s"
    for value, cell in zip(values, sheet[2], strict=True):
        if isinstance(value, str):
            assert cell.data_type == ("s" if cell.value is not None else "n")
        else:
            assert cell.data_type == "n" and math.isclose(float(str(cell.value)), float(str(value)), rel_tol=1e-15)


@PATIENT
@given(text=TEXTS)
def test_no_text_of_a_csv_begins_a_formula_and_a_negative_number_stays_one(text: str) -> None:
    import csv

    content = write_csv(["Navn", "Tal"], [[text, -2.5]]).decode("utf-8-sig")
    (_, (name, number)) = list(csv.reader(io.StringIO(content, newline=""), delimiter=";"))
    assert not name.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert number == "-2,5"
