"""Filters kept under a name, and the day a user has seen the data up to."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dashboard.saved_views import list_views, remove_view, save_view
from dashboard.server import running_server, start_server
from dashboard.visits import day_seen_before
from tests.test_dashboard import make_home


@pytest.fixture(autouse=True)
def _serve(tmp_path: Path) -> None:
    start_server(make_home(tmp_path))


def test_a_view_is_kept_replaced_and_removed_by_its_name() -> None:
    save_view("Kan lave mad", {"competence": ["cooking"]}, "anna")
    save_view("kan lave mad", {"competence": ["baking"]}, "bo")
    save_view("Ærø", {"area": ["Vangdalen"]}, "bo")
    assert list_views() == {"Ærø": {"area": ["Vangdalen"]}, "kan lave mad": {"competence": ["baking"]}}
    remove_view("kan lave mad")
    assert list(list_views()) == ["Ærø"]


@pytest.mark.parametrize("name", ["../../x", "/etc/passwd", "..", "a/b", ""])
def test_a_view_lies_in_its_own_folder_whatever_it_is_called(name: str) -> None:
    save_view(name, {"status": ["active"]}, "anna")
    folder = running_server().settings.saved_views
    assert len(list(folder.iterdir())) == 1
    assert sorted(path.name for path in folder.parent.iterdir()) == ["frivillig.toml", "visninger"]


def test_a_spoilt_view_is_left_out() -> None:
    save_view("God", {"status": ["active"]}, "anna")
    (running_server().settings.saved_views / "z.json").write_text("{", encoding="utf-8")
    (running_server().settings.saved_views / "y.json").write_text('["x"]', encoding="utf-8")
    assert list(list_views()) == ["God"]


def test_new_since_last_time_stays_through_the_day_and_moves_with_the_data() -> None:
    first, second, third = date(2014, 12, 1), date(2014, 12, 3), date(2014, 12, 9)
    assert day_seen_before("anna", first, 14) == date(2014, 11, 17)
    assert day_seen_before("anna", second, 14) == first
    assert day_seen_before("anna", second, 14) == first
    assert day_seen_before("bo", third, 14) == date(2014, 11, 25)
    assert day_seen_before("anna", third, 14) == second
