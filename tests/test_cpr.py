"""A CPR number never gets past the door: no cell, name, sheet, log or screen of ours shows one. All numbers are made up."""

from __future__ import annotations

import gzip
import io
import json
import shutil
import struct
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
import xlwt
from openpyxl import Workbook
from openpyxl.comments import Comment

from flows.night import open_night
from flows.steps import rebuild_night
from tests.command import document, frivillig
from tests.workspace import FORMS, age, collect, make_workspace, put_sheet
from warehouse.archive import Archive
from warehouse.intake.children import read_archived
from warehouse.intake.cpr import MASK, has_cpr, mask_cpr, write_in_letters
from warehouse.intake.grid import FaultyCell, Sheet
from warehouse.intake.hiding import MaskedCell, hide_cpr
from warehouse.intake.masked import read_masked, write_masked
from warehouse.intake.reading import read_file
from warehouse.settings import Limits, Settings, load_settings
from warehouse.snapshot import FILES, current_folder, current_manifest
from warehouse.source import load_sources

# One of its own for every place a number can stand. Nobody was born on the 30th or the 31st of February.
IN_CELL, AS_NUMBER, IN_TEXT = "310278-1111", "7102782222", "310278 3333"
IN_SHEET_NAME, IN_FILE_NAME, IN_HEADING, IN_TITLE = "300278-4444", "300278-5555", "300278-6666", "300278-7777"
IN_UNKNOWN_FILE, IN_BROKEN_FILE, HALVES = "300278-8888", "300278-9999", ("310278-", "1010")
PLANTED = (
    IN_CELL, AS_NUMBER, IN_TEXT, IN_SHEET_NAME, IN_FILE_NAME, IN_HEADING, IN_TITLE, IN_UNKNOWN_FILE, IN_BROKEN_FILE,
)  # fmt: skip
HEADINGS = ["Navn", "E-mail", "Mobil"]


@pytest.mark.parametrize(
    "written",
    [
        "310278-1234", "3102781234", "310278 1234", "310278 - 1234", "310278–1234", "910278-1234", "31.02.78-1234",
        "31 02 78 1234", "31021978-1234", "cpr.nr.310278-1234", "CPR3102781234x", "310278\u00a01234", "310278\u200b-1234",
        "３１０２７８-１２３４", "mor (310278-1234), ring ikke", "liste_310278_1234.xlsx", "7,3102781234",
    ],
)  # fmt: skip
def test_a_number_is_found_however_it_is_written(written: str) -> None:
    assert has_cpr(written)
    assert MASK in mask_cpr(written)
    assert not has_cpr(mask_cpr(written))


@pytest.mark.parametrize(
    "written",
    [
        "20 30 40 50", "+4520304050", "31-12-2014", "31-12-2014 14:30", "2014-12-31T14:30:00", "12345678", "5701234567890",
        "0,3112781234", "+46701234567", "12-10-2013 - 14-10-2013", "9000 Aalborg", "ad31027f-0102-4801-9234-310278123456",
    ],
)  # fmt: skip
def test_what_is_no_number_is_left_alone(written: str) -> None:
    assert not has_cpr(written)
    assert mask_cpr(written) == written


def hidden(*rows: list[object], name: str = "Ark1") -> list[list[object]]:
    return list(hide_cpr(Sheet(name, 1, False, [list(row) for row in rows]))[0].rows)


def test_nine_digits_count_in_a_column_of_ten() -> None:
    rows = hidden(["Nr"], [3102781234.0], [102781234.0])
    assert rows == [["Nr"], [MASK], [MASK]]


def test_nine_digits_count_under_the_word_cpr() -> None:
    assert hidden(["CPR-nr."], [102781234]) == [["CPR-nr."], [MASK]]


def test_nine_digits_alone_are_a_foreign_phone_number() -> None:
    assert hidden(["Mobil"], [701234567.0], ["701234567"]) == [["Mobil"], [701234567.0], ["701234567"]]


def test_a_number_split_by_its_hyphen_over_two_cells_is_found() -> None:
    assert hidden(["Bo", "310278-", "", "1234"]) == [["Bo", MASK, "", MASK]]
    assert hidden(["født 310278-", "x"], ["1234", "y"]) == [[f"født {MASK}", "x"], [MASK, "y"]]


def test_a_number_split_under_the_word_cpr_is_found() -> None:
    assert hidden(["CPR", "Sidste fire"], [310278, 1234]) == [["CPR", "Sidste fire"], [MASK, MASK]]


def test_a_birth_date_beside_a_postal_code_is_no_number() -> None:
    assert hidden(["Født", "Postnr."], ["310278", "9000"]) == [["Født", "Postnr."], ["310278", "9000"]]


def test_a_sheet_without_numbers_is_the_same_object() -> None:
    sheet = Sheet("Ark1", 1, False, [["Navn", "Mobil"], ["Bo", "20 30 40 50"]])
    assert hide_cpr(sheet) == (sheet, False)
    assert hide_cpr(sheet)[0] is sheet


def test_a_stand_in_reads_back_to_the_same_cells() -> None:
    cells = [
        "tekst", 1.5, 3, True, "", date(2014, 5, 1), datetime(2014, 5, 1, 14, 30), time(9, 15), timedelta(hours=26),
        FaultyCell("#REF!"), MaskedCell(MASK),
    ]  # fmt: skip
    (sheet,) = read_masked(write_masked([Sheet("Ark", 2, True, [cells, []])]))
    assert sheet == Sheet("Ark", 2, True, [cells, []])
    assert [type(cell) for cell in sheet.rows[0]] == [type(cell) for cell in cells]


def _commented(book: Workbook) -> None:
    book.worksheets[0]["A2"].comment = Comment("cpr 310278-1234", "Bo")


def _described(book: Workbook) -> None:
    book.properties.description = "Bo 310278-1234"


def _headed(book: Workbook) -> None:
    book.worksheets[0].oddHeader.center.text = "Bo 310278-1234"


@pytest.mark.parametrize("put", [_commented, _described, _headed])
def test_a_number_beside_the_cells_counts_as_one_in_the_file(put: Callable[[Workbook], None]) -> None:
    book, content, plain = Workbook(), io.BytesIO(), io.BytesIO()
    for row in (["Navn", "E-mail", "Mobil"], ["Bo Berg", "bo@example.dk", 20304050]):
        book.worksheets[0].append(row)
    book.save(plain)
    put(book)
    book.save(content)
    forms = {name: form for name, form in load_sources(FORMS).items() if name == "roster"}
    assert read_file(plain.getvalue(), "liste.xlsx", forms, Limits()).masked is None
    read = read_file(content.getvalue(), "liste.xlsx", forms, Limits())
    assert read.masked and b"310278" not in read.masked
    assert read.message.endswith("Slet det, og læg filen igen.") and "310278" not in read.message
    assert [row.fate for sheet in read.sheets for row in sheet.rows] == ["not_data", "loaded"]


def write_list(sheet: xlwt.Worksheet) -> None:
    for number, row in enumerate((["Navn", "E-mail"], ["Bo Berg", "bo@example.dk"])):
        for column, cell in enumerate(row):
            sheet.write(number, column, cell)


def xls_with_note(text: str) -> bytes:
    """An .xls with a comment, in the records Excel writes: xlwt writes none, so they go where it puts pictures."""
    book, content = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet("Liste")
    write_list(sheet)

    def record(kind: int, data: bytes) -> bytes:
        return struct.pack("<HH", kind, len(data)) + data

    note, author = 0x19, "Bo"
    sheet._Worksheet__bmp_rec = b"".join([
        record(0x5D, struct.pack("<HHHHH12xHH", 0x15, 0x12, note, 1, 0, 0, 0)),
        record(0x1B6, struct.pack("<HH6sHHH", 0, 0, b"", len(text), 16, 0)),
        record(0x3C, b"\0" + text.encode("latin-1")),
        record(0x3C, struct.pack("<HH4xHH4x", 0, 0, len(text), 0)),
        record(0x1C, struct.pack("<4HHB", 1, 0, 0, 1, len(author), 0) + author.encode() + b"\0"),
    ])  # fmt: skip
    book.save(content)
    return content.getvalue()


def xls_with_header(text: str) -> bytes:
    """An .xls whose pages are headed so, in two bytes a letter where a letter asks for it."""
    book, content = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet("Liste")
    sheet._Worksheet__header_str = f"&C{text}"  # the setter takes bytes, which may then only be ASCII
    write_list(sheet)
    book.save(content)
    return content.getvalue()


def xls_with_properties(text: str) -> bytes:
    """An .xls with a file of properties in it, as Excel keeps them; xlwt writes the workbook alone, so both are put together here."""
    sector, end, free, table = 512, -2, -1, -3
    text = text.encode("latin-1") + b"\0"
    before = struct.pack("<HHI16xI16xI", 0xFFFE, 0, 0, 1, 48)
    section = struct.pack("<IIIIII", 24 + len(text), 1, 3, 16, 0x1E, len(text)) + text
    book = xlwt.Workbook()
    sheet = book.add_sheet("Liste")
    write_list(sheet)
    streams = {"Workbook": book.get_biff_data(), "\x05SummaryInformation": before + section}
    # each long enough not to be kept among the small ones, and a whole number of sectors
    padded = {name: data.ljust(max(4096, -(-len(data) // sector) * sector), b"\0") for name, data in streams.items()}
    chain, places = [table, end], {}
    for name, data in padded.items():
        places[name] = len(chain)
        chain += [*range(len(chain) + 1, len(chain) + len(data) // sector), end]
    entries = [("Root Entry", 5, -1, 2, end, 0)]
    entries += [
        (name, 2, left, -1, places[name], len(padded[name])) for left, name in zip((-1, 1), padded, strict=True)
    ]
    directory = b"".join(
        struct.pack("<64sHBBiii16x4x16xiII", f"{name}\0".encode("utf-16-le"), 2 * len(name) + 2, kind, 1, left, -1, child, start, size, 0)
        for name, kind, left, child, start, size in entries
    )  # fmt: skip
    header = struct.pack(
        "<8s16xHHHHH6xiii4xiiiii",
        bytes.fromhex("d0cf11e0a1b11ae1"),
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        1,
        1,
        4096,
        end,
        0,
        end,
        0,
    )
    first = struct.pack("<109i", 0, *[free] * 108)
    fat = struct.pack("<128i", *chain, *[free] * (128 - len(chain)))
    return header + first + fat + directory.ljust(sector, b"\0") + b"".join(padded.values())


def xml_workbook(comment: str = "", properties: str = "", header: str = "") -> bytes:
    """A workbook as one XML text, with something beside its cells."""
    rows = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{cell}</Data>{said}</Cell>' for cell in row) + "</Row>"
        for row, said in ((["Navn", "E-mail"], ""), (["Bo Berg", "bo@example.dk"], comment))
    )
    return f"""<?xml version="1.0"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel"
 xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<o:DocumentProperties><o:Description>{properties}</o:Description></o:DocumentProperties>
<Worksheet ss:Name="Liste"><Table>{rows}</Table><x:WorksheetOptions><x:PageSetup><x:Header x:Data="{header}"/></x:PageSetup>
</x:WorksheetOptions></Worksheet></Workbook>""".encode()


NOTE = '<Comment ss:Author="Bo"><ss:Data>cpr 310278-1234</ss:Data></Comment>'


@pytest.mark.parametrize(
    ("name", "content", "plain"),
    [
        ("liste.xls", xls_with_note("cpr 310278-1234"), xls_with_note("ring efter kl. 16")),
        ("liste.xls", xls_with_header("Bo 310278-1234"), xls_with_header("Frivillige 2014")),
        ("liste.xls", xls_with_header("Şükrü 310278-1234"), xls_with_header("Şükrü 2014")),
        ("liste.xls", xls_with_properties("Bo 310278-1234"), xls_with_properties("Frivillige 2014")),
        ("liste.xml", xml_workbook(comment=NOTE), xml_workbook(comment=NOTE.replace("1234", "16"))),
        ("liste.xml", xml_workbook(properties="Bo 310278-1234"), xml_workbook(properties="Bo")),
        ("liste.xls", xml_workbook(header="&amp;CBo 310278-1234"), xml_workbook(header="&amp;CFrivillige")),
    ],
    ids=[
        "xls comment",
        "xls header",
        "xls header of wide letters",
        "xls properties",
        "xml comment",
        "xml properties",
        "xml header",
    ],
)
def test_a_number_beside_the_cells_of_an_old_workbook_counts_too(name: str, content: bytes, plain: bytes) -> None:
    forms = {source: form for source, form in load_sources(FORMS).items() if source == "roster"}
    assert read_file(plain, name, forms, Limits()).masked is None
    read = read_file(content, name, forms, Limits())
    assert read.masked and b"310278" not in read.masked
    assert read.message.endswith("Slet det, og læg filen igen.") and "310278" not in read.message


# --- a whole night -------------------------------------------------------------------------------------------------


def plant(settings: Settings) -> None:
    """A number in every place a file has."""
    put_sheet(
        settings,
        "liste.xlsx",
        [
            [f"Kontakt {IN_TITLE}"],
            [*HEADINGS, f"Nr. {IN_HEADING}", "Noter"],
            ["Bo Berg", "bo@example.dk", IN_CELL],
            ["Ida Dal", "ida@example.dk", float(AS_NUMBER)],
            ["Ali Eng", "ali@example.dk", "20 30 40 50", "", f"Mor er {IN_TEXT}, ring"],
            ["Eva Fog", "eva@example.dk", "20 30 40 51", *HALVES],
            ["Liv Gad", "liv@example.dk", "20 30 40 52"],
        ],
    )
    put_sheet(
        settings,
        "arknavn.xlsx",
        [HEADINGS, ["Per Holm", "per@example.dk", "20 30 40 53"]],
        sheet=f"Per {IN_SHEET_NAME}",
    )
    put_sheet(settings, f"Retur {IN_FILE_NAME}.xlsx", [HEADINGS, ["Jan Juul", "jan@example.dk", "20 30 40 54"]])
    put_sheet(settings, "ukendt.xlsx", [["Sag", "Nummer"], ["A", IN_UNKNOWN_FILE]])
    broken = settings.inbox / "database.parquet"
    broken.write_text(f"PAR1 {IN_BROKEN_FILE} PAR1", encoding="utf-8")
    age(broken)


def keep_originals(home: Path, days: int) -> Settings:
    make_workspace(home)
    with (home / "frivillig.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[intake]\nkeep_originals_with_cpr_days = {days}\n")
    return load_settings(home)


@dataclass(frozen=True)
class Planted:
    """A workspace after a night on planted numbers, and what each command printed."""

    settings: Settings
    run: subprocess.CompletedProcess[str]
    again: subprocess.CompletedProcess[str]
    check: subprocess.CompletedProcess[str]

    @property
    def printed(self) -> str:
        return "".join(done.stdout + done.stderr for done in (self.run, self.again, self.check))


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    settings = keep_originals(tmp_path_factory.mktemp("nat") / "hjem", 30)
    plant(settings)
    return Planted(
        settings,
        frivillig("run", "--plain", "--json", home=settings.home),
        frivillig("run", "--plain", home=settings.home),
        frivillig("check", *settings.inbox.iterdir(), "--json", home=settings.home),
    )


def test_no_number_is_anywhere_after_a_night(night: Planted) -> None:
    texts = {place: text for place, text in everything_in(night.settings.home) if not may_hold_numbers(place)}
    assert len(texts) > 20
    assert {(place, number) for place, text in texts.items() for number in found_in(text)} == set()
    assert found_in(night.printed) == set()
    assert [place for place, text in texts.items() if HALVES[0] in text] == []


def test_the_search_itself_finds_every_number_where_it_was_sent(night: Planted) -> None:
    settings = night.settings
    sent = "".join(text for place, text in everything_in(settings.home) if place.startswith("inbox"))
    assert found_in(sent) == set(PLANTED)
    assert HALVES[0] in sent


def test_every_row_with_a_number_waits_for_a_person(night: Planted) -> None:
    settings = night.settings
    with duckdb.connect(str(current_folder(settings) / FILES["staff"]), read_only=True) as con:  # type: ignore[operator]
        rows = con.execute("select file_name, row_number, fate, reason_code from quality.rows order by all").fetchall()
        files = dict(con.execute("select file_name, fate from quality.files").fetchall())
    assert rows == [
        ("arknavn.xlsx", 1, "not_data", "header"),
        ("arknavn.xlsx", 2, "quarantined", "cpr_in_sheet_name"),
        *[("liste.xlsx", number, "quarantined", "cpr") for number in range(1, 7)],
        ("liste.xlsx", 7, "loaded", ""),
        ("ukendt.xlsx", 1, "quarantined", "file_waiting"),
        ("ukendt.xlsx", 2, "quarantined", "cpr"),
    ]
    assert files == {
        "arknavn.xlsx": "taken",
        "database.parquet": "rejected",
        "liste.xlsx": "taken",
        "ukendt.xlsx": "waiting",
    }


def test_a_file_with_a_number_in_its_name_is_rejected_and_named_masked(night: Planted) -> None:
    outcome = document(night.run)
    named = f"Retur {MASK}.xlsx"
    assert [file["rows"] for file in outcome["files"] if (file["file"], file["fate"]) == (named, "rejected")] == [{}]
    assert [problem for problem in outcome["problems"] if named in problem and "Giv filen et andet navn" in problem]
    assert named in night.again.stdout
    (checked,) = [file for file in document(night.check) if file["file"] == named]
    assert (checked["source"], checked["tables"]) == (None, [])
    assert "Giv filen et andet navn" in checked["message"]


def test_a_number_in_the_name_of_a_folder_counts_too(tmp_path: Path) -> None:
    settings = make_workspace(tmp_path / "hjem")
    put_sheet(settings, f"{IN_FILE_NAME}/liste.xlsx", [HEADINGS])
    assert [(s.path, s.fate) for s in collect(settings)] == [(f"{MASK}/liste.xlsx", "rejected")]
    assert list(settings.originals.iterdir()) == []


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = keep_originals(tmp_path / "hjem", 30)
    plant(settings)
    return settings


def content_hash(settings: Settings) -> str:
    return str((current_manifest(settings) or {})["content_hash"])


def originals_with_numbers(settings: Settings) -> list[Path]:
    texts = {path: text for path in settings.originals.rglob("*") if path.is_file() for _, text in texts_of(path)}
    return [path for path, text in texts.items() if found_in(text)]


def read_all(settings: Settings, run_id: str) -> None:
    """As much of a night as takes files in and reads them."""
    with Archive(settings) as archive:
        archive.collect(run_id, settings.as_of())
        read_archived(settings, archive, load_sources(settings.forms))
        archive.remove_cpr_originals(settings.today())


def test_originals_are_removed_when_their_days_are_over(settings: Settings) -> None:
    read_all(settings, "r1")
    assert len(originals_with_numbers(settings)) == 4
    with Archive(settings) as archive:
        assert archive.remove_cpr_originals(settings.today() + timedelta(days=29)) == 0
        assert archive.remove_cpr_originals(settings.today() + timedelta(days=30)) == 4
    assert originals_with_numbers(settings) == []


def test_an_original_goes_as_soon_as_a_mended_version_has_come(settings: Settings) -> None:
    read_all(settings, "r1")
    put_sheet(settings, "ukendt.xlsx", [["Sag", "Nummer"], ["A", "1"]])
    read_all(settings, "r2")
    assert len(originals_with_numbers(settings)) == 3


def test_no_days_means_at_once_and_the_inbox_does_not_bring_them_back(tmp_path: Path) -> None:
    settings = keep_originals(tmp_path / "hjem", 0)
    plant(settings)
    for run_id in ("r1", "r2"):
        read_all(settings, run_id)
        assert originals_with_numbers(settings) == []


def test_a_rebuild_without_the_originals_gives_the_same_snapshot(night: Planted) -> None:
    settings = night.settings
    before = content_hash(settings)
    with Archive(settings) as archive:
        archive.remove_cpr_originals(settings.today() + timedelta(days=30))
    assert originals_with_numbers(settings) == []
    shutil.rmtree(settings.parsed)  # as after a change of code: everything is read again
    with open_night(settings, settings.as_of()) as tonight:
        rebuild_night(tonight)
    assert content_hash(settings) == before


def may_hold_numbers(place: str) -> bool:
    return place.startswith("inbox/") or ("/originals/" in place and ".masked" not in place)


def found_in(text: str) -> set[str]:
    """The planted numbers in a text, with or without sign between their parts."""
    plain = text.replace(" ", "").replace("-", "").replace("\x1f", "")
    return {number for number in PLANTED if number.replace(" ", "").replace("-", "") in plain}


def everything_in(home: Path) -> Iterator[tuple[str, str]]:
    """Every file of a workspace: its name, its bytes as text, and what is packed in it, unpacked."""
    for path in sorted(home.rglob("*")):
        place = path.relative_to(home).as_posix()
        yield f"{place} (name)", place
        if path.is_file():
            yield from ((f"{place} {part}", text) for part, text in texts_of(path))


def texts_of(path: Path) -> Iterator[tuple[str, str]]:
    content = path.read_bytes()
    yield "bytes", content.decode("latin-1")
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")]
        yield "unzipped", "".join(parts).replace("</v></c>", "\n").replace("</t></si><si><t>", "\x1f")
    if content.startswith(b"\x1f\x8b"):
        yield "unzipped", gzip.decompress(content).decode()
    if path.suffix == ".parquet" and "inbox" not in path.parts:  # what stands there is no such file
        yield "table", json.dumps(pq.read_table(path).to_pylist(), ensure_ascii=False)
    if path.suffix == ".duckdb":
        with duckdb.connect(str(path), read_only=True) as con:
            for schema, table in con.execute(
                "select table_schema, table_name from information_schema.tables"
            ).fetchall():
                yield f"{schema}.{table}", str(con.execute(f'select * from "{schema}"."{table}"').fetchall())


def test_names_of_our_own_making_never_look_like_a_number() -> None:
    for mark in ("1234ab", "3653bb", "0101801234abcdef", "999999"):
        assert not has_cpr(f"Retur - Navneliste - 11-12-2014 - {write_in_letters(mark)}.xlsx")
        assert not has_cpr(f"2026-11-25 220536 {write_in_letters(mark)}.xlsx")
    assert has_cpr("Retur - Navneliste - 11-12-2014 - 3653bb.xlsx")  # the control: with digits they would


def test_a_row_of_a_return_sheet_is_called_by_no_number() -> None:
    assert not has_cpr("ab0101801234cdef:1:12")
    assert has_cpr("ab010180-1234")
