"""Help, tour and thresholds in words: every page has its help for each role, and a sentence says the value that holds."""

from __future__ import annotations

import pytest

from dashboard.components.tour import TOURS, has_toured, note_tour
from dashboard.page_help import help_for
from dashboard.pages import PAGES, pages_for
from dashboard.server import ROLES, start_server
from dashboard.texts import use_language
from dashboard.thresholds import say_threshold, say_value
from tests.workspace import make_workspace
from warehouse.accounts import Role
from warehouse.parameter import load_parameters


def test_every_page_says_what_it_shows_to_each_role_that_may_open_it() -> None:
    lacking = [(page.name, role) for page in PAGES for role in page.roles if not help_for(page.name, role)]
    assert lacking == [], "dashboard/page_help.py"


@pytest.mark.parametrize("role", ROLES)
def test_a_tour_only_leads_to_pages_the_role_may_open(role: Role) -> None:
    mine = {page.name for page in pages_for(role)}
    stops = TOURS[role]
    assert len(stops) >= 5
    assert {stop.page for stop in stops if stop.page} <= mine


def test_who_has_been_shown_round_or_declined_is_not_asked_again(tmp_path: object) -> None:
    settings = make_workspace(tmp_path / "hjem")  # type: ignore[operator]
    start_server(settings)
    assert not has_toured("anna")
    note_tour("anna")
    note_tour("bo")
    assert has_toured("anna") and has_toured("bo") and not has_toured("eva")


@pytest.mark.parametrize(
    ("name", "value", "danish", "english"),
    [
        ("new_days", 60, "er ny i 60 dage;", "is new for 60 days;"),
        ("new_days", 30, "er ny i 30 dage;", "is new for 30 days;"),
        ("new_days", 1, "er ny i 1 dag;", "is new for 1 day;"),
        ("core_weeks_share", 0.4, "mindst 40 procent af årets uger.", "at least 40 percent of the year's weeks."),
        ("at_risk_ratio", 2.5, "efter 2,5 gange sin", "after 2.5 times their"),
        ("core_coordinated_share", 0.4, "i en bestyrelse. Hos jer: 40 procent.", "on a board. With you: 40 percent."),
        ("heaping_share", 0.7, "mere end 70 procent af tallene på 0 eller 5", "more than 70 percent of the numbers end in 0 or 5"),
    ],
)  # fmt: skip
def test_a_threshold_is_said_with_the_value_that_holds(name: str, value: float, danish: str, english: str) -> None:
    use_language("da")
    assert danish in say_threshold(load_parameters()[name], value)
    use_language("en")
    assert english in say_threshold(load_parameters()[name], value)
    use_language("da")


def test_every_threshold_can_be_said_in_both_languages() -> None:
    for language in ("da", "en"):
        use_language(language)
        for name, parameter in load_parameters().items():
            assert say_threshold(parameter, parameter.value).endswith("."), name
            assert say_value(parameter, parameter.value)
    use_language("da")
