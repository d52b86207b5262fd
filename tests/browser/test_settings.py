"""Indstillinger, the tour and paper, as a person meets them."""

from __future__ import annotations

import duckdb
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenTab, await_page, go_to, photograph
from tests.serving import serve
from warehouse.choices import read_changes
from warehouse.settings import Settings

expect.set_options(timeout=60_000)  # a loaded machine draws a page slowly


def choose_section(page: Page, name: str) -> None:
    page.get_by_test_id("stButtonGroup").get_by_text(name, exact=True).click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    await_page(page)


def test_a_threshold_is_changed_said_with_old_and_new_and_undone(open_tab: OpenTab, small_project: Settings) -> None:
    with serve(small_project.home) as address:
        page = open_tab(address)
        go_to(page, address, "indstillinger")
        choose_section(page, "Grænser")
        rule = page.get_by_test_id("stLayoutWrapper").filter(has_text="En registreret uden opgave er ny i 60 dage").last
        rule.get_by_role("button", name="Ret").click()
        field = page.get_by_role("textbox", name="Ny værdi (dage)")
        field.fill("mange")
        page.get_by_role("button", name="Gem").click()
        await_page(page)
        expect(page.get_by_text("«mange» er ikke et tal; skriv for eksempel 60")).to_be_visible()
        field.fill("30")
        page.get_by_role("button", name="Gem").click()
        said = page.get_by_text(
            "En registreret uden opgave er ny i 30 dage; derefter er personen aldrig kommet i gang (før: 60 dage)"
        )
        expect(said.first).to_be_visible()
        expect(page.get_by_text("Det gælder fra næste nat.")).to_be_visible()
        expect(page.get_by_text("i tallene nu: 60 dage")).to_be_visible()
        expect(page.get_by_text("1 ændring er ikke med i tallene endnu.")).to_be_visible()
        choose_section(page, "Historik")
        page.get_by_role("button", name="Fortryd").click()
        expect(page.get_by_text("er ny i 60 dage").first).to_be_visible()
        photograph(page, "indstillinger-historik")
    assert [(change.after.set, change.by) for change in read_changes(small_project.choices)] == [
        (30, "demo"),
        (None, "demo"),
    ]


def test_an_area_and_a_holiday_are_made(open_tab: OpenTab, small_project: Settings) -> None:
    with serve(small_project.home) as address:
        page = open_tab(address)
        go_to(page, address, "indstillinger")
        page.get_by_role("textbox", name="Navn").fill("Åparken")
        page.get_by_role("textbox", name="Veje i området").fill("Åvej, Broallé")
        page.get_by_role("button", name="Gem området").click()
        expect(page.get_by_text("Boligområde: Åparken")).to_be_visible()
        choose_section(page, "Ferier og lukkedage")
        expect(page.get_by_text("Fra arket med lukkedage")).to_be_visible()
        photograph(page, "indstillinger-lukkedage")
    (change,) = read_changes(small_project.choices)
    assert change.after.set == {"name": "Åparken", "aliases": [], "streets": ["Åvej", "Broallé"]}


def test_the_tour_is_walked_with_the_keyboard_and_offered_once(open_tab: OpenTab, small_project: Settings) -> None:
    with serve(small_project.home) as address:
        page = open_tab(address, role="management")
        page.get_by_role("button", name="Tag rundvisningen").press("Enter")
        expect(page.get_by_role("heading", name="Sådan kommer tallene")).to_be_visible()
        for step in range(2, 6):
            page.get_by_role("button", name="Næste").press("Enter")
            expect(page.get_by_text(f"Trin {step} af 5")).to_be_visible()
        page.get_by_role("button", name="Færdig").press("Enter")
        expect(page.get_by_role("heading", name="Overblik", level=1)).to_be_visible()
        expect(page.get_by_role("button", name="Tag rundvisningen")).to_have_count(0)
        page.get_by_role("link", name="Rundvisning").click()
        expect(page.get_by_text("Trin 1 af 5")).to_be_visible()


def test_help_opens_where_the_question_arises(open_tab: OpenTab, small_project: Settings) -> None:
    with serve(small_project.home) as address:
        page = open_tab(address)
        go_to(page, address, "maal")
        page.get_by_role("button", name="Hvad viser siden?").press("Enter")
        expect(page.get_by_text("Et mål er først sikkert nået")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_text("Et mål er først sikkert nået")).to_be_hidden()


def test_paper_has_the_content_with_title_period_and_dates_and_no_menu(
    open_tab: OpenTab, small_project: Settings
) -> None:
    with serve(small_project.home) as address:
        page = open_tab(address, dark=False)
        head = page.get_by_text("projektperiode 01")
        expect(head).to_be_hidden()
        page.emulate_media(media="print")
        expect(head).to_be_visible()
        expect(head).to_contain_text("data til og med 31-12-2014")
        expect(page.get_by_role("heading", name="I dag", level=1)).to_be_visible()
        expect(page.get_by_test_id("stSidebar")).to_be_hidden()
        expect(page.get_by_role("button", name="Tag ind nu")).to_be_hidden()
        expect(page.get_by_role("button", name="Hvad viser siden?")).to_be_hidden()
        assert (
            page.evaluate("() => getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor")
            == "rgb(255, 255, 255)"
        )
        go_to(page, address, "overblik")
        page.emulate_media(media="print")
        tall = page.evaluate(
            "() => document.querySelector('[data-testid=stMain]').scrollHeight <= document.body.scrollHeight"
        )
        assert tall, "all of a long page goes on paper, not only what the window shows"


def test_a_long_table_goes_on_paper_to_its_last_row_when_asked_to(
    open_tab: OpenTab, reference_address: str, reference_settings: Settings
) -> None:
    with duckdb.connect(str(reference_settings.published / "current" / "staff.duckdb"), read_only=True) as con:
        (volunteers,) = con.execute("select count(*) from core.volunteers").fetchone() or (0,)
    page = open_tab(reference_address, dark=False)
    go_to(page, reference_address, "frivillige")
    page.get_by_role("button", name="Hvad viser siden?").press("Enter")
    page.get_by_text("Vis hele tabeller, så alle rækker kommer med på papir").click()
    await_page(page)
    page.keyboard.press("Escape")
    rows = page.locator(".whole-table").first.locator("tbody tr")
    expect(rows.last).to_be_attached()
    page.emulate_media(media="print")
    assert (rows.count(), volunteers > 12) == (volunteers, True)
    expect(rows.last).to_be_visible()
    photograph(page, "hele-tabeller")
    page.emulate_media(media="screen")
    page.get_by_role("link", name="Inaktive frivillige").click()
    await_page(page)
    expect(page.locator(".whole-table").first).to_be_visible()


def test_whoever_is_known_can_ask_for_their_own_only(open_tab: OpenTab, small_project: Settings) -> None:
    toml = small_project.home / "frivillig.toml"
    known = '[staff."Anne Prøve-Koordinator"]\nemail = "anne@example.dk"\naccount = "demo"\n'
    toml.write_text(toml.read_text(encoding="utf-8") + known, encoding="utf-8")
    with serve(small_project.home) as address:
        page = open_tab(address)
        mine, others = (page.get_by_role("button", name=name).first for name in ("Mariam Østergaard", "Lærke Hassan"))
        expect(mine).to_be_visible()
        expect(others).to_be_visible()
        page.get_by_text("Kun mine").click()
        expect(others).to_have_count(0)
        expect(mine).to_be_visible()
