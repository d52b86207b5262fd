"""Mending as a person does it: a row put right here, a name corrected, and what the next night makes of it."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from flows.night import open_night
from flows.steps import run_night
from tests.browser.conftest import OpenTab, choose_first_row, go_to, photograph
from tests.serving import serve
from tests.workspace import make_workspace, put_sheet
from warehouse.settings import Settings, load_settings
from warehouse.snapshot import Reader


@pytest.fixture(autouse=True)
def be_patient() -> None:
    expect.set_options(timeout=30_000)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A workspace after a night that handed a row back and found a volunteer who never began."""
    made = make_workspace(tmp_path / "hjem")
    file = made.home / "frivillig.toml"
    file.write_text(file.read_text(encoding="utf-8") + "\n[dashboard]\ndemo = true\n", encoding="utf-8")
    rows: list[list[object]] = [
        ["Navn", "E-mail", "Tilmeldt", "Telefon", "Må kontaktes"],
        ["Ida Dahl", "ida@example.dk", "01-03-2014", "+45 20304050", "ja"],
        ["Bo Berg", "bo@example.dk", "31-02-2014", "+45 20304051", "ja"],
    ]
    put_sheet(made, "navne.xlsx", rows)
    put_sheet(made, "varer.xlsx", [["Vare", "Pris"], ["Rugbrød", 30]])
    whole_night(made)
    return load_settings(made.home)


def whole_night(settings: Settings) -> None:
    with open_night(settings) as night:
        assert run_night(night).published


def test_a_row_and_a_name_are_put_right_and_count_from_the_next_night(open_tab: OpenTab, settings: Settings) -> None:
    with serve(settings.home) as address:
        page = open_tab(address)
        go_to(page, address, "datakvalitet")
        choose_first_row(page)
        expect(page.get_by_role("heading", name="Ret her")).to_be_visible()
        expect(page.locator("p").filter(has_text="Datoen kan ikke læses").first).to_be_visible()
        page.get_by_role("button", name="Gem rettelsen").click()
        expect(page.get_by_test_id("stAlert").filter(has_text="Datoen kan ikke læses")).to_be_visible()
        page.get_by_role("textbox", name="Tilmeldt").fill("28-02-2014")
        page.get_by_role("button", name="Gem rettelsen").click()
        expect(page.get_by_text("Skriv, hvorfor du retter")).to_be_visible()
        page.get_by_role("textbox", name="Hvorfor").fill("Slået op i mailen")
        photograph(page, "ret-her")
        page.get_by_role("button", name="Gem rettelsen").click()
        expect(page.get_by_text("Rettelsen er gemt. Den tæller fra næste nat.")).to_be_visible()

        go_to(page, address, "inaktive")
        choose_first_row(page)
        page.get_by_text("Ret oplysninger").click()
        page.get_by_role("textbox", name="Navn", exact=True).fill("Ida Dal")
        page.get_by_role("textbox", name="Hvorfor").first.fill("Stavet forkert")
        photograph(page, "ret-person")
        page.get_by_role("button", name="Gem rettelsen").click()
        expect(page.get_by_text("Rettelsen er gemt. Den tæller fra næste nat.")).to_be_visible()

        before = Reader(settings, "staff").query("select full_name from core.persons").full_name.tolist()
        assert before == ["Ida Dahl"]
        time.sleep(0.1)
        whole_night(settings)
        after = Reader(settings, "staff").query("select full_name, phone from core.persons order by 1")
        assert after.values.tolist() == [["Bo Berg", "+4520304051"], ["Ida Dal", "+4520304050"]]
        go_to(page, address, "datakvalitet")
        expect(page.get_by_text("Ingen rækker venter på at blive rettet.")).to_be_visible()
        photograph(page, "rettet")
    files = sorted((settings.inbox / "rettelser").iterdir())
    assert len(files) == 2
    # nothing but a day, a time and eight letters by chance: no name
    assert all(re.fullmatch(r"rettelse-\d{8}-\d{6}-[a-p]{8}\.xlsx", file.name) for file in files)
    assert all(load_workbook(file).worksheets[0]["A1"].value for file in files)


def test_management_is_shown_no_row_and_no_form(open_tab: OpenTab, settings: Settings) -> None:
    with serve(settings.home) as address:
        page = open_tab(address, role="management")
        go_to(page, address, "datakvalitet")
        expect(page.get_by_text("Ret her")).to_have_count(0)
        expect(page.get_by_role("heading", name="Rækker, der skal rettes")).to_have_count(0)
        assert not (settings.inbox / "rettelser").exists()
