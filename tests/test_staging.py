"""Every row has one fate, and staging holds exactly the good ones."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from openpyxl import load_workbook

from tests.workspace import AS_OF, age, collect, fates, make_workspace, put_sheet, staged
from warehouse.return_sheet import write_return_sheets
from warehouse.settings import Settings
from warehouse.source import load_sources
from warehouse.staging import quarantine

HEAD: list[object] = ["Navn", "E-mail", "Besvaret", "Telefon"]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return make_workspace(tmp_path / "hjem")


def law_holds(con: duckdb.DuckDBPyConnection) -> bool:
    unequal = con.execute(
        """
        select count(*) from raw.sheets
        where non_empty_rows <> (
            select count(*) from raw.rows where rows.file_id = sheets.file_id and rows.sheet_number = sheets.sheet_number
        )
        """
    ).fetchone()
    return unequal == (0,)


def test_a_repeated_row_says_where_the_first_one_stands(settings: Settings) -> None:
    row: list[object] = ["Bo Berg", "bo@example.dk"]
    put_sheet(settings, "a.xlsx", [["Navn", "E-mail"], row, row])
    collect(settings)
    con = staged(settings)
    assert fates(con) == {"a.xlsx:2": "loaded", "a.xlsx:3": "duplicate"}
    (reason,) = con.execute("select reason from raw.rows where fate = 'duplicate'").fetchone() or ("",)
    assert reason == "Den samme række står i «a.xlsx», arket «Ark1», række 2."


def test_a_newer_answer_takes_the_place_of_an_earlier_one_which_still_fills_its_blanks(settings: Settings) -> None:
    put_sheet(
        settings,
        "svar.xlsx",
        [
            HEAD,
            ["Bo Berg", "bo@example.dk", "01-02-2014", "20304050"],
            ["Bo Berg", "bo@example.dk", "01-09-2014", None],
        ],
    )
    collect(settings)
    con = staged(settings)
    assert fates(con) == {"svar.xlsx:2": "superseded", "svar.xlsx:3": "loaded"}
    staged_rows = con.execute("select is_superseded, phone from staging.volunteers order by recorded_date").fetchall()
    assert staged_rows == [(True, "+4520304050"), (False, None)]


def test_rows_of_an_outdated_file_are_superseded_and_counted(settings: Settings) -> None:
    put_sheet(settings, "a.xlsx", [["Navn", "E-mail"], ["Bo Berg", "bo@example.dk"], ["Fejl", "ingen"]])
    collect(settings)
    put_sheet(settings, "a.xlsx", [["Navn", "E-mail"], ["Bo Berg", "bo@example.dk"]])
    collect(settings, "r2")
    con = staged(settings)
    counted = dict(con.execute("select fate, count(*) from raw.rows group by 1").fetchall())
    assert counted == {"not_data": 2, "superseded": 2, "loaded": 1}
    assert law_holds(con)


def test_a_mended_return_sheet_closes_the_row_it_mends(settings: Settings) -> None:
    put_sheet(settings, "a.xlsx", [["Navn", "E-mail", "Tilmeldt"], ["Bo Berg", "bo@example.dk", "31-02-2014"]])
    collect(settings)
    sources = load_sources(settings.forms)
    (sheet,) = write_return_sheets(staged(settings), settings, sources, AS_OF)
    mended = load_workbook(sheet)
    cells = mended.active
    assert cells is not None
    header = [cell.value for cell in cells[2]]
    assert header[:3] == ["Navn", "E-mail", "Tilmeldt"]
    assert cells.cell(3, 3).fill.start_color.rgb == "00C6EFCE"
    cells.cell(3, 3).value = "28-02-2014"
    mended.save(settings.inbox / sheet.name)
    age(settings.inbox / sheet.name)
    collect(settings, "r2")
    con = staged(settings)
    assert con.execute(
        "select fate, reason_code from raw.rows where file_name = 'a.xlsx' and row_number = 2"
    ).fetchone() == (
        "superseded",
        "mended",
    )
    assert con.execute("select registered_date::varchar from staging.volunteers").fetchall() == [("2014-02-28",)]
    assert write_return_sheets(con, settings, sources, AS_OF) == []
    assert not sheet.exists()


def test_a_crosstab_row_comes_back_with_its_activity_and_full_dates(settings: Settings) -> None:
    put_sheet(
        settings,
        "skak.xlsx",
        [["Aktivitet", "Skak"], ["Navn", "3/9", "10/9"], ["Bo Berg", "x", "?"]],
        sheet="Efterår 2013",
    )
    collect(settings)
    sources = load_sources(settings.forms)
    (sheet,) = write_return_sheets(staged(settings), settings, sources, AS_OF)
    book = load_workbook(sheet)
    rows = [list(row) for row in book.active.values] if book.active else []
    assert rows[1][:2] == ["Aktivitet", "Skak"]
    assert rows[2][:3] == ["Navn", "03-09-2013", "10-09-2013"]
    book.active.cell(4, 3).value = "x"  # type: ignore[union-attr]
    book.save(settings.inbox / sheet.name)
    age(settings.inbox / sheet.name)
    collect(settings, "r2")
    con = staged(settings)
    dates = con.execute("select session_date::varchar, activity_id from staging.attendances order by 1").fetchall()
    assert dates == [("2013-09-03", "skak"), ("2013-09-10", "skak")]


def test_a_formula_in_a_returned_cell_stays_text(settings: Settings) -> None:
    put_sheet(settings, "a.csv", [["x"]])
    (settings.inbox / "a.csv").write_text(
        'Navn;E-mail\n"=HYPERLINK(""http://example.dk"")";forkert\n', encoding="utf-8"
    )
    age(settings.inbox / "a.csv")
    collect(settings)
    (sheet,) = write_return_sheets(staged(settings), settings, load_sources(settings.forms), AS_OF)
    book = load_workbook(sheet)
    assert book.active is not None
    assert book.active.cell(3, 1).data_type == "s"


def test_rows_a_check_finds_at_fault_leave_staging(settings: Settings) -> None:
    put_sheet(settings, "a.xlsx", [["Navn", "E-mail"], ["Bo Berg", "bo@example.dk"], ["Ida Dal", "ida@example.dk"]])
    collect(settings)
    con = staged(settings)
    con.execute(
        "insert into quality.offending select row_id, 'proeve', 'Prøvet.', 'email' from raw.rows where row_number = 3"
    )
    assert quarantine(con) == 1
    assert fates(con) == {"a.xlsx:2": "loaded", "a.xlsx:3": "quarantined"}
    assert con.execute("select full_name from staging.volunteers").fetchall() == [("Bo Berg",)]


def test_names_become_ids(settings: Settings) -> None:
    put_sheet(
        settings,
        "a.xlsx",
        [
            ["Navn", "E-mail", "Område"],
            ["A A", "a@example.dk", "VANGDALEN "],
            ["B B", "b@example.dk", "Udenfor"],
            ["C C", "c@example.dk", "Månen"],
        ],
    )
    collect(settings)
    con = staged(settings)
    assert con.execute("select area_id from staging.volunteers order by full_name").fetchall() == [
        ("vangdalen",),
        ("uden_for",),
        ("ukendt",),
    ]


def test_three_names_for_one_content_change_nothing_downstream(settings: Settings) -> None:
    rows: list[list[object]] = [["Navn", "E-mail"], ["Bo Berg", "bo@example.dk"]]
    path = put_sheet(settings, "a.xlsx", rows)
    for name in ("b.xlsx", "c.dat"):
        (settings.inbox / name).write_bytes(path.read_bytes())
        age(settings.inbox / name)
    collect(settings)
    assert fates(staged(settings)) == {"a.xlsx:2": "loaded"}
