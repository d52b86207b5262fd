"""Files made to harm are refused with one sentence, and the next file is read."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
import xlwt
from openpyxl import Workbook

from tests.test_lessons import DECLARED
from tests.xlsb import write_xlsb
from warehouse.intake import grid
from warehouse.intake.children import Job, read_in_children
from warehouse.intake.reading import read_file
from warehouse.settings import Limits


def workbook(**parts: bytes) -> bytes:
    """A small good workbook with parts added or replaced; `__` in a part's name stands for `/`."""
    book = Workbook()
    assert book.active is not None
    book.active.append(["Navn", "E-mail"])
    book.active.append(["Bo Berg", "bo@example.dk"])
    plain, changed = io.BytesIO(), io.BytesIO()
    book.save(plain)
    replaced = {name.replace("__", "/"): content for name, content in parts.items()}
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            if item.filename not in replaced:
                new.writestr(item.filename, old.read(item.filename))
        for name, content in replaced.items():
            new.writestr(name, content)
    return changed.getvalue()


def bomb() -> bytes:
    return workbook(**{"xl__media__big.bin": b"0" * (600 * 2**20)})


def many_members() -> bytes:
    return workbook(**{f"xl__media__{n}.bin": b"0" for n in range(3000)})


def climbing() -> bytes:
    return workbook(**{"..__..__etc__passwd": b"x"})


def entity() -> bytes:
    sheet = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>'
    return workbook(**{"xl__worksheets__sheet1.xml": sheet})


def locked() -> bytes:
    return bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600


def truncated() -> bytes:
    return workbook()[:-400]


def beginning_lost() -> bytes:
    return workbook()[:4] + workbook()[200:]


def garbled_within() -> bytes:
    content = bytearray(workbook())
    start = content.index(b"xl/workbook.xml") + len(b"xl/workbook.xml")
    content[start : start + 20] = b"\xff" * 20
    return bytes(content)


def relations_odd() -> bytes:
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    sheet = b'<Relationship Id="rId1" Type="' + kind + b'" Target="/xl/worksheets/sheet1.xml"/>'
    space = b"http://schemas.openxmlformats.org/package/2006/relationships"
    relations = b'<Relationships xmlns="' + space + b'" odd="\x01">' + sheet + b"</Relationships>"
    return workbook(**{"xl___rels__workbook.xml.rels": relations})


def other_zip() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("notat.txt", "hej")
    return content.getvalue()


def laughs() -> bytes:
    names = "".join(f'<!ENTITY a{n} "{"".join(f"&a{n - 1};" for _ in range(10))}">' for n in range(1, 10))
    sheet = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{names}]><worksheet>&a9;</worksheet>'
    return workbook(**{"xl__worksheets__sheet1.xml": sheet.encode()})


def laughs_in_a_webpage() -> bytes:
    names = "".join(f'<!ENTITY a{n} "{"".join(f"&a{n - 1};" for _ in range(10))}">' for n in range(1, 10))
    return f'<!DOCTYPE html [<!ENTITY a0 "ha">{names}]><html><body><p>&a9;</p></body></html>'.encode()


def endless_columns() -> bytes:
    return b"<table>" + b'<tr><td colspan="999999999" rowspan="999999999">x</td></tr>' * 30_000 + b"</table>"


def on_another_drive() -> bytes:
    return workbook(**{"C:__Windows__win.ini": b"x"})


def nested() -> bytes:
    return workbook(**{"xl__media__mere.zip": other_zip()})


def with_a_program() -> bytes:
    return workbook(**{"xl__embeddings__faktura.EXE": b"MZ"})


def with_macro_sheets() -> bytes:
    return workbook(**{"xl__macrosheets__sheet1.xml": b"<macrosheet/>"})


def behind_a_picture() -> bytes:
    return bytes.fromhex("ffd8ffe000104a464946") + b"\0" * 200 + workbook()


def behind_a_pdf() -> bytes:
    return b"%PDF-1.4\n1 0 obj\n" + workbook()


def two_workbooks_in_one() -> bytes:
    return workbook() + workbook()


def of_two_programs() -> bytes:
    """Excel would show one table and LibreOffice another."""
    content = io.BytesIO(workbook())
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<office/>")
    return content.getvalue()


def with_something_after() -> bytes:
    return workbook() + b"MZ" + b"\x90" * 200


def the_same_part_twice() -> bytes:
    content = io.BytesIO(workbook())
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("XL/Workbook.xml", b"<workbook/>")
    return content.getvalue()


def lying_about_its_size() -> bytes:
    """A part that says 100 bytes and holds 50 MB."""
    whole = workbook(**{"xl__worksheets__sheet1.xml": b"<worksheet>" + b" " * (50 * 2**20) + b"</worksheet>"})
    true_size = struct.pack("<I", 50 * 2**20 + len(b"<worksheet></worksheet>"))
    return whole.replace(true_size, struct.pack("<I", 100))


def old_workbook_cut_short() -> bytes:
    book, content = xlwt.Workbook(), io.BytesIO()
    book.add_sheet("Ark1").write(0, 0, "Navn")
    book.save(content)
    return content.getvalue()[:700]


def binary_workbook_that_the_reader_stumbles_on() -> bytes:
    """A sheet whose relation is missing: the workbook reader panics, which is no ordinary exception."""
    content, changed = write_xlsb({"Liste": [["Navn"]]}), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(changed, "w") as new:
        for item in old.infolist():
            new.writestr(
                item.filename,
                old.read(item.filename).replace(
                    b'Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"',
                    b'Id="rId7" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"',
                ),
            )
    return changed.getvalue()


def xml_workbook(rows: str, before: str = "") -> bytes:
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    start = f'<?xml version="1.0"?>{before}<Workbook xmlns="{space}" xmlns:ss="{space}"><Worksheet ss:Name="A"><Table>'
    return f"{start}{rows}</Table></Worksheet></Workbook>".encode()


def laughs_in_an_xml_workbook() -> bytes:
    names = "".join(f'<!ENTITY a{n} "{"".join(f"&a{n - 1};" for _ in range(10))}">' for n in range(1, 10))
    row = '<Row><Cell><Data ss:Type="String">&a9;</Data></Cell></Row>'
    return xml_workbook(row, f'<!DOCTYPE x [<!ENTITY a0 "ha">{names}]>')


def xml_workbook_far_too_wide() -> bytes:
    row = '<Row ss:Index="{}"><Cell ss:Index="16384"><Data ss:Type="String">x</Data></Cell></Row>'
    return xml_workbook("".join(row.format(n) for n in range(1, 1_500)))


def xml_workbook_far_too_long() -> bytes:
    return xml_workbook('<Row ss:Index="999999999"><Cell><Data ss:Type="String">x</Data></Cell></Row>')


def xml_workbook_with_two_cells_in_one_place() -> bytes:
    cell = '<Cell ss:Index="1"><Data ss:Type="String">x</Data></Cell>'
    return xml_workbook(f"<Row>{cell}{cell}</Row>")


def xml_workbook_cut_short() -> bytes:
    return xml_workbook("<Row><Cell/></Row>")[:-30]


def old_workbook_with_a_zip_behind_it() -> bytes:
    book, content = xlwt.Workbook(), io.BytesIO()
    book.add_sheet("Ark1").write(0, 0, "Navn")
    book.save(content)
    return content.getvalue() + workbook()


def webpage_with_a_zip_behind_it() -> bytes:
    return b"<table><tr><td>Navn</td></tr></table>" + workbook()


def locked_by_libreoffice() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", bytes(range(256)))
        archive.writestr("META-INF/manifest.xml", "<manifest><file-entry><encryption-data/></file-entry></manifest>")
    return content.getvalue()


def parquet() -> bytes:
    return b"PAR1" + b"\0" * 100 + b"PAR1"


@pytest.mark.parametrize(
    ("make", "reason_code"),
    [
        (bomb, "too_large"),
        (many_members, "too_large"),
        (climbing, "dangerous"),
        (entity, "dangerous"),
        (locked, "encrypted"),
        (truncated, "broken"),
        (laughs, "dangerous"),
        (laughs_in_a_webpage, "html"),
        (endless_columns, "too_large"),
        (on_another_drive, "dangerous"),
        (nested, "dangerous"),
        (with_a_program, "dangerous"),
        (with_macro_sheets, "dangerous"),
        (behind_a_picture, "not_a_sheet"),
        (behind_a_pdf, "not_a_sheet"),
        (two_workbooks_in_one, "dangerous"),
        (of_two_programs, "dangerous"),
        (with_something_after, "dangerous"),
        (the_same_part_twice, "dangerous"),
        (lying_about_its_size, "broken"),
        (old_workbook_cut_short, "broken"),
        (beginning_lost, "broken"),
        (garbled_within, "broken"),
        (relations_odd, "broken"),
        (binary_workbook_that_the_reader_stumbles_on, "broken"),
        (laughs_in_an_xml_workbook, "dangerous"),
        (xml_workbook_far_too_wide, "too_large"),
        (xml_workbook_far_too_long, "too_large"),
        (xml_workbook_with_two_cells_in_one_place, "broken"),
        (xml_workbook_cut_short, "broken"),
        (old_workbook_with_a_zip_behind_it, "dangerous"),
        (webpage_with_a_zip_behind_it, "dangerous"),
        (locked_by_libreoffice, "encrypted"),
        (other_zip, "not_a_sheet"),
        (parquet, "foreign_database"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_a_harmful_file_is_refused_before_it_is_opened(make: Callable[[], bytes], reason_code: str) -> None:
    read = read_file(make(), "navn.xlsx", DECLARED, Limits())
    assert (read.fate, read.reason_code) == ("rejected", reason_code)
    assert read.message.endswith(".")
    assert read.sheets == []


def test_a_foreign_duckdb_file_is_refused(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "fremmed.duckdb")) as con:
        con.execute("create table t as select 1 as x")
    read = read_file((tmp_path / "fremmed.duckdb").read_bytes(), "fremmed.csv", DECLARED, Limits())
    assert (read.fate, read.reason_code) == ("rejected", "foreign_database")


def test_a_sheet_with_something_far_from_its_table_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grid, "_MOST_CELLS", 1_000)
    book, content = Workbook(), io.BytesIO()
    book.create_sheet("Liste", 0).append(["Navn", "E-mail"])
    book["Liste"]["AA100"] = "x"
    book.save(content)
    read = read_file(content.getvalue(), "liste.xlsx", DECLARED, Limits())
    assert (read.fate, read.reason_code) == ("rejected", "too_large")
    assert read.message.startswith("Arket «Liste» går til række 100 og kolonne AA.")


def test_a_file_that_eats_all_memory_is_refused_and_the_next_one_read(tmp_path: Path) -> None:
    corners = (
        b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    (tmp_path / "stor").write_bytes(workbook(**{"xl__worksheets__sheet1.xml": corners}))
    (tmp_path / "god").write_bytes(workbook())
    jobs = [Job(tmp_path / name, f"{name}.xlsx", tmp_path / f"{name}-read") for name in ("stor", "god")]
    limits = Limits(parse_memory_mib=512, parse_seconds=30)
    fates = [description["fate"] for description in read_in_children(jobs, DECLARED, limits)]
    assert fates == ["rejected", "taken"]


def test_a_file_that_takes_too_long_is_refused(tmp_path: Path) -> None:
    lines = "".join(f"Bo Berg{n};bo{n}@example.dk\n" for n in range(300_000))
    (tmp_path / "lang").write_text("Navn;E-mail\n" + lines, encoding="utf-8")
    jobs = [Job(tmp_path / "lang", "lang.csv", tmp_path / "lang-read")]
    (read,) = read_in_children(jobs, DECLARED, Limits(parse_seconds=3))
    assert (read["fate"], read["reason_code"]) == ("rejected", "too_slow")
