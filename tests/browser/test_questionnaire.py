"""A volunteer at an event: scans, answers on the phone in her own language, and stands in the register next morning."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.questionnaire.consent import newest_version
from dashboard.questionnaire.texts import LANGUAGES, words_in
from tests.browser.conftest import ARTEFACTS
from tests.browser.test_pages import complaints
from tests.command import document, frivillig
from tests.serving import serve
from warehouse.settings import Settings, load_settings
from warehouse.snapshot import Reader

LOCALES = {"da": "da-DK", "en": "en-GB", "ar": "ar-SY"}
PEOPLE = {"da": "Ida Dal", "en": "Grace Hill", "ar": "Amal Said"}
YEARS = {"da": "1985", "en": "1990", "ar": "١٩٧٢"}
SETTINGS = """
[project]
name = "Prøve"
organisation = "Bysekretariatet"
start = 2013-06-01
end = 2014-12-31
[[areas]]
id = "vangdalen"
name = "Vangdalen"
streets = ["Vangdalen"]
[night]
as_of = 2014-12-31
settle_seconds = 0
[questionnaire]
open = true
address = "https://frivillig.example.dk"
fastest_seconds = 0
"""
_TOO_SMALL = """() => [...document.querySelectorAll('button, a.button, .option, nav a, input:not([type=hidden])')]
    .filter(e => !e.closest('.unseen') && !e.closest('.option input') && e.type != 'radio' && e.type != 'checkbox')
    .filter(e => { const box = e.getBoundingClientRect(); return box.height < 44 || box.width < 44 }).map(e => e.outerHTML)"""
_UNNAMED = """() => [...document.querySelectorAll('input:not([type=hidden])')]
    .filter(e => !e.labels.length).map(e => e.outerHTML)"""


class Volunteer:
    """Somebody with a phone in one hand, and no script."""

    def __init__(self, browser: Browser, address: str, language: str) -> None:
        self.language, self.address, self.say = language, address, words_in(language)
        self.context = browser.new_context(
            viewport={"width": 360, "height": 740}, locale=LOCALES[language], java_script_enabled=True, has_touch=True
        )
        self.page: Page = self.context.new_page()
        self.heard = complaints(self.page, address)

    def answer(self, name: str) -> None:
        """From the welcome page to the page of thanks."""
        self.page.goto(f"{self.address}/spoergeskema")
        self.press(self.say("Begynd"))
        number = 0
        while "/gennemse" not in self.page.url:
            number += 1
            expect(self.page.locator(".progress span")).to_have_text(
                self.say("{number} af {total}", number=number, total=18)
            )
            self.look(f"spoergsmaal-{number:02}")
            self._fill_in(number, name)
            self.press(self.say("Næste"))
        self.look("gennemse")
        self.press(self.say("Send"))
        expect(self.page.locator("h1")).to_have_text(self.say("Tak for dit svar"))
        self.look("tak")

    def press(self, word: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=word, exact=True).click()

    def look(self, what: str) -> None:
        """The page fits the phone, can be hit with a thumb and named by a screen reader."""
        assert self.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), what
        assert self.page.evaluate(_TOO_SMALL) == [], what
        assert self.page.evaluate(_UNNAMED) == [], what
        expect(self.page.locator("h1")).to_have_count(1)
        ARTEFACTS.mkdir(exist_ok=True)
        self.page.screenshot(path=ARTEFACTS / f"spoergeskema-{self.language}-{what}.png", full_page=True)

    def _fill_in(self, number: int, name: str) -> None:
        written = {1: name, 2: f"{name.split(maxsplit=1)[0].lower()}@example.dk", 4: YEARS[self.language]}
        if number in written:
            self.page.locator("#svar").fill(written[number])
        elif self.page.locator(".option").count():
            self.page.locator(".option").first.tap()


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    home = tmp_path_factory.mktemp("spoergeskema") / "hjem"
    (home / "inbox").mkdir(parents=True)
    (home / "frivillig.toml").write_text(SETTINGS, encoding="utf-8")
    return load_settings(home)


@pytest.fixture(scope="module")
def address(settings: Settings) -> Iterator[str]:
    with serve(settings.home) as address:
        yield address


@pytest.fixture(scope="module")
def register(browser: Browser, address: str, settings: Settings) -> Reader:
    """The register the morning after one person answered in each language."""
    for language in LANGUAGES:
        volunteer = Volunteer(browser, address, language)
        volunteer.answer(PEOPLE[language])
        assert volunteer.heard == []
        volunteer.context.close()
    done = frivillig("run", "--plain", "--json", home=settings.home)
    assert done.returncode == 0, done.stderr
    rows = [file["rows"] for file in document(done)["files"]]
    assert [row["loaded"] for row in rows] == [1] * len(LANGUAGES)
    return Reader(settings, "staff")


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_answered_on_the_phone_is_a_volunteer_next_morning(register: Reader, language: str) -> None:
    row = register.query(
        """
        select volunteers.*, persons.email, persons.birth_year, persons.area_id, consents.text_version
        from core.volunteers as volunteers
        join core.persons as persons on volunteers.person_id = persons.person_id
        join core.consents as consents on volunteers.person_id = consents.person_id
        where persons.full_name = ?
        """,
        [PEOPLE[language]],
    )
    assert len(row) == 1
    assert row["text_version"][0] == f"{newest_version()}.{language}"
    assert row["birth_year"][0] == int(YEARS[language])
    assert (row["area_id"][0], row["declared_role"][0], row["contact_consent"][0]) == ("vangdalen", "core", True)
    assert (row["primary_motive"][0], row["competences"][0]) == ("social", "cooking")


def test_a_personal_link_pauses_its_person(
    register: Reader, browser: Browser, address: str, settings: Settings
) -> None:
    (person,) = register.query("select person_id from core.persons where full_name = ?", [PEOPLE["ar"]])["person_id"]
    link = frivillig("questionnaire", "link", person, home=settings.home).stdout.strip()
    volunteer = Volunteer(browser, address, "ar")
    volunteer.page.goto(link.replace("https://frivillig.example.dk", address))
    assert person not in volunteer.page.url
    expect(volunteer.page.locator(".where")).to_contain_text(PEOPLE["ar"].split()[0])
    volunteer.look("stadig")
    volunteer.press(volunteer.say("Jeg vil gerne holde pause"))
    volunteer.look("pause")
    volunteer.page.locator("#svar").fill("2015-03-01")
    volunteer.press(volunteer.say("Send"))
    expect(volunteer.page.locator("h1")).to_have_text(volunteer.say("Tak for dit svar"))
    assert volunteer.heard == []
    assert frivillig("run", "--plain", home=settings.home).returncode == 0
    (status,) = register.query("select status_reason from core.volunteers where person_id = ?", [person])[
        "status_reason"
    ]
    assert status == "På pause til 01-03-2015."


def test_the_questionnaire_needs_no_script_and_no_colour(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 568}, locale="da-DK")
    page = context.new_page()
    page.goto(f"{address}/spoergeskema")
    page.get_by_role("button", name="Begynd").click()
    page.get_by_label("Hvad er dit fulde navn?").fill("Ida 311299-0000")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("CPR-nummer")
    page.get_by_label("Hvad er dit fulde navn?").fill("Ida Dal")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/spoergeskema/2$"))
    page.go_back()
    expect(page.get_by_label("Hvad er dit fulde navn?")).to_have_value("Ida Dal")
    context.close()
