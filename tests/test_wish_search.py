"""What is typed in the search is read as a name or as help that is wanted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dashboard.data import Row
from dashboard.texts import use_language
from dashboard.wish_search import find_helpers, read_wish


@pytest.fixture(autouse=True)
def danish() -> Iterator[None]:
    use_language("da")
    yield
    use_language("da")


def volunteer(name: str, can: str = "", wants: str = "", when: str | None = None, **more: object) -> Row:
    return {
        "full_name": name,
        "competences": can,
        "task_preferences": wants,
        "availability": when,
        "status": "active",
        "contact_consent": True,
    } | more


@pytest.mark.parametrize(
    ("typed", "skills", "times"),
    [
        ("bage lørdag", {"baking"}, {"weekend"}),
        ("En der kan bage på lørdag", {"baking"}, {"weekend"}),
        ("BAGER", {"baking"}, set()),
        ("tolk formiddag", {"languages"}, {"weekday_morning"}),
        ("køre mandag", {"driving"}, {"weekday_morning", "weekday_afternoon", "weekday_evening"}),
        ("mad", {"cooking"}, set()),
    ],
)
def test_a_wish_is_read_from_the_words_people_use(typed: str, skills: set[str], times: set[str]) -> None:
    wish = read_wish(typed)
    assert wish is not None
    assert wish.codes == (skills, times)


@pytest.mark.parametrize("typed", ["", "Søren Jensen", "Mads", "Dan", "lørdag", "bage Søren", "Ida", "på", "Al-Sayed"])
def test_a_name_or_a_time_alone_is_no_wish(typed: str) -> None:
    assert read_wish(typed) is None


def test_english_words_name_the_same_skills() -> None:
    use_language("en")
    wish = read_wish("baking saturday")
    assert wish is not None
    assert wish.codes == ({"baking"}, {"weekend"})


def test_who_says_yes_to_the_time_comes_first_and_who_says_no_is_left_out() -> None:
    wish = read_wish("bage lørdag")
    assert wish is not None
    rows = [
        volunteer("ved ikke hvornår", can="baking"),
        volunteer("kun formiddag", can="baking", when="weekday_morning"),
        volunteer("kan, vil og har tid", can="baking", wants="baking", when="weekend"),
        volunteer("kan og har tid", can="baking;cooking", when="holidays;weekend"),
        volunteer("kan slet ikke", can="cooking", when="weekend"),
        volunteer("er stoppet", can="baking", when="weekend", status="stopped"),
        volunteer("vil ikke ringes op", can="baking", when="weekend", contact_consent=False),
        volunteer("er stille", can="baking", wants="baking", when="weekend", status="inactive"),
    ]
    assert [row["full_name"] for row in find_helpers(rows, wish)] == [
        "kan, vil og har tid",
        "kan og har tid",
        "er stille",
        "ved ikke hvornår",
        "vil ikke ringes op",
    ]
