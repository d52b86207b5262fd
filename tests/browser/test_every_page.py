"""Every page for every role, in both languages, on a desk and on a phone, in light and dark: on the reference project,
in a workspace where nothing has happened yet, and in one with two thousand volunteers.
"""

from __future__ import annotations

import os
from typing import get_args

import pytest
from playwright.sync_api import Browser

from dashboard.texts import Language
from tests.browser.access import COLOURS, find_unreachable, find_violations
from tests.browser.reading import find_danish, find_english, find_machine_words, words_of_data
from tests.browser.walking import DRESSES, Walk
from warehouse.accounts import Role
from warehouse.settings import load_settings

# Some five hundred pictures drawn without a graphics card: `make walk` does it, ten minutes with both processors to itself.
pytestmark = pytest.mark.skipif("FRIVILLIG_WALK" not in os.environ, reason="the walk through every page: make walk")

WORKSPACES = ("reference", "empty", "large")
# Dark pages and large letters differ by what is drawn, not by the words in it: once is enough.
IN_SHORT = ("skrivebord-lys", "telefon-lys")


@pytest.fixture(scope="module", params=WORKSPACES)
def workspace(request: pytest.FixtureRequest) -> tuple[str, str, list[str]]:
    """A workspace's name, the address its dashboard is served on, and the words people themselves have written in it."""
    name = request.param
    home = request.getfixturevalue(f"{name}_home")
    return name, request.getfixturevalue(f"{name}_address"), words_of_data(load_settings(home))


@pytest.mark.parametrize("language", get_args(Language))
@pytest.mark.parametrize("role", get_args(Role))
def test_every_page_is_whole_and_in_one_language_in_every_dress(
    browser: Browser, workspace: tuple[str, str, list[str]], role: Role, language: Language
) -> None:
    name, address, data = workspace
    foreign = find_english if language == "da" else find_danish
    dresses = DRESSES if (name, language) == ("reference", "da") else IN_SHORT
    wrong: list[str] = []
    with Walk(browser, address, role, language) as walk:
        for place in walk.pages():
            for dress in dresses:
                walk.dress(dress)
                wrong += [f"{place.name}, {dress}: {words}" for words in walk.look()]
                walk.photograph(f"{name}/{role}-{language}/{place.name}-{dress}")
            text = walk.words()
            wrong += [f"{place.name}: {words}" for words in find_machine_words(text) + foreign(text, data)]
            walk.dress("skrivebord-lys")
        assert wrong == [], "\n".join(wrong)
        assert walk.heard == []
        assert walk.elsewhere() == set()
        assert any(url.startswith("ws") for url in walk.asked_for), "the control: the walk did listen"


@pytest.mark.parametrize("workspace", ["reference", "empty"], indirect=True)
@pytest.mark.parametrize("role", get_args(Role))
def test_no_page_shuts_out_those_who_see_hear_or_type_instead_of_pointing(
    browser: Browser, workspace: tuple[str, str, list[str]], role: Role
) -> None:
    """axe-core's serious and critical rules in both themes, and the Tab key. A town's pages hold nothing these do not."""
    _name, address, _data = workspace
    wrong: list[str] = []
    with Walk(browser, address, role, "da") as walk:
        for place in walk.pages():
            found = find_violations(walk.page) + find_unreachable(walk.page)
            walk.dress("skrivebord-mørk")
            found += find_violations(walk.page, COLOURS)
            walk.dress("skrivebord-lys")
            wrong += [f"{place.name}: {words}" for words in found]
    assert wrong == [], "\n".join(wrong)
