"""What people come for, from the page they begin on, as somebody would who has never seen it: at most three clicks to each answer."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urljoin

import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect

from dashboard.data import QUERIES
from tests.browser.conftest import OpenTab, await_page, photograph
from tests.serving import serve
from tests.workspace import make_workspace, put_sheet
from warehouse.settings import Settings
from warehouse.snapshot import Reader

MOST = 3


class NewUser:
    """Counts every click; typing and Tab are free."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks = page, 0

    def click(self, what: Locator) -> None:
        self.clicks += 1
        what.click()
        await_page(self.page)

    def choose_page(self, title: str) -> None:
        self.click(self.page.get_by_test_id("stSidebarNavLink").filter(has_text=re.compile(f"^[^A-ZÆØÅ]*{title}$")))


@pytest.fixture(autouse=True)
def be_patient() -> None:
    expect.set_options(timeout=30_000)


@pytest.fixture
def user(open_tab: OpenTab, reference_address: str) -> NewUser:
    return NewUser(open_tab(reference_address))


def asked(settings: Settings, question: str) -> list[dict[str, object]]:
    sql = (QUERIES / f"{question}.sql").read_text(encoding="utf-8")
    return Reader(settings, "staff").query(sql).to_dict("records")


def test_whom_to_call_today_stands_on_the_first_page_with_the_phone_number(
    user: NewUser, reference_settings: Settings
) -> None:
    phones = {row["full_name"]: str(row["phone"])[-2:] for row in asked(reference_settings, "inactive_volunteers")}
    expect(user.page.get_by_role("heading", name="Ring til")).to_be_visible()
    first = user.page.locator("[class*=st-key-call-] button").first
    name = first.inner_text().strip()
    assert name in phones
    card = user.page.get_by_test_id("stVerticalBlock").filter(has=first).last
    expect(card.or_(user.page.get_by_test_id("stMain")).first).to_contain_text(phones[name])
    assert user.clicks == 0


def test_somebody_to_bake_for_saturday(user: NewUser, reference_settings: Settings) -> None:
    bakers = {
        row["full_name"]
        for row in asked(reference_settings, "volunteers")
        if "baking" in f"{row['competences']};{row['task_preferences']}"
        and (not row["availability"] or "weekend" in str(row["availability"]))
    }
    user.choose_page("Frivillige")
    search = user.page.get_by_role("textbox", name="Søg efter navn")
    user.click(search)
    user.page.keyboard.type("bage lørdag")
    user.page.keyboard.press("Enter")
    expect(user.page.get_by_text("Kan eller vil gerne: Bagning · ")).to_be_visible()
    told = user.page.locator("ol li strong").all_inner_texts()
    assert told and {name.rstrip(":") for name in told} <= bakers
    photograph(user.page, "fem-opgaver-bage")
    assert user.clicks <= MOST


def test_whether_the_180_were_reached(user: NewUser) -> None:
    user.choose_page("Mål")
    expect(user.page.get_by_text("af målet på 180")).to_be_visible()
    expect(user.page.get_by_text("Målet er nået, også ved det laveste tal (258).")).to_be_visible()
    assert user.clicks <= MOST


def test_a_row_that_came_back_is_mended(open_tab: OpenTab, tmp_path: Path) -> None:
    settings = _with_a_row_to_mend(tmp_path / "hjem")
    with serve(settings.home) as address:
        user = NewUser(open_tab(address))
        user.click(user.page.get_by_role("button", name="Ret rækker"))
        user.click(user.page.get_by_role("textbox", name="Tilmeldt"))
        user.page.keyboard.press("Control+A")
        user.page.keyboard.type("28-02-2014")
        user.page.get_by_role("textbox", name="Hvorfor").fill("Slået op i mailen")
        photograph(user.page, "fem-opgaver-ret")
        user.click(user.page.get_by_role("button", name="Gem rettelsen"))
        expect(user.page.get_by_text("Rettelsen er gemt. Den tæller fra næste nat.")).to_be_visible()
    (file,) = (settings.inbox / "rettelser").iterdir()
    cells = [cell.value for row in openpyxl.load_workbook(file).worksheets[0].iter_rows() for cell in row]
    assert "28-02-2014" in map(str, cells)
    assert user.clicks <= MOST


def test_the_quarters_report_is_handed_in(user: NewUser) -> None:
    user.choose_page("Rapport")
    link = user.page.get_by_role("link", name="PDF til udskrift")
    expect(link).to_be_visible()
    user.clicks += 1
    paper = user.page.request.get(urljoin(user.page.url, str(link.get_attribute("href"))), timeout=120_000)
    assert paper.status == 200
    assert paper.body().startswith(b"%PDF")
    assert user.clicks <= MOST


def _with_a_row_to_mend(home: Path) -> Settings:
    from flows.night import open_night
    from flows.steps import run_night

    settings = make_workspace(home)
    file = settings.home / "frivillig.toml"
    file.write_text(file.read_text(encoding="utf-8") + "\n[dashboard]\ndemo = true\n", encoding="utf-8")
    rows: list[list[object]] = [
        ["Navn", "E-mail", "Tilmeldt", "Telefon", "Må kontaktes"],
        ["Ida Dahl", "ida@example.dk", "01-03-2014", "+45 20304050", "ja"],
        ["Bo Berg", "bo@example.dk", "31-02-2014", "+45 20304051", "ja"],
    ]
    put_sheet(settings, "navne.xlsx", rows)
    with open_night(settings) as night:
        assert run_night(night).published
    return settings
