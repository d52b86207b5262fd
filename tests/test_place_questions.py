"""The page's questions about sheets and lines: one click answers, and the answer is in the workspace."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.components import place_questions
from tests.workspace import make_workspace
from warehouse.own_form import answered_lines, answered_sheets
from warehouse.source import load_sources


def show() -> None:
    from dashboard.components.place_questions import show_place_questions

    common = {"file_name": "skak.xlsx", "source": "attendance_sheet", "source_title": "Fremmødeliste"}
    show_place_questions(
        [
            common | {"kind": "sheet", "sheet": "Indkøb", "words": "Indkøb", "row_count": 2},
            common | {"kind": "line", "sheet": "Hold", "words": "Kaffehold", "row_count": 1},
        ]
    )


def test_one_click_answers_each_question_and_takes_it_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = make_workspace(tmp_path / "hjem")
    monkeypatch.setattr(place_questions, "running_server", lambda: SimpleNamespace(settings=settings))
    monkeypatch.setattr(place_questions.auth, "require", lambda *roles: SimpleNamespace(user="anna"))
    page = AppTest.from_function(show, default_timeout=60).run()
    assert not page.exception
    assert [text.value for text in page.markdown] == [
        "**Er arket «Indkøb» data?**",
        "**Er «Kaffehold» en overskrift for rækkerne under den?**",
    ]
    next(button for button in page.button if "frivillig" in button.label).click()
    page.run()
    assert ["Svaret om «Kaffehold» er gemt" in done.value for done in page.success] == [True]
    page.button[0].click()
    page.run()
    assert not page.exception and not page.button
    assert answered_lines(settings) == {("attendance_sheet", "kaffehold")}
    assert answered_sheets(settings) == {("attendance_sheet", "indkoeb")}
    assert "Kaffehold" in load_sources(settings.forms)["attendance_sheet"].sections["role"]["volunteer"]
