"""A real browser in front of the running dashboard, on the reference project and on a small made-up snapshot."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

import pytest
from playwright.sync_api import Browser, BrowserContext, Download, Error, Page, sync_playwright

from tests.made_up_snapshot import publish
from tests.serving import PASSWORD, serve
from warehouse.accounts import Role, add_account
from warehouse.settings import Settings, load_settings

ARTEFACTS = Path(__file__).parent.parent.parent / "artefacts"

_QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
]
_SMALL_PROJECT = """
[project]
name = "Frivillighed på tværs"
start = 2013-06-01
end = 2014-12-31
[night]
as_of = 2014-12-31
[dashboard]
demo = true
"""

OpenTab = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, from FRIVILLIG_BROWSER or where Debian puts it. Missing: skipped here, a failure in CI."""
    path = Path(os.environ.get("FRIVILLIG_BROWSER", "/usr/bin/chromium"))
    if not path.is_file():
        message = f"no browser at {path}: set FRIVILLIG_BROWSER or install chromium"
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def reference_address(reference_home: Path) -> Iterator[str]:
    """The dashboard on the reference project, in demo mode."""
    with serve(reference_home) as address:
        yield address


@pytest.fixture(scope="session")
def empty_address(empty_home: Path) -> Iterator[str]:
    """The dashboard on a workspace where nothing has happened yet, with an account for each role."""
    for role in get_args(Role):
        add_account(load_settings(empty_home), role, role, PASSWORD)
    with serve(empty_home) as address:
        yield address


@pytest.fixture(scope="session")
def large_address(large_home: Path) -> Iterator[str]:
    """The dashboard on a place with 2,000 volunteers, in demo mode."""
    with serve(large_home) as address:
        yield address


@pytest.fixture
def small_project(tmp_path: Path) -> Settings:
    """A workspace with a made-up snapshot of its own, to change at will."""
    (tmp_path / "frivillig.toml").write_text(_SMALL_PROJECT, encoding="utf-8")
    settings = load_settings(tmp_path)
    publish(settings.published)
    return settings


@pytest.fixture
def open_tab(browser: Browser) -> Iterator[OpenTab]:
    """`open_tab(address, role="management", …)` logs in and waits for the role's first page."""
    contexts: list[BrowserContext] = []

    def open_one(address: str, role: str = "staff", phone: bool = False, dark: bool = False) -> Page:
        context = browser.new_context(
            viewport={"width": 390, "height": 844} if phone else {"width": 1360, "height": 900},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            locale="da-DK",
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{address}/log-ind")
        page.click(f"button[value={role}]")
        await_page(page)
        return page

    yield open_one
    for context in contexts:
        context.close()


def await_page(page: Page) -> None:
    """Wait until the page has been made and every chart and table in it drawn."""
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=60_000)
    page.wait_for_selector("h1", timeout=30_000)
    page.wait_for_function("() => !document.querySelector('[data-testid=stSkeleton]')")
    page.wait_for_load_state("networkidle")


def go_to(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}/{name}")
    await_page(page)


def photograph(page: Page, name: str) -> None:
    """The whole page, as tall as it is, into `artefacts/` for a person to look at."""
    ARTEFACTS.mkdir(exist_ok=True)
    size = page.viewport_size or {"width": 1360, "height": 900}
    height = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": max(size["height"], min(height, 6000))})
    page.wait_for_timeout(500)
    try:
        page.screenshot(path=ARTEFACTS / f"{name}.png")
    except Error as error:  # a picture nobody asserts on must not fail a test
        print(error)
    page.set_viewport_size(size)


def choose(page: Page, label: str, words: str) -> None:
    """Pick an entry of a list. A list that closes because the page moves as it opens is opened again, as a person would."""
    offered = page.get_by_role("option", name=words, exact=True)
    for _ in range(5):
        page.get_by_role("combobox", name=label).first.click()
        try:
            offered.click(timeout=6_000)
        except Error:
            page.keyboard.press("Escape")
        else:
            await_page(page)
            return
    pytest.fail(f"«{label}» never offered «{words}»")


def choose_first_row(page: Page) -> None:
    """Choose the first row of the first table, and wait until the page has been made for it."""
    table = page.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    page.wait_for_timeout(1000)  # the table is drawn anew where it has been scrolled to
    box = table.bounding_box()
    assert box
    page.mouse.click(box["x"] + 16, box["y"] + 52)
    page.wait_for_timeout(500)  # the browser tells of a choice 150 ms later; a button pressed before that is not heard
    await_page(page)


def take_home(page: Page, purpose: str) -> Download:
    """The list on the page as an Excel file, for this purpose."""
    page.get_by_text("Tag listen med hjem").first.click()
    choose(page, "Hvad skal listen bruges til?", purpose)
    page.get_by_role("button", name="Lav filerne").first.click()
    with page.expect_download(timeout=60_000) as download:
        page.get_by_text("Hent som Excel").first.click()
    return download.value
