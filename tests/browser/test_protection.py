"""Staff find everything held on a person once they have said why, and nothing when that cannot be written down."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenTab, choose, choose_first_row, go_to, photograph, take_home
from tests.seeded_person import EMAIL, NAME, OTHER, THIRD, Seeded
from tests.serving import serve
from warehouse.access_log import LookUp, list_look_ups, note_access
from warehouse.settings import load_settings

PATIENCE = 60_000


@pytest.fixture
def own(seeded: Seeded, tmp_path: Path) -> Seeded:
    """A copy of the seeded workspace in demo mode, to change at will."""
    home = tmp_path / "hjem"
    shutil.copytree(seeded.settings.home, home, symlinks=True)
    with (home / "frivillig.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[dashboard]\ndemo = true\n")
    return Seeded(load_settings(home), seeded.person_id, seeded.other_id)


def search(page: Page, typed: str) -> None:
    choose(page, "Hvorfor slår du op?", "Personen har bedt om indsigt")
    page.get_by_role("textbox", name="Navn, telefon, e-mail eller nummer").fill(typed)
    page.get_by_role("button", name="Søg", exact=True).click()


def test_a_person_is_found_shown_copied_and_takes_a_consent_back(
    open_tab: OpenTab, own: Seeded, tmp_path: Path
) -> None:
    with serve(own.settings.home) as address:
        page = open_tab(address)
        go_to(page, address, "databeskyttelse")
        expect(page.get_by_text(NAME)).to_have_count(0)
        page.get_by_role("textbox", name="Navn, telefon, e-mail eller nummer").fill("signe")
        page.get_by_role("button", name="Søg", exact=True).click()
        expect(page.get_by_text("Skriv, hvorfor du slår op.")).to_be_visible(timeout=PATIENCE)
        assert look_ups(own) == []
        search(page, "sigrne brandstrup")
        expect(page.get_by_text("1 person.")).to_be_visible(timeout=PATIENCE)
        choose_first_row(page)
        expect(page.locator("h2")).to_have_text(NAME, timeout=PATIENCE)
        expect(page.get_by_text("Læs 2 rækker, før du udleverer")).to_be_visible()
        expect(page.get_by_text("se selv efter: billede.png")).to_be_visible()
        photograph(page, "databeskyttelse-person")
        page.get_by_role("button", name="Lav en kopi til personen").click()
        with page.expect_download(timeout=PATIENCE) as download:
            page.get_by_text("Hent PDF").click(timeout=PATIENCE)
        download.value.save_as(tmp_path / "kopi.pdf")
        assert (tmp_path / "kopi.pdf").read_bytes().startswith(b"%PDF-")
        assert own.person_id in download.value.suggested_filename
        page.get_by_role("tab", name="Samtykker").click()
        page.get_by_role("button", name="Træk tilbage").first.click()
        expect(page.get_by_text("trækkes tilbage i nat")).to_be_visible(timeout=PATIENCE)
        photograph(page, "databeskyttelse-samtykke")
        for tab in ("Rækker i filer", "Kontakter og svar", "Andre steder", "Opslag"):
            page.get_by_role("tab", name=tab).click()
            expect(page.locator("[role=tabpanel]:visible [data-testid=stDataFrame]").first).to_be_visible()
        assert OTHER not in page.content() and THIRD not in page.content()
    said = look_ups(own)
    assert [line.act for line in reversed(said)] == ["find", "show", "copy", "withdraw"]
    assert {line.purpose for line in said} == {"Personen har bedt om indsigt"}
    assert len(list((own.settings.inbox / "samtykker").glob("*.xlsx"))) == 1


def test_when_the_log_cannot_be_written_one_sentence_is_shown_and_nobody(open_tab: OpenTab, own: Seeded) -> None:
    own.settings.access_log.mkdir()
    with serve(own.settings.home) as address:
        page = open_tab(address)
        frames: list[bytes] = []
        page.on("websocket", lambda ws: ws.on("framereceived", lambda frame: frames.append(as_bytes(frame))))
        go_to(page, address, "databeskyttelse")
        search(page, "signe brandstrup")
        expect(page.get_by_text("Opslaget kunne ikke skrives i loggen")).to_be_visible(timeout=PATIENCE)
        assert EMAIL not in page.content() and NAME.encode() not in b"".join(frames)
        go_to(page, address, "frivillige")
        expect(page.get_by_text("Opslaget kunne ikke skrives i loggen")).to_be_visible(timeout=PATIENCE)
        expect(page.locator("[data-testid=stDataFrame]")).to_have_count(0)
        assert NAME.encode() not in b"".join(frames)


def test_lists_seen_and_searches_made_are_in_the_log_and_what_was_typed_is_not(open_tab: OpenTab, own: Seeded) -> None:
    with serve(own.settings.home) as address:
        page = open_tab(address)
        go_to(page, address, "frivillige")
        page.get_by_placeholder("Et navn, eller hvad I mangler").fill("brandstrup")
        page.keyboard.press("Enter")
        expect(page.get_by_text("1 frivillig.")).to_be_visible(timeout=PATIENCE)
        go_to(page, address, "rundvisning")
    said = [(line.act, line.where, line.person_ids) for line in reversed(list_look_ups(own.settings))]
    assert said == [("list", "i_dag", ()), ("list", "frivillige", ()), ("find", "frivillige", (own.person_id,))]
    assert "brandstrup" not in own.settings.access_log.read_text(encoding="utf-8").lower()


def look_ups(own: Seeded) -> list[LookUp]:
    """What was looked up of single persons, newest first; that a page with a list was open is not told."""
    return [line for line in list_look_ups(own.settings) if line.act != "list"]


def as_bytes(frame: str | bytes) -> bytes:
    return frame.encode() if isinstance(frame, str) else frame


def test_the_log_shows_who_and_why_and_no_note_and_a_sample_is_checked(open_tab: OpenTab, own: Seeded) -> None:
    note_access(own.settings, "karl", "profile", "frivillige", [own.other_id])
    with serve(own.settings.home) as address:
        page = open_tab(address)
        go_to(page, address, "databeskyttelse")
        page.get_by_text("Hvem har slået op?").click()
        choose(page, "Hvorfor ser du i loggen?", "Stikprøve")
        page.get_by_role("button", name="Vis loggen").click()
        expect(page.get_by_role("heading", name="Alle opslag")).to_be_visible(timeout=PATIENCE)
        assert OTHER not in page.content()
        page.get_by_role("button", name="Træk en stikprøve").click()
        expect(page.get_by_text(f"karl · Profilen åbnet · Det daglige arbejde · {OTHER}")).to_be_visible(
            timeout=PATIENCE
        )
        photograph(page, "databeskyttelse-log")
        page.get_by_role("button", name="Skal følges op").click()
        expect(page.get_by_text(f"karl · Profilen åbnet · Det daglige arbejde · {OTHER}")).to_have_count(
            0, timeout=PATIENCE
        )
        assert "hver torsdag" not in page.content() and "ringede" not in page.content()
    checked, opened, _ = look_ups(own)
    assert (checked.act, checked.outcome, checked.person_ids) == ("checked", "to_follow_up", (own.other_id,))
    assert (opened.act, opened.purpose) == ("log", "Stikprøve")
    assert "torsdag" not in own.settings.access_log.read_text(encoding="utf-8")


def test_a_list_is_taken_home_with_its_purpose_by_one_login_alone_and_who_is_on_it_is_in_the_log(
    open_tab: OpenTab, own: Seeded, tmp_path: Path
) -> None:
    with serve(own.settings.home) as address:
        page = open_tab(address)
        go_to(page, address, "frivillige")
        taken = take_home(page, "Planlægge en aktivitet")
        taken.save_as(tmp_path / "liste.xlsx")
        assert page.request.get(taken.url).status == 200, "the control: who made it gets it again"
        for role in ("staff", "management"):
            assert open_tab(address, role=role).request.get(taken.url).status == 403
    (line,) = look_ups(own)
    assert (line.act, line.purpose, line.where) == ("export", "Planlægge en aktivitet", "frivillige")
    sheet = openpyxl.load_workbook(io.BytesIO((tmp_path / "liste.xlsx").read_bytes())).worksheets[0]
    names = {row[0].value for row in sheet.iter_rows(min_row=2)}
    assert NAME in names and len(line.person_ids) == len(names)


def test_management_has_neither_the_page_nor_what_staff_made_there(open_tab: OpenTab, own: Seeded) -> None:
    with serve(own.settings.home) as address:
        page = open_tab(address, role="management")
        expect(page.get_by_test_id("stSidebarNav").get_by_text("Databeskyttelse")).to_have_count(0)
        page.goto(f"{address}/databeskyttelse")
        expect(page.get_by_text("Hvorfor slår du op?")).to_have_count(0)
        assert NAME not in page.content()
