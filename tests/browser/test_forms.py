"""Staff answer a question about a heading and make a form, in the browser; the next night reads by both."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.browser.conftest import OpenTab, await_page, choose, go_to, photograph
from tests.command import document, frivillig
from tests.serving import serve
from tests.workspace import age, make_workspace, put_sheet
from warehouse.declaration import parse_yaml
from warehouse.settings import Settings
from warehouse.source import load_sources


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A workspace after a night with a file that asks, one that waits for the answer and one nobody declared."""
    settings = make_workspace(tmp_path_factory.mktemp("formularer") / "hjem")
    file = settings.home / "frivillig.toml"
    file.write_text(file.read_text(encoding="utf-8") + "[dashboard]\ndemo = true\n", encoding="utf-8")
    put_sheet(
        settings,
        "liste.xlsx",
        [["Navn", "Mailadr.", "Mobilnr.", "Telefonnr."], ["Oda Sørup", "oda@example.dk", "20304050", "20304059"]],
    )
    put_sheet(
        settings,
        "kagehold.xlsx",
        [
            ["Kagehold 2013"],
            ["Bager", "Kontakt", "Fødselsår", "Kage"],
            ["Ib Lund", "ib@example.dk", 1981, "brunsviger"],
            ["Ea Holm", "ea@example.dk", 1990, "citronmåne"],
            ["Bo Birk", "bo@example.dk", 1991, "lagkage"],
        ],
    )
    put_sheet(
        settings, "stamkort.xlsx", [["Stamkort"], ["Navn:", "Åse Aa"], ["Mail", "aase@example.dk"], ["Kage", "lagkage"]]
    )
    path = put_sheet(
        settings,
        "skak.xlsx",
        [["Aktivitet", "Skak"], ["Navn", "03-09-2013"], ["Per Lund", "x"], ["Kaffehold"], ["Ida Dal", "x"]],
    )
    book = load_workbook(path)
    for row in (["Ting", "Pris"], ["Kaffe", 30]):
        (book["Indkøb"] if "Indkøb" in book.sheetnames else book.create_sheet("Indkøb")).append(row)
    book.save(path)
    age(path)
    put_sheet(settings, "frivillige.xlsx", [["Navn", "E-mail"], ["Kaj Krog", "kaj@example.dk"]])
    assert frivillig("run", "--plain", home=settings.home).returncode == 1
    return settings


def test_management_is_asked_nothing_and_cannot_open_the_page(open_tab: OpenTab, settings: Settings) -> None:
    with serve(settings.home) as address:
        page = open_tab(address, role="management")
        go_to(page, address, "datakvalitet")
        expect(page.get_by_text("Mailadr.")).to_have_count(0)
        expect(page.get_by_role("button", name="Ja, brug den")).to_have_count(0)
        page.goto(f"{address}/ny_formular")
        expect(page.get_by_text("Siden viser personer, og det kan din konto ikke give adgang til.")).to_be_visible()
        expect(page.get_by_label("Fil, der venter")).to_have_count(0)
    assert not list(settings.forms.glob("*.answers.yml"))


def test_one_click_answers_and_one_page_makes_a_form(open_tab: OpenTab, settings: Settings) -> None:
    published = {path: path.read_bytes() for path in settings.published.rglob("*.duckdb")}
    with serve(settings.home) as address:
        page = open_tab(address)
        go_to(page, address, "datakvalitet")
        expect(page.get_by_text("«Mailadr.» ligner «E-mail»: brug den?", exact=True)).to_be_visible()
        expect(page.get_by_text("«Telefonnr.» ligner også «Telefon». Sig kun ja til den ene.")).to_be_visible()
        photograph(page, "overskrifter-spørgsmål")
        page.get_by_role("button", name="Ja, brug den").first.click()
        expect(page.get_by_text("Tak. Svaret om «Mailadr.» er gemt; filerne læses igen i nat.")).to_be_visible()
        page.get_by_role("button", name="Nej, og spørg ikke igen").last.click()
        expect(page.get_by_text("2 svar er gemt og bruges fra næste nat.")).to_be_visible()
        photograph(page, "overskrifter-svaret")
        expect(page.get_by_role("link", name="Ja, lav en formular til det")).to_be_visible()
        photograph(page, "ark-og-linjer-spørgsmål")
        page.get_by_role("button", name="Ja: frivillig").click()
        expect(page.get_by_text("Tak. Svaret om «Kaffehold» er gemt; filerne læses igen i nat.")).to_be_visible()
        page.get_by_role("button", name="Nej, det er ikke data").click()
        expect(page.get_by_text("Tak. Svaret om «Indkøb» er gemt; filerne læses igen i nat.")).to_be_visible()

        go_to(page, address, "ny_formular")
        choose(page, "Fil, der venter", "kagehold.xlsx")
        choose(page, "Hvad står en række for?", "frivillig")
        expect(page.get_by_text("Rækkerne kan ikke bruges uden «Navn»")).to_be_visible()
        choose(page, "Bager", "Navn")
        expect(page.get_by_role("button", name="Gem formularen")).to_be_visible(timeout=60_000)
        await_page(page)
        photograph(page, "ny-formular")
        page.get_by_role("button", name="Gem formularen").click()
        expect(page.get_by_text("Formularen er gemt som forms/kagehold.yml.")).to_be_visible(timeout=60_000)
        photograph(page, "ny-formular-gemt")

        choose(page, "Fil, der venter", "stamkort.xlsx")
        row = page.get_by_role("combobox", name="Rækken med overskrifter")
        expect(row).to_have_value("Ingen: de står ned ad siden med svarene ved siden af")
        choose(page, "Hvad står en række for?", "frivillig")
        expect(page.get_by_role("button", name="Gem formularen")).to_be_visible(timeout=60_000)
        await_page(page)
        photograph(page, "ny-formular-ned-ad-siden")
        page.get_by_role("button", name="Gem formularen").click()
        expect(page.get_by_text("Formularen er gemt som forms/stamkort.yml.")).to_be_visible(timeout=60_000)

    assert {path: path.read_bytes() for path in settings.published.rglob("*.duckdb")} == published
    answers = parse_yaml((settings.forms / "roster.answers.yml").read_text(encoding="utf-8"), "roster")["answers"]
    assert [(a["heading"], a.get("field"), bool(a["by"] and a["at"])) for a in answers] == [  # type: ignore[attr-defined]
        ("Mailadr.", "email", True),
        ("Telefonnr.", None, True),
    ]
    said = parse_yaml((settings.forms / "attendance_sheet.answers.yml").read_text(encoding="utf-8"), "sheet")
    assert [(a["line"], a["value"]) for a in said["lines"]] == [("Kaffehold", "volunteer")]  # type: ignore[attr-defined]
    assert [a["sheet"] for a in said["sheets"]] == ["Indkøb"]  # type: ignore[attr-defined]
    assert load_sources(settings.forms)["kagehold"].fields["email"].headings == ("Kontakt",)
    night = document(frivillig("run", "--plain", "--json", home=settings.home))
    assert {file["file"]: (file["source"], file["rows"].get("loaded")) for file in night["files"]} == {
        "frivillige.xlsx": ("roster", 1),
        "kagehold.xlsx": ("kagehold", 3),
        "liste.xlsx": ("roster", 1),
        "skak.xlsx": ("attendance_sheet", 2),
        "stamkort.xlsx": ("stamkort", 1),
    }
