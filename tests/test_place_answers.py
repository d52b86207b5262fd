"""Sheets no form fits and lines that may open a section: asked about, answered once, and read so from the next night on."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import duckdb
import pytest
from openpyxl import Workbook

from flows.cli import run_command
from flows.form_wizard import choose_table
from tests.workspace import age, collect, make_workspace, put_sheet, staged
from warehouse.errors import DeclarationError
from warehouse.intake import children
from warehouse.intake.reading import read_file, read_path
from warehouse.own_form import (
    FormAnswers,
    LineMeaning,
    answer_heading,
    answer_line,
    answered_lines,
    answered_sheets,
    dismiss_sheet,
    find_meaning,
    line_meanings,
    write_form,
)
from warehouse.preview import preview
from warehouse.raw import open_places
from warehouse.settings import Limits, Settings
from warehouse.source import Source, load_sources

ROSTER: list[list[object]] = [["Navn", "E-mail"], ["Oda Sørup", "oda@example.dk"]]
KITCHEN: list[list[object]] = [["Ting", "Pris"], ["Kaffe", 30], ["Te", 20]]
TURNOUT: list[list[object]] = [
    ["Aktivitet", "Skak"],
    ["Navn", "03-09-2013"],
    ["Bo Berg", "x"],
    ["Kaffehold", None],
    ["Ida Dal", "x"],
]


@pytest.fixture(autouse=True)
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in this process: children of their own take most of a test's time."""

    def read(jobs: list[children.Job], sources: dict[str, Source], limits: Limits) -> list[children.Description]:
        return [children.keep_read(job.place, read_path(job.path, job.name, sources, limits)) for job in jobs]

    monkeypatch.setattr(children, "read_in_children", read)
    monkeypatch.setattr("warehouse.preview.read_in_children", read)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return make_workspace(tmp_path / "hjem")


def put_book(settings: Settings, name: str, sheets: dict[str, list[list[object]]]) -> Path:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
    path = settings.inbox / name
    workbook.save(path)
    age(path)
    return path


def asked(con: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    return con.execute(f"select kind, source, words, row_count from ({open_places()})").fetchall()


def reasons(con: duckdb.DuckDBPyConnection) -> dict[int, tuple[str, str]]:
    found = con.execute("select sheet_number * 100 + row_number, fate, reason_code from raw.rows").fetchall()
    return {place: (fate, code) for place, fate, code in found}


def test_a_sheet_no_form_fits_is_asked_about_and_no_longer_once_it_is_said_to_be_no_data(settings: Settings) -> None:
    put_book(settings, "liste.xlsx", {"Liste": ROSTER, "Indkøb": KITCHEN})
    collect(settings)
    con = staged(settings)
    assert asked(con) == [("sheet", "roster", "Indkøb", 3)]
    assert con.execute("select message from raw.files").fetchall() == [
        ("Arket «Indkøb» er ikke læst: det passer ikke til nogen formular. Er det data?",)
    ]
    dismiss_sheet(settings, "roster", "indkøb", "anna")
    con = staged(settings)
    assert asked(con) == []
    assert {fate for place, fate in reasons(con).items() if place > 200} == {("not_data", "ignored_sheet")}
    assert con.execute("select message from raw.files").fetchall() == [("",)]
    assert answered_sheets(settings) == {("roster", "indkoeb")}


def test_a_form_made_for_the_sheet_reads_it_the_next_night(settings: Settings) -> None:
    cakes: list[list[object]] = [["Bager", "Mail"], ["Ib Lund", "ib@example.dk"]]
    put_book(settings, "liste.xlsx", {"Liste": ROSTER, "Kager": cakes})
    collect(settings)
    assert [words for _, _, words, _ in asked(staged(settings))] == ["Kager"]
    write_form(settings, FormAnswers("Kagehold", "volunteers", "Anna", {"Bager": "full_name", "Mail": "email"}))
    con = staged(settings)
    assert asked(con) == []
    assert con.execute("select full_name, source from staging.volunteers order by 1").fetchall() == [
        ("Ib Lund", "kagehold"),
        ("Oda Sørup", "roster"),
    ]


def test_a_sheet_whose_headings_only_look_like_a_forms_is_asked_about_heading_by_heading(settings: Settings) -> None:
    more: list[list[object]] = [["Navn", "Mailadr."], ["Ib Lund", "ib@example.dk"]]
    put_book(settings, "liste.xlsx", {"Liste": ROSTER, "Flere": more})
    collect(settings)
    con = staged(settings)
    assert con.execute("select sheet, heading, field from raw.proposals").fetchall() == [("Flere", "Mailadr.", "email")]
    answer_heading(settings, "roster", "Mailadr.", "email", "anna")
    assert staged(settings).execute("select count(*) from staging.volunteers").fetchall() == [(2,)]


def test_a_line_nobody_declared_gives_the_rows_below_it_a_value_once_it_is_answered(settings: Settings) -> None:
    put_sheet(settings, "skak.xlsx", TURNOUT)
    collect(settings)
    assert asked(staged(settings)) == [("line", "attendance_sheet", "Kaffehold", 1)]
    meaning = find_meaning(settings, load_sources(settings.forms)["attendance_sheet"], "frivillig")
    answer_line(settings, "attendance_sheet", "Kaffehold", meaning, "anna")
    con = staged(settings)
    assert asked(con) == []
    assert con.execute("select full_name, role from staging.attendances order by 1").fetchall() == [
        ("Bo Berg", "participant"),
        ("Ida Dal", "volunteer"),
    ]
    assert reasons(con)[104] == ("not_data", "section")


def test_a_line_that_is_no_data_changes_nothing_for_the_rows_below_it(settings: Settings) -> None:
    put_sheet(settings, "skak.xlsx", TURNOUT)
    collect(settings)
    answer_line(settings, "attendance_sheet", "kaffehold:", None, "anna")
    con = staged(settings)
    assert con.execute("select distinct role from staging.attendances").fetchall() == [("participant",)]
    assert reasons(con)[104] == ("not_data", "ignored_line")
    assert answered_lines(settings) == {("attendance_sheet", "kaffehold")}


def test_a_later_answer_about_a_line_takes_the_place_of_the_earlier(settings: Settings) -> None:
    answer_line(settings, "attendance_sheet", "Deltagere", LineMeaning("role", "volunteer"), "bo")
    roles = load_sources(settings.forms)["attendance_sheet"].sections["role"]
    assert "Deltagere" in roles["volunteer"] and "Deltagere" not in roles["participant"]
    answer_line(settings, "attendance_sheet", "deltagere", None, "anna")
    source = load_sources(settings.forms)["attendance_sheet"]
    assert "Deltagere" not in source.sections["role"]["volunteer"] and source.ignore_lines == ("deltagere",)


def test_a_word_alone_in_a_list_is_no_person_either_and_an_areas_name_may_be_its_meaning(settings: Settings) -> None:
    sheet = [["Navn", "E-mail"], ["Solsiden"], ["Oda Sørup", "oda@example.dk"]]
    put_sheet(settings, "liste.xlsx", sheet)
    collect(settings)
    assert asked(staged(settings)) == [("line", "roster", "Solsiden", 1)]
    meanings = line_meanings(settings, load_sources(settings.forms)["roster"])
    assert set(meanings.values()) == {"Vangdalen", "Jennumparken"}
    answer_line(settings, "roster", "Solsiden", LineMeaning("area_name", "Vangdalen"), "anna")
    assert staged(settings).execute("select full_name, area_name from staging.volunteers").fetchall() == [
        ("Oda Sørup", "Vangdalen")
    ]


def test_people_with_one_name_only_are_persons_where_others_have_one_name_too(settings: Settings) -> None:
    sheet = [["Navn", "E-mail"], ["Oda", "oda@example.dk"], ["Ib"]]
    put_sheet(settings, "liste.xlsx", sheet)
    collect(settings)
    assert asked(staged(settings)) == []


def test_a_meaning_that_is_none_names_those_there_are(settings: Settings) -> None:
    with pytest.raises(
        DeclarationError, match="«kok» siger intet om rækker i «Fremmødeliste»; vælg en af: deltager, frivillig"
    ):
        find_meaning(settings, load_sources(settings.forms)["attendance_sheet"], "kok")
    (settings.forms / "attendance_sheet.answers.yml").write_text(
        "adds_to: attendance_sheet\nlines: [{line: X, field: nej, value: a}]\n"
    )
    with pytest.raises(DeclarationError, match="«X» kan ikke give «nej»"):
        load_sources(settings.forms)


def test_check_says_which_commands_answer_and_they_do(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = put_book(settings, "skak.xlsx", {"Hold": TURNOUT, "Indkøb": KITCHEN})
    monkeypatch.setenv("FRIVILLIG_HOME", str(settings.home))
    monkeypatch.setattr(
        "flows.preview.preview_files", lambda settings, files: preview(files, settings, load_sources(settings.forms))
    )
    assert run_command(["check", str(path)]) == 1
    said = capsys.readouterr().out
    for line in (
        f'form new "{path}"',
        f'form ignore-sheet "{path}" "Indkøb"',
        'form section attendance_sheet "Kaffehold" "frivillig"',
        'form ignore-line attendance_sheet "Kaffehold"',
    ):
        assert line in said
    assert run_command(["form", "ignore-sheet", str(path), "Indkøb"]) == 0
    assert run_command(["form", "section", "attendance_sheet", "Kaffehold", "frivillig"]) == 0
    assert run_command(["check", str(path)]) == 0
    assert "er ikke læst" not in capsys.readouterr().out


def test_the_wizard_begins_with_the_sheet_nobody_reads(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put_book(settings, "liste.xlsx", {"Liste": ROSTER, "Indkøb": KITCHEN})
    sources = load_sources(settings.forms)
    read = read_file(path.read_bytes(), path.name, sources, Limits())
    monkeypatch.setattr("sys.stdin", io.StringIO("\n\n"))
    assert choose_table(read, sources).sheet == "Indkøb"
