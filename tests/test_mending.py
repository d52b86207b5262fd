"""A row is handed back and taken again: a mended row takes exactly the place of the row it came from."""

from __future__ import annotations

import csv
import secrets
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from flows.night import open_night
from flows.outcome import NightOutcome
from flows.steps import rebuild_night, run_night
from flows.summary import describe_night
from tests.workspace import age, make_workspace, put_sheet
from warehouse.archive import Archive
from warehouse.build import set_variables
from warehouse.correction_file import submit_mended_row
from warehouse.intake import children
from warehouse.intake.children import read_archived
from warehouse.intake.headings import RETURN_BY, RETURN_OWN_SHEET, RETURN_ROW
from warehouse.intake.reading import read_path
from warehouse.people import link
from warehouse.quality import write_files_and_rows
from warehouse.return_form import ReturnedRow, ReturnedTable
from warehouse.return_sheet import write_return_sheets
from warehouse.settings import Limits, Settings
from warehouse.snapshot import Reader
from warehouse.source import Source, load_sources
from warehouse.staging import quarantine, stage

HEAD: list[object] = ["Navn", "E-mail", "Tilmeldt", "Telefon"]
BO: list[object] = ["Bo Berg", "bo@example.dk", "31-02-2014", "+45 20304050"]
IDA: list[object] = ["Ida Dal", "ida@example.dk", "30-02-2014", None]
GOOD: list[object] = ["Eva Holm", "eva@example.dk", "01-03-2014", None]

Edit = Callable[[Worksheet], None]


@pytest.fixture(autouse=True)
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in this process: a hundred small nights, each with children of its own, take minutes."""

    def read(jobs: list[children.Job], sources: dict[str, Source], limits: Limits) -> list[children.Description]:
        return [children.keep_read(job.place, read_path(job.path, job.name, sources, limits)) for job in jobs]

    monkeypatch.setattr(children, "read_in_children", read)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return make_workspace(tmp_path / "hjem")


def night(settings: Settings, as_of: str = "2014-12-31") -> None:
    """What a night does with what was handed in, without judging and building: collect, stage, link, hand back."""
    day, sources = date.fromisoformat(as_of), load_sources(settings.forms)
    with duckdb.connect(str(settings.home / "night.duckdb")) as con, Archive(settings) as archive:
        archive.collect(secrets.token_hex(4), day)
        read_archived(settings, archive, sources)
        set_variables(con, settings, day)
        stage(con, settings, archive, sources)
        link(con, archive)
        write_files_and_rows(con, "r1", sources)
        write_return_sheets(con, settings, sources, day)


def whole_night(settings: Settings, as_of: str = "2014-12-31") -> NightOutcome:
    with open_night(settings, date.fromisoformat(as_of)) as tonight:
        outcome = run_night(tonight)
    assert outcome.published, outcome.problems
    return outcome


def ask(settings: Settings, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(settings.home / "night.duckdb")) as con:
        return con.execute(sql).fetchall()


def volunteers(settings: Settings) -> dict[str, str]:
    return dict(
        ask(settings, "select full_name, registered_date::varchar from staging.volunteers where not is_superseded")
    )


def to_mend(settings: Settings) -> list[tuple[str, int]]:
    return ask(settings, "select file_name, row_number::int from quality.to_mend")


def fate_of(settings: Settings, file: str, row: int) -> tuple[str, str]:
    ((fate, code),) = ask(
        settings,
        f"select fate, reason_code from quality.rows where file_name = '{file}' and row_number = {row}",
    )
    return fate, code


def law_holds(settings: Settings) -> bool:
    """Filled rows as counted by the reader = rows with a fate, for every sheet."""
    unequal = """
        select 1 from quality.sheets s where non_empty_rows <> (
            select count(*) from quality.rows r where r.file_id = s.file_id and r.sheet_number = s.sheet_number)
    """
    return not ask(settings, unequal)


def return_sheet(settings: Settings) -> Path:
    (sheet,) = (settings.outbox / "retur").glob("*.xlsx")
    return sheet


def line_of(sheet: Worksheet, name: str) -> int:
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == name)


def column_of(sheet: Worksheet, heading: str) -> int:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == heading:
                return int(cell.column)
    raise AssertionError(heading)


def write(name: str, heading: str, text: object) -> Edit:
    """An edit of the cell in a person's row, under a heading."""

    def edit(sheet: Worksheet) -> None:
        sheet.cell(line_of(sheet, name), column_of(sheet, heading)).value = text  # type: ignore[assignment]

    return edit


def hand_in(settings: Settings, *edits: Edit, sheet: Path | None = None, name: str | None = None) -> Path:
    """Open a return sheet, edit it as Excel would, and put it into the inbox."""
    original = sheet or return_sheet(settings)
    book = load_workbook(original)
    for edit in edits:
        edit(book.worksheets[0])
    path = settings.inbox / (name or original.name)
    book.save(path)
    age(path)
    return path


def add_sheet(path: Path, title: str, rows: list[list[object]]) -> None:
    book = load_workbook(path)
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(row)
    book.save(path)
    age(path)


def keep(settings: Settings) -> Path:
    """The return sheet as it is now, for later."""
    return Path(shutil.copy2(return_sheet(settings), settings.home / "gemt.xlsx"))


def test_a_mended_row_takes_the_place_of_its_own_row_and_no_other(settings: Settings) -> None:
    put_sheet(settings, "a.xlsx", [HEAD, BO, IDA, GOOD])
    night(settings)
    assert to_mend(settings) == [("a.xlsx", 2), ("a.xlsx", 3)]
    hand_in(settings, write("Bo Berg", "Tilmeldt", "28-02-2014"))
    night(settings)
    assert volunteers(settings) == {"Bo Berg": "2014-02-28", "Eva Holm": "2014-03-01"}
    assert to_mend(settings) == [("a.xlsx", 3)]
    assert fate_of(settings, "a.xlsx", 2) == ("superseded", "mended")
    assert law_holds(settings)


def test_an_untouched_row_of_a_return_sheet_stays_open_where_it_came_from(settings: Settings) -> None:
    put_sheet(settings, "a.xlsx", [HEAD, BO, IDA])
    night(settings)
    path = hand_in(settings, write("Bo Berg", "Tilmeldt", "28-02-2014"))
    night(settings)
    assert fate_of(settings, path.name, 4) == ("duplicate", "not_mended")
    again = load_workbook(return_sheet(settings)).worksheets[0]
    assert [again.cell(row, 1).value for row in range(3, again.max_row + 1)] == ["Ida Dal"]


def test_a_phone_survives_the_round_trip(settings: Settings) -> None:
    put_sheet(settings, "a.xlsx", [HEAD, BO])
    night(settings)
    sheet = load_workbook(return_sheet(settings)).worksheets[0]
    assert sheet.cell(3, 4).value == "+45 20304050"
    hand_in(settings, write("Bo Berg", "Tilmeldt", "28-02-2014"))
    night(settings)
    assert ask(settings, "select phone from staging.volunteers") == [("+4520304050",)]


def test_handed_in_twice_counts_once(settings: Settings) -> None:
    put_sheet(settings, "a.xlsx", [HEAD, BO])
    night(settings)
    sheet = keep(settings)
    hand_in(settings, write("Bo Berg", "Tilmeldt", "28-02-2014"), sheet=sheet, name="retur.xlsx")
    night(settings)
    hand_in(settings, write("Bo Berg", "Tilmeldt", "28-02-2014"), sheet=sheet, name="retur (kopi).xlsx")
    night(settings, "2015-01-01")
    assert volunteers(settings) == {"Bo Berg": "2014-02-28"}
    fates = ask(settings, "select fate from quality.rows where fate in ('loaded', 'quarantined')")
    assert fates == [("loaded",)]


def test_mended_twice_the_later_counts(settings: Settings) -> None:
    put_sheet(settings, "a.xlsx", [HEAD, BO])
    night(settings)
    sheet = keep(settings)
    hand_in(settings, write("Bo Berg", "Tilmeldt", "28-02-2014"), sheet=sheet, name="retur.xlsx")
    night(settings)
    edits = (write("Bo Berg", "Tilmeldt", "27-02-2014"), write("Bo Berg", "Navn", "Bo Bergh"))
    hand_in(settings, *edits, sheet=sheet, name="0 en nyere.xlsx")
    night(settings, "2015-01-01")
    assert volunteers(settings) == {"Bo Bergh": "2014-02-27"}
    assert fate_of(settings, "retur.xlsx", 3) == ("superseded", "mended")


def test_a_copy_handed_in_later_without_a_row_mended_does_not_undo_it(settings: Settings) -> None:
    put_sheet(settings, "a.xlsx", [HEAD, BO, IDA])
    night(settings)
    sheet = keep(settings)
    hand_in(settings, write("Bo Berg", "Tilmeldt", "28-02-2014"), sheet=sheet, name="b.xlsx")
    night(settings)
    hand_in(settings, write("Ida Dal", "Tilmeldt", "27-02-2014"), sheet=sheet, name="c.xlsx")
    night(settings, "2015-01-01")
    assert volunteers(settings) == {"Bo Berg": "2014-02-28", "Ida Dal": "2014-02-27"}
    assert to_mend(settings) == []


def test_a_row_still_faulty_comes_back_with_its_age_and_is_mended_through_the_second_sheet(settings: Settings) -> None:
    put_sheet(settings, "a.xlsx", [HEAD, BO])
    night(settings, "2014-12-01")
    hand_in(settings, write("Bo Berg", "Tilmeldt", "29-02-2014"))
    night(settings, "2014-12-11")
    assert ask(settings, "select days_open::int from quality.to_mend") == [(10,)]
    hand_in(settings, write("Bo Berg", "Tilmeldt", "28-02-2014"))
    night(settings, "2014-12-21")
    assert volunteers(settings) == {"Bo Berg": "2014-02-28"}
    assert to_mend(settings) == []
    assert ask(settings, "select row_number::int, columns, days_open::int from quality.mendings") == [
        (2, "Tilmeldt", 20)
    ]


def test_the_first_return_sheet_may_go_when_the_second_has_mended_the_row(settings: Settings) -> None:
    put_sheet(settings, "a.xlsx", [HEAD, BO])
    night(settings)
    first = hand_in(settings, write("Bo Berg", "Tilmeldt", "29-02-2014"))
    night(settings)
    hand_in(settings, write("Bo Berg", "Tilmeldt", "28-02-2014"))
    night(settings, "2015-01-01")
    put_sheet(settings, first.name, [HEAD, GOOD])
    night(settings, "2015-01-02")
    assert volunteers(settings) == {"Bo Berg": "2014-02-28", "Eva Holm": "2014-03-01"}
    assert to_mend(settings) == []


def test_a_return_sheet_saved_as_csv_mends_too(settings: Settings) -> None:
    put_sheet(settings, "a.xlsx", [HEAD, BO, IDA])
    night(settings)
    sheet = load_workbook(return_sheet(settings)).worksheets[0]
    write("Bo Berg", "Tilmeldt", "28-02-2014")(sheet)
    path = settings.inbox / "retur.csv"
    with path.open("w", encoding="cp1252", newline="") as file:
        csv.writer(file, delimiter=";").writerows([[cell or "" for cell in row] for row in sheet.values])
    age(path)
    night(settings)
    assert volunteers(settings) == {"Bo Berg": "2014-02-28"}
    assert to_mend(settings) == [("a.xlsx", 3)]
    assert ask(settings, "select phone from staging.volunteers") == [("+4520304050",)]


def test_rows_added_to_a_return_sheet_count_as_rows_of_their_own(settings: Settings) -> None:
    put_sheet(settings, "a.xlsx", [HEAD, BO])
    night(settings)
    hand_in(
        settings,
        write("Bo Berg", "Tilmeldt", "28-02-2014"),
        lambda sheet: sheet.append(["Eva Holm", "eva@example.dk", "01-03-2014"]),
    )
    night(settings)
    assert volunteers(settings) == {"Bo Berg": "2014-02-28", "Eva Holm": "2014-03-01"}


def test_two_persons_of_one_cell_become_two_rows_with_the_same_id(settings: Settings) -> None:
    put_sheet(settings, "a.xlsx", [HEAD, ["Bo og Ida Berg", "bo@example.dk", "28-02-2014", None]])
    night(settings)

    def split(sheet: Worksheet) -> None:
        row = line_of(sheet, "Bo og Ida Berg")
        mended = [cell.value for cell in sheet[row]]
        sheet.cell(row, 1).value = "Bo Berg"
        sheet.append(["Ida Berg", "ida@example.dk", *mended[2:]])

    hand_in(settings, split)
    night(settings)
    assert set(volunteers(settings)) == {"Bo Berg", "Ida Berg"}
    assert to_mend(settings) == []


def test_mended_in_the_original_file_closes_the_row_and_shows_what_was_mended(settings: Settings) -> None:
    put_sheet(settings, "a.xlsx", [HEAD, BO, GOOD])
    night(settings, "2014-12-01")
    put_sheet(settings, "a.xlsx", [HEAD, GOOD, [*BO[:2], "28-02-2014", *BO[3:]]])
    night(settings, "2014-12-08")
    assert to_mend(settings) == []
    assert not list((settings.outbox / "retur").iterdir())
    mendings = ask(
        settings,
        "select file_name, row_number::int, columns, how, mended_date::varchar, days_open::int from quality.mendings",
    )
    assert mendings == [("a.xlsx", 2, "Tilmeldt", "original_file", "2014-12-08", 7)]


def test_a_return_sheet_for_a_row_mended_in_the_original_counts_nothing_twice(settings: Settings) -> None:
    put_sheet(settings, "a.xlsx", [HEAD, BO])
    night(settings)
    sheet = keep(settings)
    put_sheet(settings, "a.xlsx", [HEAD, [*BO[:2], "28-02-2014", *BO[3:]]])
    night(settings)
    hand_in(settings, write("Bo Berg", "Tilmeldt", "26-02-2014"), sheet=sheet, name="retur.xlsx")
    night(settings, "2015-01-01")
    assert volunteers(settings) == {"Bo Berg": "2014-02-28"}
    assert fate_of(settings, "retur.xlsx", 3) == ("superseded", "mended")


def test_a_newer_version_with_the_old_fault_does_not_undo_the_mending(settings: Settings) -> None:
    put_sheet(settings, "a.xlsx", [HEAD, BO])
    night(settings)
    hand_in(settings, write("Bo Berg", "Tilmeldt", "28-02-2014"))
    night(settings)
    put_sheet(settings, "a.xlsx", [HEAD, GOOD, BO])
    night(settings, "2015-01-01")
    assert volunteers(settings) == {"Bo Berg": "2014-02-28", "Eva Holm": "2014-03-01"}
    assert to_mend(settings) == []


def crosstab(*rows: list[object]) -> list[list[object]]:
    return [["Aktivitet", "Skak"], *rows]


def attendances(settings: Settings) -> list[tuple[Any, ...]]:
    return ask(
        settings,
        "select full_name, session_date::varchar, role from staging.attendances order by all",
    )


def test_a_living_attendance_sheet_keeps_both_the_mended_mark_and_the_new_ones(settings: Settings) -> None:
    put_sheet(settings, "skak.xlsx", crosstab(["Navn", "3/9"], ["Bo Berg", "?"]), "Efterår 2013")
    night(settings)
    hand_in(settings, write("Bo Berg", "03-09-2013", "x"))
    night(settings)
    assert attendances(settings) == [("Bo Berg", "2013-09-03", "participant")]
    put_sheet(settings, "skak.xlsx", crosstab(["Navn", "3/9", "10/9"], ["Bo Berg", "?", "x"]), "Efterår 2013")
    night(settings, "2015-01-01")
    assert attendances(settings) == [("Bo Berg", "2013-09-03", "participant"), ("Bo Berg", "2013-09-10", "participant")]
    assert to_mend(settings) == []
    assert law_holds(settings)


def test_a_row_of_a_section_comes_back_under_its_sections_word(settings: Settings) -> None:
    rows = crosstab(
        ["Navn", "3/9", "10/9"], ["Frivillige"], ["Bo Berg", "x", "?"], ["Deltagere"], ["Ida Dal", "?", "x"]
    )
    put_sheet(settings, "skak.xlsx", rows, "Efterår 2013")
    night(settings)
    hand_in(settings, write("Bo Berg", "10-09-2013", "x"), write("Ida Dal", "03-09-2013", None))
    night(settings)
    assert attendances(settings) == [
        ("Bo Berg", "2013-09-03", "volunteer"),
        ("Bo Berg", "2013-09-10", "volunteer"),
        ("Ida Dal", "2013-09-10", "participant"),
    ]


def test_dates_that_the_whole_column_showed_to_be_month_first_mean_the_same_in_the_return_sheet(
    settings: Settings,
) -> None:
    csv_rows = ["Navn;E-mail;Tilmeldt", "Eva Holm;eva@example.dk;4/23/2014", "Bo Berg;forkert;4/5/2014"]
    (settings.inbox / "a.csv").write_text("\n".join(csv_rows), encoding="utf-8")
    age(settings.inbox / "a.csv")
    night(settings)
    hand_in(settings, write("Bo Berg", "E-mail", "bo@example.dk"))
    night(settings)
    assert volunteers(settings) == {"Eva Holm": "2014-04-23", "Bo Berg": "2014-04-05"}


def test_who_mended_it_is_kept_when_they_say_so_and_no_value_is(settings: Settings) -> None:
    put_sheet(settings, "a.xlsx", [HEAD, BO])
    night(settings)
    hand_in(settings, write("Bo Berg", "Tilmeldt", "28-02-2014"), write("Bo Berg", RETURN_BY, "Anne"))
    night(settings)
    assert ask(settings, "select mended_by, how from quality.mendings") == [("Anne", "return_sheet")]
    assert "28-02-2014" not in str(ask(settings, "select * from quality.mendings"))


def test_the_oldest_comes_first_in_sheet_and_table(settings: Settings) -> None:
    put_sheet(settings, "z.xlsx", [HEAD, BO])
    night(settings, "2014-12-01")
    put_sheet(settings, "ny.xlsx", [HEAD, IDA])
    night(settings, "2014-12-31")
    assert ask(settings, "select file_name, days_open::int from quality.to_mend") == [("z.xlsx", 30), ("ny.xlsx", 0)]
    book = load_workbook(return_sheet(settings))
    assert [sheet.cell(3, column_of(sheet, "Fundet (dage)")).value for sheet in book] == [
        "01-12-2014 (30 dage)",
        "31-12-2014 (0 dage)",
    ]


def test_the_cell_to_mend_is_marked_and_says_why(settings: Settings) -> None:
    put_sheet(settings, "a.xlsx", [HEAD, BO])
    night(settings)
    path = return_sheet(settings)
    assert path.name.startswith("Retur - Koordinatoren - Navneliste - 31-12-2014 - ")
    sheet = load_workbook(path).worksheets[0]
    cell = sheet.cell(3, 3)
    assert cell.fill.start_color.rgb == "00C6EFCE"
    assert cell.comment is not None and "Skriv den som 31-12-2014" in cell.comment.text
    assert sheet.cell(2, sheet.max_column).value == RETURN_ROW


def test_a_whole_night_tells_rows_to_mend_from_rows_that_wait_and_is_rebuilt_alike(settings: Settings) -> None:
    put_sheet(settings, "a.xlsx", [HEAD, BO, IDA])
    put_sheet(settings, "varer.xlsx", [["Vare", "Pris"], ["Rugbrød", 30], ["Smør", 20]])
    add_sheet(settings.inbox / "a.xlsx", "Noter", [["Vi ses på mandag"]])
    whole_night(settings, "2014-12-01")
    hand_in(settings, write("Bo Berg", "Tilmeldt", "28-02-2014"))
    outcome = whole_night(settings)
    said = "\n".join(describe_night(settings, outcome, False))
    assert "Rækker, der skal rettes: 1" in said
    assert "Koordinatoren: Navneliste (1), åben i dage: 30" in said
    assert "Rækker i filer og ark, der venter på et skema: 4" in said
    assert "Filen «a.xlsx» har ark, som intet skema passer til; rækker i dem: 1." in said
    assert "Rettet siden sidst: 1" in said
    run = Reader(settings, "staff").query("from quality.runs order by finished_at desc limit 1").iloc[0]
    assert (run.rows_quarantined, run.rows_to_mend, run.rows_waiting) == (5, 1, 4)
    shutil.rmtree(settings.inbox)
    settings.inbox.mkdir()
    with open_night(settings) as again:
        assert rebuild_night(again).snapshot_id == outcome.snapshot_id


def test_a_cell_that_a_check_finds_at_fault_is_marked_too(settings: Settings) -> None:
    put_sheet(settings, "a.xlsx", [HEAD, GOOD])
    night(settings)
    with duckdb.connect(str(settings.home / "night.duckdb")) as con:
        con.execute(
            "insert into quality.offending select row_id, 'proeve', 'Prøvet.', 'registered_date' from raw.rows where fate = 'loaded'"
        )
        quarantine(con)
        write_return_sheets(con, settings, load_sources(settings.forms), date(2014, 12, 31))
    assert load_workbook(return_sheet(settings)).worksheets[0].cell(3, 3).fill.start_color.rgb == "00C6EFCE"


# --- What only the sender's own sheet can mend -----------------------------------------------------------------------

CPR_TITLE: list[object] = ["Kontakt: Bo, 310278-1234"]


def test_a_number_above_the_table_is_handed_back_masked_with_where_it_stands(settings: Settings) -> None:
    put_sheet(settings, "liste.xlsx", [CPR_TITLE, HEAD, GOOD])
    night(settings)
    assert to_mend(settings) == [("liste.xlsx", 1)]
    assert ask(settings, "select headings, reason_code, owner, days_open from quality.to_mend") == [
        ([], "cpr", "Koordinatoren", 0)
    ]
    sheet = load_workbook(return_sheet(settings))[RETURN_OWN_SHEET]
    said = [cell.value for cell in sheet[3]]
    assert said[:4] == ["liste.xlsx", "Ark1", "1", "Kontakt: Bo, ******-****"]
    assert said[4].startswith("Her står noget, der ligner et CPR-nummer. Slet det i dit eget ark")
    assert law_holds(settings)


def test_it_is_closed_by_the_own_sheet_without_the_number(settings: Settings) -> None:
    put_sheet(settings, "liste.xlsx", [CPR_TITLE, HEAD, GOOD])
    night(settings)
    put_sheet(settings, "liste.xlsx", [["Kontakt: Bo"], HEAD, GOOD])
    night(settings)
    assert (to_mend(settings), list((settings.outbox / "retur").iterdir())) == ([], [])
    assert volunteers(settings) == {"Eva Holm": "2014-03-01"}


def test_a_return_workbook_with_nothing_but_such_lines_may_be_put_back_and_changes_nothing(settings: Settings) -> None:
    put_sheet(settings, "liste.xlsx", [CPR_TITLE, HEAD, GOOD])
    night(settings)
    hand_in(settings)
    night(settings)
    assert to_mend(settings) == [("liste.xlsx", 1)]
    assert ask(settings, "select distinct fate, reason_code from quality.rows where file_name like 'Retur%'") == [
        ("not_data", "return_notes")
    ]
    assert ask(settings, "select fate from quality.files order by file_name") == [("taken",), ("taken",)]
    assert law_holds(settings)


def test_rows_to_mend_and_such_lines_come_back_in_one_workbook(settings: Settings) -> None:
    put_sheet(settings, "liste.xlsx", [CPR_TITLE, HEAD, BO])
    night(settings)
    hand_in(settings, write("Bo Berg", "Tilmeldt", "28-02-2014"))
    night(settings)
    assert volunteers(settings) == {"Bo Berg": "2014-02-28"}
    assert to_mend(settings) == [("liste.xlsx", 1)]


# --- Forms with their labels down the side ---------------------------------------------------------------------------


def profile(*answers: list[object]) -> list[list[object]]:
    labels = ["Frivilliges navn", "Kan træffes på", "Frivillig siden"]
    return [["Stamkort"], *([label, *says] for label, says in zip(labels, zip(*answers, strict=True), strict=True))]


BO_CARD: list[object] = ["Bo Berg", "20304050", "31-02-2014"]
IDA_CARD: list[object] = ["Ida Dal", "20304051", "01-03-2014"]
EVA_CARD: list[object] = ["Eva Holm", "20304052", "30-02-2014"]


def say(name: str, label: str, text: str) -> Edit:
    """An edit beside a label, in the column of a person's answer."""

    def edit(sheet: Worksheet) -> None:
        for start in range(1, sheet.max_row + 1):
            for column in range(2, sheet.max_column + 1):
                if sheet.cell(start, column).value == name:
                    line = next(n for n in range(start, sheet.max_row + 1) if sheet.cell(n, 1).value == label)
                    sheet.cell(line, column).value = text
                    return
        raise AssertionError(name)

    return edit


def test_an_answer_down_the_side_comes_back_with_its_labels_down_the_side(settings: Settings) -> None:
    put_sheet(settings, "kort.xlsx", profile(BO_CARD, IDA_CARD))
    night(settings)
    sheet = load_workbook(return_sheet(settings)).worksheets[0]
    assert [sheet.cell(row, 1).value for row in range(2, 9)] == [
        "Frivilliges navn", "Kan træffes på", "Frivillig siden", "Hvad skal rettes", "Fundet (dage)", "Rettet af", RETURN_ROW,
    ]  # fmt: skip
    assert [sheet.cell(row, 2).value for row in range(2, 5)] == BO_CARD
    assert sheet.cell(4, 2).fill.start_color.rgb == "00C6EFCE" and sheet.cell(2, 2).fill.fill_type is None
    assert volunteers(settings) == {"Ida Dal": "2014-03-01"}


def test_an_answer_mended_down_the_side_replaces_exactly_its_own(settings: Settings) -> None:
    put_sheet(settings, "kort.xlsx", profile(BO_CARD, IDA_CARD, EVA_CARD))
    night(settings)
    assert to_mend(settings) == [("kort.xlsx", 2), ("kort.xlsx", 4)]
    hand_in(settings, say("Bo Berg", "Frivillig siden", "28-02-2014"))
    night(settings)
    assert volunteers(settings) == {"Bo Berg": "2014-02-28", "Ida Dal": "2014-03-01"}
    assert to_mend(settings) == [("kort.xlsx", 4)]
    assert fate_of(settings, "kort.xlsx", 2) == ("superseded", "mended")
    hand_in(settings, say("Eva Holm", "Frivillig siden", "28-02-2014"))
    night(settings)
    assert volunteers(settings) == {"Bo Berg": "2014-02-28", "Ida Dal": "2014-03-01", "Eva Holm": "2014-02-28"}
    assert to_mend(settings) == []
    assert law_holds(settings)


def test_an_answer_mended_in_its_own_form_is_closed_too(settings: Settings) -> None:
    put_sheet(settings, "kort.xlsx", profile(BO_CARD, IDA_CARD))
    night(settings)
    put_sheet(settings, "kort.xlsx", profile([*BO_CARD[:2], "28-02-2014"], IDA_CARD))
    night(settings)
    assert volunteers(settings) == {"Bo Berg": "2014-02-28", "Ida Dal": "2014-03-01"}
    assert to_mend(settings) == []
    assert ask(settings, "select how, columns from quality.mendings") == [("original_file", "Frivillig siden")]


def test_many_answers_and_several_files_come_back_below_each_other_and_are_all_taken(settings: Settings) -> None:
    many = [[f"Person {name} Prøve", f"203040{n:02}", "31-02-2014"] for n, name in enumerate("ABC")]
    put_sheet(settings, "a.xlsx", profile(*many))
    put_sheet(settings, "b.xlsx", profile(BO_CARD))
    night(settings)
    mend = [say(str(card[0]), "Frivillig siden", "28-02-2014") for card in [*many, BO_CARD]]

    def mend_all(sheet: Worksheet) -> None:
        for book_sheet in sheet.parent.worksheets:  # type: ignore[union-attr]
            for edit in mend:
                with suppress(AssertionError):
                    edit(book_sheet)

    hand_in(settings, mend_all)
    night(settings)
    assert set(volunteers(settings)) == {"Bo Berg", *(str(card[0]) for card in many)}
    assert to_mend(settings) == []


def test_a_dashboard_mending_of_an_answer_down_the_side_takes_its_place(settings: Settings) -> None:
    put_sheet(settings, "kort.xlsx", profile(BO_CARD))
    night(settings)
    ((row_id, headings, cells),) = ask(settings, "select row_id, headings, cells from quality.to_mend")
    fixed = [*cells[:2], "28-02-2014"]
    table = ReturnedTable(
        row_id.split(":")[0], "kort.xlsx", "Ark1", 1, 1, headings, {}, [ReturnedRow(row_id, 2, "", 2, fixed)]
    )
    age(submit_mended_row(settings, "profile", table, "anna", "Slået fejl"))
    night(settings)
    assert volunteers(settings) == {"Bo Berg": "2014-02-28"}
    assert to_mend(settings) == []
