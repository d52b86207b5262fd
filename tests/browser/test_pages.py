"""Every page as a person meets it: opened, clicked, filtered, taken home."""

from __future__ import annotations

import io
import re
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from dashboard.data import QUERIES
from dashboard.pages import PAGES, PageOf, first_page, pages_for
from dashboard.texts import _, use_language
from tests.browser.conftest import OpenTab, await_page, choose, choose_first_row, go_to, photograph, take_home
from tests.made_up_snapshot import publish
from tests.serving import serve
from warehouse.accounts import Role
from warehouse.settings import Settings
from warehouse.snapshot import Reader

_NAMELESS = """found => found.filter(f => !f.labels?.length && !f.ariaLabel
    && !f.getAttribute('aria-labelledby')).map(f => f.outerHTML)"""
MODES = {"lys": {}, "mørk": {"dark": True}, "telefon": {"phone": True}}


def complaints(page: Page, address: str) -> list[str]:
    """What goes wrong from here on: errors in the console, refused answers, anything fetched from elsewhere."""
    heard: list[str] = []

    def hear(is_wrong: bool, what: str) -> None:
        # Streamlit asks under every page's address whether the server lies there, and takes 404 for no.
        if is_wrong and "/_stcore/" not in what and "404 (Not Found)" not in what:
            heard.append(what)

    page.on("console", lambda message: hear(message.type == "error", message.text))
    page.on("pageerror", lambda error: hear(True, str(error)))
    page.on("response", lambda answer: hear(answer.status >= 400, answer.url))
    page.on("request", lambda asked: hear(not asked.url.startswith((address, "data:", "blob:")), asked.url))
    return heard


def path_of(place: PageOf, role: Role = "staff") -> str:
    return "" if place == first_page(role) else place.name


@pytest.mark.parametrize("mode", MODES)
def test_every_page_opens_quietly_in_every_dress(open_tab: OpenTab, reference_address: str, mode: str) -> None:
    page = open_tab(reference_address, **MODES[mode])
    heard = complaints(page, reference_address)
    for place in PAGES:
        go_to(page, reference_address, path_of(place))
        expect(page.locator("h1")).to_have_text(place.title)
        expect(page.get_by_test_id("stException")).to_have_count(0)
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
        photograph(page, f"{place.name}-{mode}")
    assert heard == []


def test_headings_come_in_order_and_every_field_has_a_name(open_tab: OpenTab, reference_address: str) -> None:
    page = open_tab(reference_address)
    for place in PAGES:
        go_to(page, reference_address, path_of(place))
        levels = page.eval_on_selector_all("h1, h2, h3, h4", "found => found.map(h => Number(h.tagName[1]))")
        assert levels[0] == 1 and levels.count(1) == 1
        assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
        assert page.eval_on_selector_all("input:visible, select:visible", _NAMELESS) == []


def test_every_page_reads_in_english(open_tab: OpenTab, reference_address: str) -> None:
    page = open_tab(reference_address)
    page.get_by_role("link", name="English").click()
    await_page(page)
    use_language("en")
    english = {place.name: _(place.title) for place in PAGES}
    use_language("da")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    for name, title in english.items():
        go_to(page, reference_address, "" if name == first_page("staff").name else name)
        expect(page.locator("h1")).to_have_text(title)
        photograph(page, f"{name}-engelsk")


def test_management_is_not_even_offered_the_persons(open_tab: OpenTab, reference_address: str) -> None:
    page = open_tab(reference_address, role="management")
    offered = page.get_by_test_id("stSidebarNavLink").all_inner_texts()
    assert [text.splitlines()[-1] for text in offered] == [place.title for place in pages_for("management")]
    for place in pages_for("management"):
        go_to(page, reference_address, path_of(place, "management"))
        expect(page.get_by_test_id("stException")).to_have_count(0)
        photograph(page, f"{place.name}-ledelse")


def test_nobody_of_the_reference_project_is_on_the_wire_of_management(
    open_tab: OpenTab, reference_address: str, reference_settings: Settings
) -> None:
    persons = Reader(reference_settings, "staff").query("select person_id, full_name from core.persons")
    names = {name.encode() for name in persons["full_name"].dropna() if " " in name}
    marks = names | {person.encode() for person in persons["person_id"]}

    def listen(role: Role) -> set[bytes]:
        page = open_tab(reference_address, role=role)
        frames: list[bytes] = []
        page.on("websocket", lambda ws: ws.on("framereceived", lambda frame: frames.append(as_bytes(frame))))
        for place in pages_for(role):
            go_to(page, reference_address, path_of(place, role))
        sent = b"".join(frames)
        assert sent
        return {mark for mark in marks if mark in sent}

    assert listen("staff") & names, "the control: staff do see names"
    assert listen("management") == set()


def as_bytes(frame: str | bytes) -> bytes:
    return frame.encode() if isinstance(frame, str) else frame


def test_the_demo_shows_both_roles_without_logging_in_again(open_tab: OpenTab, reference_address: str) -> None:
    page = open_tab(reference_address)
    page.get_by_test_id("stSidebar").get_by_text("Ledelse").click()
    expect(page.get_by_test_id("stSidebarNav").get_by_text("Inaktive frivillige")).to_have_count(0)
    page.get_by_test_id("stSidebar").get_by_text("Medarbejder").click()
    expect(page.get_by_test_id("stSidebarNav").get_by_text("Inaktive frivillige")).to_have_count(1)


def test_choosing_an_area_counts_within_it(open_tab: OpenTab, reference_address: str) -> None:
    page = open_tab(reference_address)
    go_to(page, reference_address, "overblik")
    whole = page.get_by_test_id("stMetricValue").first.inner_text()
    choose(page, "Boligområde", "Vangdalen")
    expect(page.get_by_test_id("stMetricValue").first).not_to_have_text(whole)
    photograph(page, "overblik-vangdalen")


def test_the_inactive_are_filtered_opened_and_taken_home(
    open_tab: OpenTab, reference_address: str, reference_settings: Settings, tmp_path: Path
) -> None:
    query = (QUERIES / "inactive_volunteers.sql").read_text(encoding="utf-8")
    everyone = Reader(reference_settings, "staff").query(query)
    page = open_tab(reference_address)
    go_to(page, reference_address, "inaktive")
    expect(page.get_by_text(f"{len(everyone)} frivillige.")).to_be_visible()
    choose_first_row(page)
    expect(page.locator("h2")).to_have_text(everyone["full_name"][0])
    photograph(page, "inaktive-valgt")
    take_home(page, "Ringe rundt til frivillige").save_as(tmp_path / "taken.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO((tmp_path / "taken.xlsx").read_bytes())).active
    assert sheet is not None and sheet.max_row == len(everyone) + 1
    page.get_by_role("textbox", name="Søg efter navn").fill(everyone["full_name"][0])
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 frivillig.")).to_be_visible()


def test_a_task_is_offered_from_its_own_side_all_at_once_and_from_the_volunteers(
    open_tab: OpenTab, reference_address: str, reference_settings: Settings
) -> None:
    reader = Reader(reference_settings, "staff")
    tasks = reader.query((QUERIES / "free_tasks.sql").read_text(encoding="utf-8"))
    plan = reader.query((QUERIES / "task_plan.sql").read_text(encoding="utf-8"))
    page = open_tab(reference_address)
    go_to(page, reference_address, "opgaver")
    expect(page.locator("h2")).to_have_text(tasks["task_name"][0])
    best = reader.query(
        "select full_name from marts.task_matches join core.persons using (person_id) where task_id = ? and rank = 1",
        [tasks["task_id"][0]],
    )["full_name"][0]
    expect(page.locator("ol li").first).to_contain_text(f"{best}:")
    page.get_by_text("Fordel alle").click()
    expect(page.get_by_test_id("stMetricValue").first).to_contain_text(f"{len(plan)} af ")
    choose_first_row(page)
    expect(page.locator("h2")).to_have_text(f"{plan['full_name'][0]} til {plan['task_name'][0]}")
    photograph(page, "opgaver-plan")
    page.get_by_text("Opgaver til en frivillig").click()
    expect(page.get_by_role("combobox", name="Frivillig")).to_be_visible()
    photograph(page, "opgaver-frivillig")


def test_both_networks_are_drawn_for_staff_and_only_that_of_groups_for_management(
    open_tab: OpenTab, reference_address: str
) -> None:
    for role, drawn in (("staff", 2), ("management", 1)):
        page = open_tab(reference_address, role=role)
        heard = complaints(page, reference_address)
        go_to(page, reference_address, "faellesskab")
        expect(page.get_by_text("viser sammensætning, ikke virkning")).to_be_visible()
        expect(page.get_by_test_id("stEChartsChart")).to_have_count(drawn)
        assert heard == []


def test_a_target_opens_to_its_calculation_and_for_staff_to_its_rows(open_tab: OpenTab, reference_address: str) -> None:
    for role, shown in (("staff", 1), ("management", 0)):
        page = open_tab(reference_address, role=role)
        go_to(page, reference_address, "maal")
        page.get_by_role("button", name="Regnestykket bag tallet").first.click()
        opened = page.get_by_role("dialog")
        expect(opened.get_by_text("Sådan tæller vi")).to_be_visible()
        expect(opened.get_by_text(re.compile("^[0-9.]+ (person|personer|række|rækker) bag tallet$"))).to_have_count(
            shown
        )
        expect(opened.get_by_text(re.compile("^[0-9.]+ fil(er)?, tallet kan bygge på$"))).to_have_count(shown)
        photograph(page, f"maal-regnestykke-{role}")


def test_a_new_snapshot_is_seen_within_five_seconds_without_touching_the_page(
    open_tab: OpenTab, small_project: Settings
) -> None:
    with serve(small_project.home) as address:
        page = open_tab(address)
        go_to(page, address, "overblik")
        expect(page.get_by_text("ca. 3.120")).to_be_visible()
        publish(small_project.published, "s2", participations=4321.0)
        expect(page.get_by_text("ca. 4.321")).to_be_visible(timeout=30_000)


def test_an_open_page_notices_that_its_person_logged_out_elsewhere(open_tab: OpenTab, small_project: Settings) -> None:
    with serve(small_project.home) as address:
        page = open_tab(address)
        go_to(page, address, "inaktive")
        other = page.context.new_page()
        go_to(other, address, "inaktive")
        other.get_by_role("link", name="Log ud").click()
        expect(page).to_have_url(f"{address}/log-ind?ud=1&til=/inaktive", timeout=30_000)
        expect(page.get_by_text("Du er logget ud. Det sker, når")).to_be_visible()


def test_a_project_without_anybody_quiet_says_so(open_tab: OpenTab, small_project: Settings) -> None:
    publish(small_project.published, "s3", persons=0)
    with serve(small_project.home) as address:
        page = open_tab(address)
        go_to(page, address, "inaktive")
        expect(page.get_by_text("Godt gået!")).to_be_visible()
        photograph(page, "inaktive-ingen")


def test_a_volunteer_is_found_by_ear_and_a_note_about_them_lies_in_the_inbox(
    open_tab: OpenTab, small_project: Settings
) -> None:
    with serve(small_project.home) as address:
        page = open_tab(address)
        go_to(page, address, "frivillige")
        page.get_by_role("textbox", name="Søg efter navn").fill("larke hasan")
        page.keyboard.press("Enter")
        expect(page.get_by_text("1 frivillig.")).to_be_visible()
        choose_first_row(page)
        expect(page.locator("h2")).to_have_text("Lærke Hassan-Prøve")
        page.get_by_text("Skriv i kontaktloggen").click()
        page.get_by_role("textbox", name="Notat").fill("Vil gerne bage")
        page.get_by_role("button", name="Gem i loggen").click()
        expect(page.get_by_text("Det står i kontaktloggen fra næste nat")).to_be_visible()
        photograph(page, "frivillige-profil")
    (note,) = (small_project.inbox / "notater").glob("*.xlsx")
    cells = [cell.value for row in openpyxl.load_workbook(note).worksheets[0].iter_rows() for cell in row]
    assert "Vil gerne bage" in cells and "Lærke Hassan-Prøve" not in cells
    assert '"p03"' in small_project.access_log.read_text(encoding="utf-8")


def test_a_name_on_the_first_page_opens_the_profile(open_tab: OpenTab, small_project: Settings) -> None:
    with serve(small_project.home) as address:
        page = open_tab(address)
        page.get_by_role("button", name="Mariam Østergaard-Prøve").first.click()
        expect(page.locator("h1")).to_have_text("Frivillige", timeout=30_000)
        expect(page.locator("h2")).to_have_text("Mariam Østergaard-Prøve")
        page.get_by_role("button", name="Tilbage til listen").click()
        expect(page.get_by_role("textbox", name="Søg efter navn")).to_be_visible()
