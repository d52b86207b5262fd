"""The row law on the reference project: another reader counts every sheet's filled rows, and the fates add up to them."""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from pathlib import Path

from odf import opendocument, table
from odf.teletype import extractText
from openpyxl import load_workbook

from warehouse.archive import FILE_ID_LENGTH
from warehouse.settings import Settings
from warehouse.snapshot import Reader


def test_filled_rows_of_every_sheet_equal_the_sum_of_their_fates(reference_settings: Settings) -> None:
    counted = {
        (hashlib.sha256(path.read_bytes()).hexdigest()[:FILE_ID_LENGTH], sheet): rows
        for path in sorted(reference_settings.inbox.rglob("*"))
        if path.is_file()
        for sheet, rows in count_filled_rows(path).items()
        if rows
    }
    fates = Reader(reference_settings, "staff").query(
        "select file_id, coalesce(sheet, '') as sheet, count(*) as rows from quality.rows group by 1, 2"
    )
    ours = {(row.file_id, row.sheet): row.rows for row in fates.itertuples()}
    assert len(counted) > 20
    assert ours == counted


def test_no_row_has_two_fates(reference_settings: Settings) -> None:
    again = Reader(reference_settings, "staff").query(
        "select file_id, sheet_number, row_number from quality.rows group by all having count(*) > 1"
    )
    assert again.empty


def test_every_row_not_loaded_says_why(reference_settings: Settings) -> None:
    silent = Reader(reference_settings, "staff").query(
        "select * from quality.rows where fate <> 'loaded' and coalesce(reason, '') = ''"
    )
    assert silent.empty


def count_filled_rows(path: Path) -> Counter[str]:
    """Filled rows by sheet, counted by openpyxl, odfpy or csv: none of them reads for the product."""
    content = path.read_bytes()
    if content.startswith(b"PK") and path.suffix == ".ods":
        return _count_ods(path)
    if content.startswith(b"PK"):
        return _count_xlsx(content)
    text = next(text for encoding in ("utf-8-sig", "cp1252") if (text := _decode(content, encoding)) is not None)
    delimiter = max(";,\t", key=text.split("\n")[0].count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return Counter({"": sum(1 for row in rows if any(cell.strip() for cell in row))})


def _decode(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _count_xlsx(content: bytes) -> Counter[str]:
    book = load_workbook(io.BytesIO(content))
    return Counter(
        {
            sheet.title: sum(
                1 for row in sheet.iter_rows(values_only=True) if any(v is not None and str(v).strip() for v in row)
            )
            for sheet in book.worksheets
        }
    )


def _count_ods(path: Path) -> Counter[str]:
    counted: Counter[str] = Counter()
    for sheet in opendocument.load(str(path)).spreadsheet.getElementsByType(table.Table):
        rows = sheet.getElementsByType(table.TableRow)
        counted[sheet.getAttribute("name")] = sum(1 for row in rows if extractText(row).strip())
    return counted
