"""The pages that list the lessons are those the tests make."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lessons_page import PAGES, write_page


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_page_of_lessons_is_current(page: Path) -> None:
    assert page.read_text(encoding="utf-8") == write_page(PAGES[page]), "run `make docs`"
