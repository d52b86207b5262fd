"""A workspace's own declarations: answers about headings, new forms, and the night that reads by them."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from flows.cli import run_command
from tests.command import document, environment, frivillig
from tests.workspace import AS_OF, collect, fates, make_workspace, put_sheet, staged
from warehouse.archive import Archive
from warehouse.errors import DeclarationError
from warehouse.intake.children import reading_fingerprint
from warehouse.own_form import FormAnswers, answer_heading, answered_headings, draft_form, find_field, write_form
from warehouse.settings import Settings
from warehouse.snapshot import input_fingerprint
from warehouse.source import load_sources

ODD_ROSTER = [
    ["Navn", "Mailadr.", "Mobilnr."],
    ["Oda Sørup", "oda@example.dk", "20 30 40 50"],
    ["Ib Lund", "ib@example.dk", "20 30 40 51"],
]
CAKES = [
    ["Kagehold 2013"],
    ["Bager", "Kontakt", "Fødselsår", "Kage"],
    ["Oda Sørup", "oda@example.dk", 1980, "drømmekage"],
    ["Ib Lund", "ib@example.dk", 1981, "brunsviger"],
    ["Ea Holm", "ea@example.dk", 1990, "citronmåne"],
]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return make_workspace(tmp_path / "hjem")


def cake_form(**other: object) -> FormAnswers:
    answers = {
        "title": "Kagehold",
        "feeds": "volunteers",
        "owner": "Koordinatoren",
        "columns": {"Bager": "full_name", "Kontakt": "email", "Fødselsår": "birth_year"},
        "required": {"full_name"},
        "ignored": ("Kage",),
        "by": "anna",
    }
    return FormAnswers(**{**answers, **other})  # type: ignore[arg-type]


Answering = Callable[[Settings, Path, list[str]], tuple[int, str]]


@pytest.fixture
def make_form(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Answering:
    """Run `frivillig form new` on a file with one answer a line; returns exit code and all that was said."""

    def run(settings: Settings, path: Path, lines: list[str]) -> tuple[int, str]:
        monkeypatch.setenv("FRIVILLIG_HOME", str(settings.home))
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        code = run_command(["form", "new", str(path)])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


# --- Answers about headings -----------------------------------------------------------------------------------------


def test_nothing_is_read_before_the_answer_and_all_of_it_after(settings: Settings) -> None:
    put_sheet(settings, "liste.xlsx", ODD_ROSTER)
    collect(settings)
    assert set(fates(staged(settings)).values()) == {"quarantined"}
    answer_heading(settings, "roster", "Mailadr.", "email", "anna")
    con = staged(settings)
    assert con.execute("select full_name, email, phone from staging.volunteers order by 1").fetchall() == [
        ("Ib Lund", "ib@example.dk", None),
        ("Oda Sørup", "oda@example.dk", None),
    ]
    assert con.execute("select heading, field from raw.proposals").fetchall() == [("Mobilnr.", "phone")]


def test_an_answer_says_who_and_when_and_a_new_one_takes_its_place(settings: Settings) -> None:
    answer_heading(settings, "roster", "Mailadr.", None, "bo")
    path = answer_heading(settings, "roster", "mailadr", "email", "anna")
    text = path.read_text(encoding="utf-8")
    assert "by: anna" in text and "at: '20" in text and "bo" not in text.split()
    assert load_sources(settings.forms)["roster"].fields["email"].headings == ("E-mail", "Mail", "mailadr")


def test_a_no_is_remembered_and_not_asked_about_again(settings: Settings) -> None:
    put_sheet(settings, "liste.xlsx", [["Navn", "E-mail", "Mobilnr."], ["Oda Sørup", "oda@example.dk", "20304050"]])
    collect(settings)
    answer_heading(settings, "roster", "Mobilnr.", None, "anna")
    con = staged(settings)
    assert con.execute("select count(*) from raw.proposals").fetchall() == [(0,)]
    assert con.execute("select message from raw.files").fetchall() == [("",)]
    assert answered_headings(settings) == {("roster", "mobilnr")}


def test_a_form_we_ship_is_answered_in_the_workspace_alone(settings: Settings) -> None:
    before = load_sources()["volunteer_list"]
    answer_heading(settings, "volunteer_list", "Mailadr.", "email", "anna")
    assert "Mailadr." in load_sources(settings.forms)["volunteer_list"].fields["email"].headings  # type: ignore[operator]
    assert load_sources()["volunteer_list"] == before


def test_an_answer_about_a_heading_that_meant_something_else_moves_it(settings: Settings) -> None:
    answer_heading(settings, "roster", "Mobil", "given_name", "anna")
    fields = load_sources(settings.forms)["roster"].fields
    assert (fields["phone"].headings, fields["given_name"].headings) == (("Telefon",), ("Fornavn", "Mobil"))


@pytest.mark.parametrize(
    ("source", "field", "sentence"),
    [
        ("rooster", "email", "ingen formular; vælg en af"),
        ("roster", "emial", "feltet «emial» findes ikke"),
        ("turnout", "session_date", "kolonnerne med datoer"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_and_nothing_is_written(
    settings: Settings, source: str, field: str, sentence: str
) -> None:
    before = sorted(path.name for path in settings.forms.glob("*.yml"))
    with pytest.raises(DeclarationError, match=sentence):
        answer_heading(settings, source, "Mailadr.", field, "anna")
    assert sorted(path.name for path in settings.forms.glob("*.yml")) == before


def test_a_key_nobody_knows_in_the_workspaces_own_file_is_named(settings: Settings) -> None:
    (settings.forms / "roster.answers.yml").write_text("adds_to: roster\nanswer: []\n", encoding="utf-8")
    with pytest.raises(DeclarationError, match=r"roster\.answers\.yml: nøglen «answer» findes ikke"):
        load_sources(settings.forms)


def test_a_remark_in_the_file_of_answers_outlives_the_next_answer(settings: Settings) -> None:
    path = settings.forms / "roster.answers.yml"
    path.write_text("adds_to: roster  # aftalt med Lene\nanswers: []\n", encoding="utf-8")
    answer_heading(settings, "roster", "Mailadr.", "email", "anna")
    assert "# aftalt med Lene" in path.read_text(encoding="utf-8")


def test_an_answer_given_while_a_night_runs_is_read_the_next_night(settings: Settings) -> None:
    sources = load_sources(settings.forms)
    before = reading_fingerprint(settings, sources)
    with Archive(settings) as archive:
        standing = input_fingerprint(settings, archive, sources, AS_OF)
        answer_heading(settings, "roster", "Mailadr.", "email", "anna")
        assert reading_fingerprint(settings, sources) == before
        assert input_fingerprint(settings, archive, load_sources(settings.forms), AS_OF) != standing


def test_a_word_for_a_section_added_in_the_workspace_gives_the_rows_below_their_role(settings: Settings) -> None:
    put_sheet(
        settings, "f.xlsx", [["Aktivitet", "Skak"], ["Navn", "3/9-2013"], ["Hjælpere"], ["Oda Sørup", "x"]], "Hold"
    )
    collect(settings)
    before = staged(settings)
    assert before.execute("select role from staging.attendances").fetchall() == [("participant",)]
    (settings.forms / "turnout.answers.yml").write_text(
        "adds_to: turnout\nsections: {role: {volunteer: [Hjælpere]}}\n", encoding="utf-8"
    )
    after = staged(settings)
    assert after.execute("select role from staging.attendances").fetchall() == [("volunteer",)]
    assert set(fates(after).values()) == {"loaded"}


@pytest.mark.parametrize("word", ["email", "E-mail", "mail", "E-MAIL:"])
def test_a_field_is_known_by_its_name_its_label_and_its_headings(settings: Settings, word: str) -> None:
    assert find_field(load_sources(settings.forms)["roster"], word) == "email"


def test_a_word_for_no_field_names_the_fields_there_are(settings: Settings) -> None:
    with pytest.raises(
        DeclarationError, match=r"«brevdue» er intet felt i «Navneliste»; vælg et af: .*email \(E-mail\)"
    ):
        find_field(load_sources(settings.forms)["roster"], "brevdue")


def test_the_command_asks_is_answered_and_asks_no_more(settings: Settings) -> None:
    path = put_sheet(settings, "liste.xlsx", ODD_ROSTER)
    asked = frivillig("check", path, home=settings.home)
    assert asked.returncode == 1
    assert "«Mailadr.» ligner «E-mail»: brug den?" in asked.stdout
    assert f'frivillig form alias "{path}" "Mailadr." email' in asked.stdout
    assert frivillig("form", "alias", path, "Mailadr.", "E-mail", home=settings.home).returncode == 0
    assert frivillig("form", "ignore", "roster", "Mobilnr.", home=settings.home).returncode == 0
    (after,) = document(frivillig("check", path, "--json", home=settings.home))
    assert (after["source"], after["tables"][0]["rows"]) == ("roster", {"loaded": 2, "not_data": 1})
    assert "brug den?" not in frivillig("check", path, home=settings.home).stdout


def test_the_night_asks_in_its_summary_and_reads_after_the_answer(settings: Settings) -> None:
    put_sheet(settings, "liste.xlsx", [["Navn", "E-mail", "Mobilnr."], ["Oda Sørup", "oda@example.dk", "20304050"]])
    night = document(frivillig("run", "--plain", "--json", home=settings.home))
    assert night["problems"] == [
        "Filen «liste.xlsx» er læst uden nogle af sine kolonner. «Mobilnr.» ligner «Telefon»: brug den?"
    ]
    answer_heading(settings, "roster", "Mobilnr.", "phone", "anna")
    again = document(frivillig("run", "--plain", "--json", home=settings.home))
    assert again["problems"] == []
    assert document(frivillig("sql", "select phone from core.persons", "--json", home=settings.home)) == [
        {"phone": "+4520304050"}
    ]


def test_a_question_about_neither_file_nor_form_says_so_in_one_sentence(settings: Settings) -> None:
    done = frivillig("form", "alias", "findes-ikke.xlsx", "Mailadr.", "email", home=settings.home)
    assert done.returncode == 2
    assert done.stderr.strip().startswith("«findes-ikke.xlsx» er hverken en fil eller en formular.")


# --- New forms ------------------------------------------------------------------------------------------------------


def test_a_new_form_reads_the_file_it_was_made_from(settings: Settings) -> None:
    put_sheet(settings, "kage.xlsx", CAKES)
    collect(settings)
    assert set(fates(staged(settings)).values()) == {"quarantined"}
    write_form(settings, cake_form())
    con = staged(settings)
    assert con.execute("select full_name, email, birth_year from staging.volunteers order by 1").fetchall() == [
        ("Ea Holm", "ea@example.dk", 1990),
        ("Ib Lund", "ib@example.dk", 1981),
        ("Oda Sørup", "oda@example.dk", 1980),
    ]
    assert con.execute("select source, message from raw.files").fetchall() == [("kagehold", "")]


def test_a_draft_is_checked_as_strictly_and_not_written(settings: Settings) -> None:
    assert draft_form(settings, cake_form()).key == ("full_name", "email", "birth_year")
    assert not (settings.forms / "kagehold.yml").exists()


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"title": "Roster"}, "allerede en formular"),
        ({"columns": {"Bager": "full_name", "Kok": "full_name"}}, "«Bager» og «Kok» kan ikke begge være «Navn»"),
        ({"columns": {}}, "Ingen af kolonnerne har fået et felt"),
        ({"columns": {"Kontakt": "email"}}, "Rækkerne kan ikke bruges uden «Navn»"),
        ({"feeds": "attendances"}, "uden «Aktivitet» og «Dato»"),
    ],
)
def test_a_form_that_would_not_work_is_refused_in_one_sentence(
    settings: Settings, other: dict[str, object], sentence: str
) -> None:
    with pytest.raises(DeclarationError, match=sentence):
        write_form(settings, cake_form(**other))
    assert not (settings.forms / "kagehold.yml").exists()


def test_the_wizard_makes_a_form_from_answers_one_a_line(settings: Settings, make_form: Answering) -> None:
    path = put_sheet(settings, "kage.xlsx", CAKES)
    code, said = make_form(settings, path, ["", "frivillig", "Kagehold", "", "Navn", "", "", "-", ""])
    assert code == 0, said
    assert "Formular: kagehold" in said
    assert "3 læses ind" in said
    made = load_sources(settings.forms)["kagehold"]
    assert {name: field.headings for name, field in made.fields.items()} == {
        "full_name": ("Bager",),
        "email": ("Kontakt",),
        "birth_year": ("Fødselsår",),
    }
    assert made.ignore_headings == ("Kage",)


def test_the_wizard_makes_a_crosstab_when_the_headings_are_dates(settings: Settings, make_form: Answering) -> None:
    crosses = [["Person", "3/9-2013", "10/9-2013"], ["Oda Sørup", "x", "-"], ["Ib Lund", "f", "x"]]
    path = put_sheet(settings, "kryds.xlsx", crosses, "Dukkeværksted")
    code, said = make_form(settings, path, ["", "Dukker", "", "Navn", "*", "", "", "frivillig", ""])
    assert code == 0, said
    collect(settings)
    rows = staged(settings).execute(
        "select full_name, activity_name, role from staging.attendances order by session_date, 1"
    )
    assert rows.fetchall() == [
        ("Ib Lund", "Dukkeværksted", "volunteer"),
        ("Oda Sørup", "Dukkeværksted", "participant"),
        ("Ib Lund", "Dukkeværksted", "participant"),
    ]


def test_the_wizard_makes_a_form_whose_labels_stand_down_the_side(settings: Settings, make_form: Answering) -> None:
    card = [["Stamkort"], ["Navn:", "Oda Sørup"], ["Mail", "oda@example.dk"], ["Fødselsår", 1980], ["Kage", "lagkage"]]
    path = put_sheet(settings, "stamkort.xlsx", card)
    code, said = make_form(settings, path, ["", "frivillig", "Stamkort", "", "", "", "", "", ""])
    assert code == 0, said
    assert "[ned]" in said and "1 læses ind" in said
    assert load_sources(settings.forms)["stamkort"].has_labels_down
    collect(settings)
    read = staged(settings).execute("select full_name, email, birth_year from staging.volunteers")
    assert read.fetchall() == [("Oda Sørup", "oda@example.dk", 1980)]


def test_labels_down_the_side_are_read_where_somebody_says_so(settings: Settings, make_form: Answering) -> None:
    card = [["Hvem", "Oda Sørup", "Ib Lund"], ["Hvor gammel", "40", "41"], ["Hvilken dag", "ons", "tors"]]
    path = put_sheet(settings, "kort.xlsx", card)
    _, said = make_form(settings, path, ["ned", "frivillig", "Kort", "", "Navn", "-", "-", "", ""])
    assert "[1]" in said.splitlines()[0] and "2 læses ind" in said
    assert load_sources(settings.forms)["kort"].ignore_headings == ("Hvor gammel", "Hvilken dag")


def test_the_wizard_asks_again_for_what_it_does_not_understand(settings: Settings, make_form: Answering) -> None:
    path = put_sheet(settings, "to.xlsx", [["Navn", "Ting"], ["Oda Sørup", "kop"]])
    _, said = make_form(settings, path, ["999", "1", "flyvemaskine", "frivillig", "To", "", "kagedåse", "", "", ""])
    assert "Der er ingen overskrifter i række «999»." in said
    assert "«flyvemaskine» er ikke en af mulighederne." in said
    assert "«kagedåse» er intet felt." in said
    assert set(load_sources(settings.forms)["to"].fields) == {"full_name"}


def test_the_wizard_asks_which_sheet_and_takes_none_of_two_likely_fields(
    settings: Settings, make_form: Answering
) -> None:
    workbook = Workbook()
    workbook.active.append(["Forklaring"])
    workbook.create_sheet("Folk").append(["Navn", "Efternavn / Fornavn"])
    path = settings.inbox / "folk.xlsx"
    workbook.save(path)
    _, said = make_form(settings, path, ["Folk", "", "frivillig", "Folk", "", "", "", ""])
    assert "«Efternavn / Fornavn» ligner «Fornavn» eller «Efternavn»." in said
    made = load_sources(settings.forms)["folk"]
    assert (set(made.fields), made.ignore_headings) == ({"full_name"}, ("Efternavn / Fornavn",))


def test_answers_that_run_out_save_nothing(settings: Settings, make_form: Answering) -> None:
    path = put_sheet(settings, "kage.xlsx", CAKES)
    code, said = make_form(settings, path, ["", "frivillig"])
    assert code == 2
    assert said.strip().endswith("Svarene slap op, før formularen var færdig. Intet er gemt.")
    assert not list(settings.forms.glob("kage*"))


def test_the_wizard_is_answered_through_a_pipe(settings: Settings) -> None:
    path = put_sheet(settings, "kage.xlsx", CAKES)
    command = [sys.executable, "-m", "flows", "form", "new", str(path), "--home", str(settings.home), "--lang", "en"]
    lines = "\nfrivillig\nKagehold\n\nNavn\n\n\n-\n\n"
    done = subprocess.run(
        command, input=lines, capture_output=True, text=True, timeout=900, check=False, env=environment()
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "The form is saved as forms/kagehold.yml." in done.stdout
