"""A correction made by staff is a source: it goes before the others, survives every night and can be withdrawn."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from openpyxl import load_workbook

from tests.workspace import AS_OF, age, make_workspace, put_sheet
from warehouse.archive import Archive
from warehouse.build import build_models, create_time_tables, set_variables
from warehouse.correction_file import mended, submit_correction, submit_mended_row
from warehouse.errors import CorrectionRefusedError
from warehouse.intake.children import read_archived
from warehouse.lineage import open_since
from warehouse.people import link
from warehouse.quality import write_files_and_rows
from warehouse.return_form import ReturnedTable, returned_tables
from warehouse.settings import Settings
from warehouse.source import load_sources
from warehouse.staging import stage

HEAD: list[object] = ["Navn", "E-mail", "Tilmeldt", "Telefon"]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = make_workspace(tmp_path / "hjem")
    put_sheet(made, "a.xlsx", [HEAD, ["Bo Bergh", "bo@example.dk", "01-03-2014", "20304050"]])
    return made


def night(settings: Settings, as_of: date = AS_OF) -> duckdb.DuckDBPyConnection:
    """A night without its checks: what was handed in, staged, corrected and built."""
    for path in settings.inbox.rglob("*.xlsx"):
        age(path)
    con, sources = duckdb.connect(), load_sources(settings.forms)
    with Archive(settings) as archive:
        archive.collect(secrets.token_hex(4), as_of)
        read_archived(settings, archive, sources)
        set_variables(con, settings, as_of)
        create_time_tables(con, settings, as_of)
        stage(con, settings, archive, sources)
        link(con, archive)
    build_models(con)
    write_files_and_rows(con, "r1", sources)
    return con


def persons(con: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    return con.execute("select full_name, email, phone, birth_year from core.persons order by 1").fetchall()


def only_person(con: duckdb.DuckDBPyConnection) -> str:
    ((person_id,),) = con.execute("select person_id from core.persons").fetchall()
    return str(person_id)


def test_a_correction_goes_before_newer_sheets_and_leaves_the_other_fields_alone(settings: Settings) -> None:
    bo = only_person(night(settings))
    submit_correction(settings, "anne", "Stavet forkert", about_person=bo, full_name="Bo Berg", birth_year=1980)
    put_sheet(settings, "b.xlsx", [HEAD, ["Bo Bergh", "bo@example.dk", "01-11-2014", "20304051"]])
    con = night(settings)
    assert persons(con) == [("Bo Berg", "bo@example.dk", "+4520304051", 1980)]
    assert con.execute("select first_seen_date::varchar from core.persons").fetchall() == [("2014-03-01",)]


def test_the_latest_correction_of_a_field_counts_until_it_is_withdrawn(settings: Settings) -> None:
    bo = only_person(night(settings))
    submit_correction(settings, "anne", "Stavet forkert", about_person=bo, full_name="Bo Berg")
    time.sleep(1.1)  # a correction's time is whole seconds
    submit_correction(settings, "anne", "Kalder sig selv det", about_person=bo, full_name="Bosse Berg")
    con = night(settings)
    assert [name for name, *_ in persons(con)] == ["Bosse Berg"]
    (latest,) = con.execute("select correction_id from core.corrections where full_name = 'Bosse Berg'").fetchone() or (
        "",
    )
    submit_correction(settings, "anne", "Alligevel ikke", about_person=bo, withdraws=latest)
    con = night(settings)
    assert [name for name, *_ in persons(con)] == ["Bo Berg"]
    in_force = con.execute("select full_name, is_in_force from core.corrections where full_name is not null order by 1")
    assert in_force.fetchall() == [("Bo Berg", True), ("Bosse Berg", False)]


def test_a_correction_survives_a_rebuild_from_the_archive_alone(settings: Settings) -> None:
    bo = only_person(night(settings))
    path = submit_correction(settings, "anne", "Stavet forkert", about_person=bo, full_name="Bo Berg")
    night(settings)
    path.unlink()
    assert [name for name, *_ in persons(night(settings))] == ["Bo Berg"]


def test_a_correction_follows_a_person_who_turns_out_to_be_another(settings: Settings) -> None:
    put_sheet(settings, "b.xlsx", [HEAD, ["Bo Bergh", "bob@example.dk", "01-04-2014", None]])
    con = night(settings)
    (younger,) = con.execute("select max(person_id) from core.persons where email = 'bob@example.dk'").fetchone() or (
        "",
    )
    (older,) = con.execute("select max(person_id) from core.persons where email = 'bo@example.dk'").fetchone() or ("",)
    for person_id, year in ((younger, 1980), (older, 1981)):
        submit_correction(settings, "anne", "Spurgt", about_person=person_id, birth_year=year)
    put_sheet(settings, "c.xlsx", [HEAD, ["Bo Bergh", "bob@example.dk", "01-05-2014", "20304050"]])
    con = night(settings)
    assert len(persons(con)) == 1
    assert persons(con)[0][3] in (1980, 1981)
    assert con.execute("select count(distinct person_id) from core.corrections").fetchall() == [(1,)]


@pytest.fixture
def chess(settings: Settings) -> Iterator[Settings]:
    rows: list[list[object]] = [
        ["Aktivitet", "Skak"],
        ["Navn", "3/9", "10/9"],
        ["Bo Berg", "x", None],
        ["Ida Dal", "x", "x"],
    ]
    put_sheet(settings, "skak.xlsx", rows, "Efterår 2013")
    return settings


def attendances(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    return con.execute(
        "select full_name, session_date::varchar from core.attendances join core.persons using (person_id) order by all"
    ).fetchall()


def id_of(con: duckdb.DuckDBPyConnection, name: str) -> str:
    ((person_id,),) = con.execute(
        "select distinct person_id from core.attendances join core.persons using (person_id) where full_name = ?",
        [name],
    ).fetchall()
    return str(person_id)


def test_a_wrong_mark_is_taken_out_and_its_row_says_so(chess: Settings) -> None:
    bo = id_of(night(chess), "Bo Berg")
    which = {"activity_name": "Skak", "session_date": date(2013, 9, 3), "about_person": bo}
    submit_correction(chess, "anne", "Var syg", was_wrong=True, **which)
    con = night(chess)
    assert attendances(con) == [("Ida Dal", "2013-09-03"), ("Ida Dal", "2013-09-10")]
    closed = con.execute("select row_number, reason_code from quality.rows where fate = 'superseded'").fetchall()
    assert closed == [(3, "corrected")]


def test_a_session_on_the_wrong_date_is_moved_for_everybody(chess: Settings) -> None:
    night(chess)
    moved = {"activity_name": "Skak", "session_date": date(2013, 9, 3), "correct_date": date(2013, 9, 4)}
    submit_correction(chess, "anne", "Det var en onsdag", **moved)
    assert attendances(night(chess)) == [
        ("Bo Berg", "2013-09-04"),
        ("Ida Dal", "2013-09-04"),
        ("Ida Dal", "2013-09-10"),
    ]


def test_what_cannot_be_read_is_refused_at_once_and_nothing_is_written(settings: Settings) -> None:
    with pytest.raises(CorrectionRefusedError, match="otte cifre"):
        submit_correction(settings, "anne", "Spurgt", about_person="p", phone="ved ikke")
    with pytest.raises(CorrectionRefusedError, match="hvorfor"):
        submit_correction(settings, "anne", " ", about_person="p", phone="20304050")
    assert not (settings.inbox / "rettelser").exists()


def test_the_file_names_nobody_and_holds_who_when_and_why(settings: Settings) -> None:
    path = submit_correction(settings, "anne", "=1+1", about_person="p_1", full_name="Bo Berg")
    assert path.parent == settings.inbox / "rettelser"
    assert "bo" not in path.stem.replace("rettelse", "") and "anne" not in path.stem
    sheet = load_workbook(path).worksheets[0]
    said = {str(head.value): cell.value for head, cell in zip(*sheet.iter_rows(), strict=True) if cell.value}
    assert said["Rettet af"] == "anne" and said["Hvorfor"] == "=1+1" and said["Navn"] == "Bo Berg"
    assert [cell.data_type for cell in sheet[2] if cell.value == "=1+1"] == ["s"]
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def table_to_mend(settings: Settings, con: duckdb.DuckDBPyConnection) -> ReturnedTable:
    sources = load_sources(settings.forms)
    (table,) = (t for s in sources.values() for t in returned_tables(con, s, open_since(con, sources)))
    return table


def test_a_row_mended_on_the_dashboard_takes_its_place_and_says_who(settings: Settings) -> None:
    put_sheet(settings, "a.xlsx", [HEAD, ["Bo Berg", "bo@example.dk", "31-02-2014", "+45 20304050"]])
    con = night(settings, date(2014, 12, 1))
    assert persons(con) == []
    table = table_to_mend(settings, con)
    cells = ["28-02-2014" if cell == "31-02-2014" else cell for cell in table.rows[0].cells]
    source = con.execute("select source from quality.to_mend").fetchall()[0][0]
    with pytest.raises(CorrectionRefusedError, match="Datoen kan ikke læses"):
        submit_mended_row(settings, source, table, "anne", "Spurgt")
    submit_mended_row(settings, source, mended(table, cells), "anne", "Spurgt")
    con = night(settings)
    assert persons(con) == [("Bo Berg", "bo@example.dk", "+4520304050", None)]
    mendings = con.execute("select columns, how, mended_by, days_open from quality.mendings").fetchall()
    assert mendings == [("Tilmeldt", "dashboard", "anne", 30)]
