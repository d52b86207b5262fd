"""Reports say what `frivillig sql` says, in every format; approved figures stand; no person leaves the house."""

from __future__ import annotations

import io
import json
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, get_args

import httpx
import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from openpyxl import Workbook, load_workbook
from pypdf import PdfReader

from flows.cli import run_command
from tests.command import document, frivillig
from tests.serving import PASSWORD, log_in, serve
from tests.test_approvals import HEAD, approve, marked, publish_night
from tests.test_safe_cells import PATIENT, TEXTS
from tests.workspace import fates, make_workspace, put_sheet, staged
from warehouse.accounts import add_account
from warehouse.approvals import withdraw_approval
from warehouse.errors import PaperRefusedError, UnknownPeriodError
from warehouse.formats import format_number
from warehouse.papers.asking import Asker
from warehouse.papers.blocks import Figure, Paper, Shown, Table
from warehouse.papers.certificate import describe_certificate, find_person
from warehouse.papers.edition import ReportKind, choose_edition
from warehouse.papers.files import Format, make_certificate, make_kpi_workbook, make_report, make_sign_up_sheet
from warehouse.papers.pdf import describe
from warehouse.papers.reports import write_paper
from warehouse.papers.workbook import add_sheet, add_table, save
from warehouse.period import read_period
from warehouse.settings import Settings, load_settings
from warehouse.snapshot import Reader
from warehouse.texts import use_language

PERIODS: dict[ReportKind, str] = {"quarter": "2014-K3", "year": "2014", "evaluation": "projekt"}
REPORTS = [(report, kind) for report in PERIODS for kind in get_args(Format)]
DRAFT = "KLADDE – perioden er ikke godkendt"


@pytest.fixture(autouse=True)
def danish() -> Iterator[None]:
    use_language("da")
    yield
    use_language("da")


class Files(dict[tuple[str, str], bytes]):
    """Every report in every format, each made when it is first looked at."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings

    def __missing__(self, asked: tuple[ReportKind, Format]) -> bytes:
        self[asked] = make_report(self.settings, asked[0], PERIODS[asked[0]], asked[1]).content
        return self[asked]


@pytest.fixture(scope="module")
def files(reference_settings: Settings) -> Files:
    """The reports of the reference project."""
    return Files(reference_settings)


def rows_of_pdf(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def rows_of_word(content: bytes) -> str:
    written = Document(io.BytesIO(content))
    rows = [" ".join(cell.text for cell in row.cells) for table in written.tables for row in table.rows]
    return "\n".join([paragraph.text for paragraph in written.paragraphs] + rows)


def rows_of_workbook(content: bytes) -> str:
    def say(value: object) -> str:
        return format_number(value) if isinstance(value, int | float) else "" if value is None else str(value)

    sheets = load_workbook(io.BytesIO(content)).worksheets
    return "\n".join(
        " ".join(say(cell) for cell in row) for sheet in sheets for row in sheet.iter_rows(values_only=True)
    )


def rows_of_page(content: bytes) -> str:
    (page,) = html.document_fromstring(content.decode()).xpath("//body")
    rows = [" ".join(str(cell.text_content()) for cell in row) for row in page.iter("tr")]
    return str(page.text_content()) + "\n" + "\n".join(rows)


READ: dict[str, Callable[[bytes], str]] = {
    "pdf": rows_of_pdf,
    "docx": rows_of_word,
    "xlsx": rows_of_workbook,
    "html": rows_of_page,
}


def read(content: bytes, kind: str) -> str:
    """All words of a file, blanks evened out."""
    return re.sub(r"[^\S\n]+", " ", READ[kind](content).replace("\N{NON-BREAKING HYPHEN}", "-"))


@cache
def ask(home: Path, sql: str) -> list[dict[str, Any]]:
    """What `frivillig sql` answers management."""
    answer: list[dict[str, Any]] = document(frivillig("sql", sql, "--json", "--role", "management", home=home))
    return answer


# --- Numbers --------------------------------------------------------------------------------------------------------

FIGURES = """
select metrics.label, figures.value, figures.value_low, figures.value_high, figures.is_suppressed, metrics.unit
from marts.metric_values as figures join marts.metrics as metrics using (metric_id)
where period_kind = '{kind}' and period_start = date '{start}' and {part}
order by metrics.sort_order
"""


@pytest.mark.parametrize(("report", "kind"), REPORTS)
def test_every_key_figure_of_a_report_is_what_sql_says(
    files: Files,
    reference_home: Path,
    report: ReportKind,
    kind: Format,
) -> None:
    text = read(files[report, kind], kind)
    period = read_period(PERIODS[report], load_settings(reference_home).project)
    figures = ask(reference_home, FIGURES.format(kind=period.kind, start=period.start, part="area_id is null and target_group is null"))  # fmt: skip
    assert len(figures) > 10
    for row in figures:
        label = r"\s+".join(map(re.escape, row["label"].split()))
        shown = "skjult" if row["is_suppressed"] else format_number(row["value"])
        assert re.search(rf"{label}[^\d–]*?\b{re.escape(shown)}(?![\d.]|,\d)", text), (row, kind)
        if kind != "xlsx" and not row["is_suppressed"] and row["value_low"] != row["value_high"]:
            assert f"{format_number(row['value_low'])} – {format_number(row['value_high'])}" in text, row


def tables_of(settings: Settings, report: ReportKind) -> dict[str, Table]:
    asker = Asker(settings)
    paper = write_paper(settings, asker, choose_edition(settings, asker, report, PERIODS[report]))
    return {block.title: block for block in paper.blocks if isinstance(block, Table)}


def cells_of(table: Table) -> dict[str, list[Any]]:
    """First cell of a row → the others: number, else what is read."""
    values = [
        [cell if isinstance(cell, str) else cell.text if cell.value is None else cell.value for cell in row]
        for row in table.rows
    ]
    return {str(row[0]).strip(): row[1:] for row in values}


def test_areas_target_groups_and_targets_are_what_sql_says(reference_settings: Settings, reference_home: Path) -> None:
    tables = tables_of(reference_settings, "year")
    area = cells_of(tables["Boligområde, 2014"])
    rows = ask(reference_home, "select area_name, value from marts.metric_values join core.areas using (area_id) where metric_id = 'distinct_users' and period_kind = 'year' and period_start = date '2014-01-01' and value > 0")  # fmt: skip
    assert {row["area_name"]: row["value"] for row in rows}.items() <= {
        name: cells[0] for name, cells in area.items()
    }.items()
    group = cells_of(tables["Målgruppe, 2014"])
    (young,) = ask(reference_home, "select value from marts.metric_values where metric_id = 'participations' and period_kind = 'year' and period_start = date '2014-01-01' and target_group = 'children_youth'")  # fmt: skip
    assert group["Børn og unge"][1] == young["value"]
    targets = cells_of(tables["Mål og hvor langt de er"])
    promised = ask(reference_home, "select label, target, value, achievement_pct from marts.target_progress")
    assert len(targets) == len(promised) > 10
    for row in promised:
        assert targets[row["label"]][1:4] == [row["target"], row["value"], row["achievement_pct"]]


def test_the_evaluation_tells_the_headline_of_the_reference_project(files: Files) -> None:
    text = " ".join(read(files["evaluation", "pdf"], "pdf").split())
    for words in (
        "mindst 258",
        "143,3 %",
        "Del 1: Baggrund",
        "Del 2: Aktiviteter og resultater",
        "Del 3: Virkninger og forankring",
    ):
        assert words in text
    assert "Ministeriet for By, Bolig og Landdistrikter, 2012" in text


def test_what_became_of_the_rows_adds_up(reference_settings: Settings, reference_home: Path) -> None:
    table = tables_of(reference_settings, "quarter")["Alt, der er kommet ind"]
    *parts, whole = [row[1] for row in table.rows]
    (run,) = ask(reference_home, "select rows_loaded + rows_quarantined + rows_duplicate + rows_superseded + rows_not_data as n from quality.runs")  # fmt: skip
    assert isinstance(whole, Shown) and whole.value == run["n"] == sum(
        part.value for part in parts if isinstance(part, Shown)
    )  # type: ignore[misc]


# --- What a paper is ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("report", "kind"), REPORTS)
def test_a_period_nobody_approved_makes_a_marked_draft_without_a_person_or_a_gap(
    files: Files, reference_settings: Settings, report: ReportKind, kind: Format
) -> None:
    text = read(files[report, kind], kind)
    assert DRAFT in text
    assert not re.search(r"\b(None|nan|NaN|null)\b|[{}]", text)
    people = Reader(reference_settings, "staff").query(
        "select person_id, full_name, phone, email from core.persons where full_name like '% %'"
    )
    assert len(people) > 100
    seen = [value for column in people.columns for value in people[column].dropna() if str(value) in text]
    assert seen == []


def test_a_report_reads_managements_file_only(reference_home: Path, tmp_path: Path) -> None:
    home = shutil.copytree(reference_home, tmp_path / "hjem", symlinks=True)
    for file in (home / "published").rglob("staff.duckdb"):
        file.unlink()
    assert make_report(load_settings(home), "evaluation", None, "html").content
    assert make_kpi_workbook(load_settings(home)).content


@pytest.mark.parametrize("report", PERIODS)
def test_the_pdf_is_tagged_speaks_danish_and_holds_its_letters(files: Files, report: str) -> None:
    pdf = PdfReader(io.BytesIO(files[report, "pdf"]))
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in root and str(root["/Lang"]).startswith("da")
    assert pdf.metadata and "Frivillighed på tværs" in str(pdf.metadata.title)
    fonts = {
        str(font["/BaseFont"])
        for page in pdf.pages
        for font in (f.get_object() for f in page["/Resources"]["/Font"].values())
    }
    assert fonts and all(re.fullmatch(r"/[A-Z]{6}\+Inter.*", font) for font in fonts)
    assert not any(
        "/URI" in str(annotation.get_object()) for page in pdf.pages for annotation in page.get("/Annots", [])
    )
    text = read(files[report, "pdf"], "pdf")
    for letters in ("æ", "ø", "å", "Mål", "ÆNDRINGER" if "ÆNDRINGER" in text else "Ændringer"):
        assert letters in text


def test_every_chart_says_its_numbers_in_words_and_no_paper_fetches_anything(
    files: Files, reference_settings: Settings
) -> None:
    asker = Asker(reference_settings)
    paper = write_paper(reference_settings, asker, choose_edition(reference_settings, asker, "evaluation", None))
    charts = [block for block in paper.blocks if isinstance(block, Figure)]
    assert len(charts) >= 6
    assert all(re.search(r"\d", chart.alt) for chart in charts)
    page = files["evaluation", "html"].decode()
    assert page.count("<img ") == len(charts) and "<script" not in page and "<link" not in page
    assert set(re.findall(r'(?:src|href)="([a-z]+):', page)) == {"data"}
    written = Document(io.BytesIO(files["evaluation", "docx"]))
    assert [shape._inline.docPr.get("descr") for shape in written.inline_shapes] == [chart.alt for chart in charts]


def test_only_word_asks_people_to_write(files: Files) -> None:
    asked = {kind: "Skriv her:" in read(files["evaluation", kind], kind) for kind in READ}
    assert asked == {"pdf": False, "docx": True, "xlsx": False, "html": False}


def test_a_report_in_english_has_no_danish_words_of_ours(reference_settings: Settings) -> None:
    use_language("en")
    file = make_report(reference_settings, "quarter", "2014-Q3", "html")
    text = read(file.content, "html")
    assert file.name == "Progress report to the steering group 2014-K3 draft.html"
    assert "DRAFT" in text and "Key figures" in text and "at least 170" in text
    for danish in ("Nøgletal", "Bilag", "Tælles", "skjult", "mindst", "Periode", "Milepæl ", "kvartal"):
        assert danish not in text


# --- Periods and approvals ------------------------------------------------------------------------------------------


def test_a_period_that_does_not_fit_or_is_not_over_is_refused_in_a_sentence(reference_settings: Settings) -> None:
    with pytest.raises(UnknownPeriodError, match="Skriv et år, fx 2014"):
        make_report(reference_settings, "year", "2014-K3", "html")
    with pytest.raises(PaperRefusedError, match="ingen tal for perioden 2019-K1"):
        make_report(reference_settings, "quarter", "2019-Q1", "html")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten people at chess twice in March, one night published; tests copy it."""
    made = make_workspace(tmp_path_factory.mktemp("skak") / "hjem")
    put_sheet(made, "tilmelding skak.xlsx", [HEAD, *marked(date(2014, 3, 4), date(2014, 3, 11))])
    publish_night(made)
    return made.home


@pytest.fixture
def skak(published: Path, tmp_path: Path) -> Settings:
    return load_settings(shutil.copytree(published, tmp_path / "hjem", symlinks=True))


def test_approved_figures_are_printed_and_what_the_data_say_since_is_listed(skak: Settings) -> None:
    approve(skak, "2014-K1")
    at_once = read(make_report(skak, "quarter", "2014-K1", "html").content, "html")
    assert DRAFT not in at_once and "Periodens nøgletal er godkendt" in at_once
    put_sheet(skak, "tilmelding skak.xlsx", [HEAD, *marked(date(2014, 3, 4), date(2014, 3, 11), date(2014, 3, 18))])
    publish_night(skak)
    file = make_report(skak, "quarter", "2014-K1", "html")
    text = read(file.content, "html")
    assert file.name == "Fremdriftsrapport til styregruppen 2014-K1.html"
    assert DRAFT not in text
    assert re.search(r"Deltagelser 20 ", text)
    assert "Data siger siden noget andet om disse" in text
    assert re.search(r"Deltagelser Hele projektet 20 30 1", text)
    withdraw_approval(skak, read_period("2014-K1", skak.project), "Anne Leder")
    again = read(make_report(skak, "quarter", "2014-K1", "html").content, "html")
    assert DRAFT in again and re.search(r"Deltagelser 30 ", again)


def test_a_project_that_goes_on_has_no_evaluation_yet_but_its_year_has(skak: Settings) -> None:
    publish_night(skak, date(2014, 11, 30))
    with pytest.raises(PaperRefusedError, match="afsluttet periode"):
        make_report(skak, "evaluation", None, "html")
    with pytest.raises(PaperRefusedError, match="projekt er ikke slut"):
        make_report(skak, "evaluation", "projekt", "html")
    assert make_report(skak, "quarter", None, "html").name.endswith("2014-K3 kladde.html")
    text = read(make_report(skak, "evaluation", "2014-H1", "html").content, "html")
    assert "1. halvår 2014" in text


# --- Certificate ----------------------------------------------------------------------------------------------------

HELPER = """
select persons.person_id, persons.full_name, count(distinct session_id) as times, sum(hours) as hours
from core.attendances join core.persons as persons using (person_id) join core.milestones using (person_id)
where attendances.role in ('volunteer', 'coordinator') and milestone_kind = 'course' and not is_staff
group by all order by times desc, person_id limit 1
"""
NEVER = """
select person_id from core.persons where not is_staff and full_name is not null
and person_id not in (select person_id from core.attendances where role in ('volunteer', 'coordinator')) order by 1 limit 1
"""


def test_a_certificate_tells_what_was_done_and_nothing_else(reference_settings: Settings) -> None:
    reader = Reader(reference_settings, "staff")
    (helper,) = reader.query(HELPER).to_dict("records")
    text = re.sub(r"\s+", " ", read(make_certificate(reference_settings, helper["person_id"]).content, "pdf"))
    assert helper["full_name"] in text and f"{helper['times']} gange" in text
    (known,) = reader.query("select phone, email, birth_year, primary_motive, status_reason, competences from core.persons left join core.volunteers using (person_id) where person_id = ?", [helper["person_id"]]).to_dict("records")  # fmt: skip
    assert known["phone"] or known["email"]
    assert [value for value in known.values() if isinstance(value, str) and value and value in text] == []
    told = describe_certificate(reference_settings, helper["person_id"])
    assert {part["heading"] for part in told["parts"]} <= {"Aktiviteter", "Opgaver", "Poster", "Kurser"}


def test_who_has_not_volunteered_gets_no_certificate(reference_settings: Settings) -> None:
    person = Reader(reference_settings, "staff").query(NEVER)["person_id"].iat[0]
    with pytest.raises(PaperRefusedError, match="kan ikke laves et frivilligbevis"):
        make_certificate(reference_settings, person)
    with pytest.raises(PaperRefusedError) as refusal:
        find_person(reference_settings, "Ingen Af Det Navn")
    assert "Ingen Af Det Navn" not in str(refusal.value)


def test_taking_out_a_certificate_is_logged_and_no_file_is_called_by_a_name(
    reference_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = shutil.copytree(reference_home, tmp_path / "hjem", symlinks=True)
    (helper,) = Reader(load_settings(home), "staff").query(HELPER).to_dict("records")
    assert run_command(["report", "certificate", "--person", helper["person_id"], "--home", str(home)]) == 0
    path = Path(capsys.readouterr().out.strip())
    assert path.name == f"Frivilligbevis {helper['person_id']}.pdf" and path.stat().st_mode & 0o077 == 0
    (line,) = (home / "archive" / "access.jsonl").read_text(encoding="utf-8").splitlines()[-1:]
    assert json.loads(line) | {"at": "", "user": ""} == {"at": "", "user": "", "act": "export", "where": "frivilligbevis", "purpose": "", "persons": [helper["person_id"]]}  # fmt: skip


# --- Sign-up sheet --------------------------------------------------------------------------------------------------


def test_a_sign_up_sheet_filled_in_by_hand_is_read_to_the_last_row(skak: Settings) -> None:
    first = date(2014, 12, 2)
    file = make_sign_up_sheet(skak, "skak", first, 2, "xlsx")
    book = load_workbook(io.BytesIO(file.content))
    sheet = book.worksheets[0]
    heads = {str(cell.value): cell.column for cell in sheet[3]}
    guests = [(row, f"{name} Gæst") for row, name in enumerate(("Anna", "Berit", "Carl"), start=5)]
    helpers = [(26, "Dorte Hjælper"), (27, "Erik Hjælper")]
    for row, name in guests + helpers:
        sheet.cell(row, heads["Navn"]).value = name
        sheet.cell(row, 5).value = "x"
    sheet.cell(5, 6).value = "x"
    sheet.cell(8, heads["Navn"]).value = "Finn Kom-ikke"
    book.save(skak.inbox / file.name)
    shutil.os.utime(skak.inbox / file.name, (1, 1))  # type: ignore[attr-defined]
    publish_night(skak)
    con = staged(skak)
    ours = {row: fate for row, fate in fates(con).items() if row.startswith(file.name)}
    assert len(ours) == 6 and set(ours.values()) == {"loaded"}
    found = con.execute("select full_name, role, session_date from staging.attendances where full_name like '%Gæst' or full_name like '%Hjælper' order by all").fetchall()  # fmt: skip
    assert found == [
        ("Anna Gæst", "participant", first),
        ("Anna Gæst", "participant", date(2014, 12, 9)),
        ("Berit Gæst", "participant", first),
        ("Carl Gæst", "participant", first),
        ("Dorte Hjælper", "volunteer", first),
        ("Erik Hjælper", "volunteer", first),
    ]


def test_an_empty_sign_up_sheet_asks_nothing_of_anybody(skak: Settings) -> None:
    file = make_sign_up_sheet(skak, "Skak", date(2014, 12, 2), 1, "xlsx")
    path = skak.home / file.name
    path.write_bytes(file.content)
    (checked,) = document(frivillig("check", path, "--json", home=skak.home))
    assert checked["source"] == "attendance_sheet"
    assert [table["quarantined"] for table in checked["tables"]] == [[]]


def test_the_printed_sign_up_sheet_names_the_activity_and_the_days(skak: Settings) -> None:
    text = read(make_sign_up_sheet(skak, "skak", date(2014, 12, 2), 3, "pdf").content, "pdf")
    for words in ("Skak", "02-12-2014", "16-12-2014", "Deltagere", "Frivillige", "Skriv aldrig CPR-nummer"):
        assert words in text
    with pytest.raises(PaperRefusedError, match="ingen aktivitet"):
        make_sign_up_sheet(skak, "Findes ikke", date(2014, 12, 2), 1, "pdf")
    with pytest.raises(PaperRefusedError, match="1-8 gange"):
        make_sign_up_sheet(skak, "Skak", date(2014, 12, 2), 9, "pdf")


# --- Workbook -------------------------------------------------------------------------------------------------------


def test_the_workbook_has_every_value_management_may_see(reference_settings: Settings, reference_home: Path) -> None:
    book = load_workbook(io.BytesIO(make_kpi_workbook(reference_settings).content))
    assert book.sheetnames == [
        "Om tallene",
        "Frivillige",
        "Aktiviteter og brugere",
        "Mål",
        "Definitioner",
        "Datakvalitet",
        "Kontroller",
    ]
    rows = [
        row
        for name in ("Frivillige", "Aktiviteter og brugere")
        for row in list(book[name].iter_rows(values_only=True))[1:]
    ]
    expected = ask(reference_home, "select metrics.label, period_kind, value, is_suppressed from marts.metric_values join marts.metrics as metrics using (metric_id) where period_kind <> 'month' or (area_id is null and target_group is null)")  # fmt: skip
    assert len(rows) == len(expected)
    shown = sorted((row[0], row[7]) for row in rows if isinstance(row[7], int | float))
    said = sorted((row["label"], row["value"]) for row in expected if row["value"] is not None)
    assert [name for name, _ in shown] == [name for name, _ in said]
    assert [value for _, value in shown] == pytest.approx([value for _, value in said])
    assert sum(row[7] == "skjult" for row in rows) == sum(row["is_suppressed"] for row in expected) > 0


@PATIENT
@given(cells=st.lists(TEXTS, min_size=1, max_size=5), number=st.floats(-1e6, 1e6, width=32))
def test_no_cell_of_a_paper_computes_anything(cells: list[str], number: float) -> None:
    book = Workbook()
    add_table(add_sheet(book, "=1+1/[x]"), cells, [[*cells, Shown("", number)]])
    sheet = load_workbook(io.BytesIO(save(book))).worksheets[1]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert sheet.cell(2, len(cells) + 1).value == pytest.approx(number)


def test_words_of_a_report_that_look_like_markup_stay_words() -> None:
    from warehouse.papers.blocks import Column, Heading, Points
    from warehouse.papers.pdf import write_pdf
    from warehouse.papers.webpage import write_webpage
    from warehouse.papers.word import write_word

    odd = '#read("/etc/passwd") <b>&amp; {{ 7*7 }} *fed* $x$ @navn'
    table = Table(odd, [Column(odd)], [[odd]])
    paper = Paper(odd, odd, "", [(odd, odd)], odd, [Heading(odd), Points([odd]), table])
    for kind, write in (("pdf", write_pdf), ("docx", write_word), ("html", write_webpage)):
        text = read(write(paper), kind)
        assert text.count("{{ 7*7 }}") >= 4, kind
        assert "root:" not in text
    assert describe(paper)["blocks"][0]["text"] == odd


# --- The page -------------------------------------------------------------------------------------------------------


def test_reports_are_behind_the_login_and_hold_no_person_for_management(reference_home: Path, tmp_path: Path) -> None:
    home = shutil.copytree(reference_home, tmp_path / "hjem", symlinks=True)
    settings = load_settings(home)
    (home / "frivillig.toml").write_text(re.sub(r"demo = true", "demo = false", (home / "frivillig.toml").read_text()))
    for user, role in (("anna", "staff"), ("bo", "management")):
        add_account(settings, user, role, PASSWORD)  # type: ignore[arg-type]
    with serve(home) as address:
        asked = f"{address}/papir/quarter/2014-K3/html"
        assert httpx.get(asked).status_code == 401
        answers = [httpx.get(asked, headers={"Cookie": log_in(address, user)}, timeout=120) for user in ("anna", "bo")]
        assert [answer.status_code for answer in answers] == [200, 200]
        assert read(answers[0].content, "html") == read(answers[1].content, "html")
        assert "kladde.html" in answers[1].headers["content-disposition"]
        cookie = {"Cookie": log_in(address, "bo")}
        assert DRAFT in answers[1].text
        for nowhere in ("quarter/2014/pdf", "quarter/2014-K3/exe", "certificate/p/pdf"):
            assert httpx.get(f"{address}/papir/{nowhere}", headers=cookie, timeout=120).status_code == 404, nowhere
        book = httpx.get(f"{address}/papir/noegletal", headers=cookie, timeout=120)
        assert book.status_code == 200 and book.content.startswith(b"PK")
