"""The night's summary: in the outbox for the house, by mail for those who asked, and no person's name in the mail."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.night import open_night
from flows.steps import run_night
from tests.letterbox import Letterbox, serve_letterbox
from tests.workspace import make_workspace, put_sheet
from warehouse.settings import Mail, Settings

NAME = "Oda Sørup"


@pytest.fixture
def letterbox() -> Iterator[tuple[Letterbox, int]]:
    with serve_letterbox() as box:
        yield box


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = make_workspace(tmp_path / "hjem")
    put_sheet(
        settings,
        f"{NAME}s liste.xlsx",
        [["Navn", "E-mail", "Mobil"], [NAME, "oda@example.dk", "ved ikke"], ["Bo Lund", "bo@example.dk", "20304050"]],
    )
    return settings


def with_mail(settings: Settings, port: int) -> Settings:
    mail = Mail(host="127.0.0.1", port=port, sender="nat@example.dk", recipients=("koordinator@example.dk",))
    return settings.model_copy(update={"mail": mail})


def test_the_mail_says_what_needs_a_person_and_names_none(settings: Settings, letterbox: tuple[Letterbox, int]) -> None:
    box, port = letterbox
    with open_night(with_mail(settings, port)) as night:
        run_night(night)
    (letter,) = box.letters
    text = letter.get_content()
    assert letter["Subject"] == "Frivillig: noget skal ses efter – Prøve"
    assert letter["To"] == "koordinator@example.dk"
    assert "Koordinatoren: Navneliste (1)" in text
    assert "Nattens resultat er offentliggjort." in text
    assert not any(word in letter.as_string() + text for word in ("Oda", "Sørup", "Bo Lund", "ved ikke", "xlsx"))


def test_the_outbox_holds_the_whole_summary(settings: Settings) -> None:
    with open_night(settings) as night:
        run_night(night)
    summary = (settings.outbox / "nat-2014-12-31.txt").read_text(encoding="utf-8")
    assert "Filer: 1 taget ind" in summary
    assert "Rækker, der skal rettes: 1" in summary


def test_a_mail_server_that_is_down_is_a_problem_but_the_night_stands(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.steps.RETRY_SECONDS", 0)
    with open_night(with_mail(settings, 9)) as night:
        outcome = run_night(night)
    assert outcome.published
    assert any("Mailen med nattens resultat kunne ikke sendes" in problem for problem in outcome.problems)


def test_a_night_with_nothing_new_says_so_and_still_lists_what_is_open(settings: Settings) -> None:
    with open_night(settings) as night:
        first = run_night(night)
    with open_night(settings) as night:
        second = run_night(night)
    assert night.is_nothing_new
    assert second.snapshot_id == first.snapshot_id
    assert second.problems == first.problems
    assert second.exit_code == 1
    summary = (settings.outbox / "nat-2014-12-31.txt").read_text(encoding="utf-8")
    assert "Intet nyt. Det seneste resultat gælder stadig." in summary
