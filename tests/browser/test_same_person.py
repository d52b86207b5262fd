"""Staff see two who may be one person side by side, answer with one click, and take it back."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import OpenTab, choose, choose_first_row, go_to, photograph
from tests.command import frivillig
from tests.made_up_snapshot import publish
from tests.serving import serve
from tests.workspace import make_workspace, put_sheet
from warehouse.access_log import list_look_ups
from warehouse.people.answers import list_answers
from warehouse.settings import load_settings
from warehouse.snapshot import Reader

PATIENCE = 60_000
HEADINGS = ["Navn", "E-mail", "Mobil"]

SETTINGS = """
[project]
name = "Frivillighed på tværs"
start = 2013-06-01
end = 2014-12-31
[night]
as_of = 2014-12-31
[dashboard]
demo = true
"""


def test_one_click_answers_and_another_takes_it_back(open_tab: OpenTab, tmp_path: Path) -> None:
    home = tmp_path / "hjem"
    home.mkdir()
    (home / "frivillig.toml").write_text(SETTINGS, encoding="utf-8")
    settings = load_settings(home)
    publish(settings.published)
    with serve(home) as address:
        page = open_tab(address)
        go_to(page, address, "datakvalitet")
        expect(page.get_by_role("heading", name="Er det den samme?")).to_be_visible()
        expect(page.get_by_text("samme fornavn · samme boligområde", exact=True)).to_be_visible()
        expect(
            page.get_by_text("Et ja flytter antallet af forskellige brugere og en frivilligs status.")
        ).to_be_visible()
        expect(page.get_by_text("Frivillige.xlsx, Ark1, række 7")).to_be_visible()
        expect(page.get_by_text("Svar.xlsx, Svar, række 12")).to_be_visible()
        expect(page.get_by_text("•• •• •• 50")).to_be_visible()
        expect(page.get_by_text("k•••@example.dk")).to_be_visible()
        expect(page.get_by_text("20 30 40 50")).to_have_count(0)
        photograph(page, "samme-person")
        page.get_by_role("button", name="Vis telefon og e-mail").click()
        expect(page.get_by_text("20 30 40 50")).to_be_visible(timeout=30_000)
        line, *lists = list_look_ups(settings)
        assert [seen.act for seen in lists] == ["list", "list"]
        assert (line.act, line.person_ids, line.purpose) == ("contact", ("p01", "p05"), "Er det den samme?")
        page.get_by_role("button", name="Nej, det er to forskellige").click()
        expect(page.get_by_text("Tak. De forbliver to personer.")).to_be_visible(timeout=30_000)
        expect(page.get_by_role("button", name="Ja, det er den samme")).to_have_count(0)
        (answer,) = list_answers(settings)
        assert (answer.verdict, {answer.person_id, answer.other_person_id}) == ("different", {"p01", "p05"})
        page.get_by_text("Ét svar", exact=True).click()
        page.get_by_role("button", name="Fortryd").click()
        expect(page.get_by_text("Svaret er trukket tilbage. Det tæller fra næste nat.")).to_be_visible(timeout=30_000)
        expect(page.get_by_role("button", name="Ja, det er den samme")).to_be_visible()
    assert list_answers(settings) == []


def test_management_is_asked_nothing(open_tab: OpenTab, tmp_path: Path) -> None:
    home = tmp_path / "hjem"
    home.mkdir()
    (home / "frivillig.toml").write_text(SETTINGS, encoding="utf-8")
    publish(load_settings(home).published)
    with serve(home) as address:
        page = open_tab(address, role="management")
        go_to(page, address, "datakvalitet")
        expect(page.get_by_text("Er det den samme?")).to_have_count(0)


def test_a_wrong_join_is_parted_on_the_page_of_the_person(open_tab: OpenTab, tmp_path: Path) -> None:
    settings = make_workspace(tmp_path / "hjem")
    with (settings.home / "frivillig.toml").open("a", encoding="utf-8") as file:
        file.write("[dashboard]\ndemo = true\n")
    put_sheet(settings, "frivillige.xlsx", [HEADINGS, ["Oda Sørup", "oda@example.dk", "20 30 40 50"]])
    put_sheet(settings, "flere.xlsx", [HEADINGS, ["Oda M. Sørup", "oda@example.dk", "20 30 40 50"]])
    assert frivillig("run", "--plain", home=settings.home).returncode == 0
    with serve(settings.home) as address:
        page = open_tab(address)
        go_to(page, address, "frivillige")
        choose_first_row(page)
        page.get_by_role("tab", name="Hvor vi ved det fra").click(timeout=PATIENCE)
        expect(page.get_by_text("Skrevet på 2 måder i arkene")).to_be_visible(timeout=PATIENCE)
        page.get_by_text("En af dem er en anden person").click()
        part = page.get_by_role("button", name="Skil fra de andre")
        expect(part).to_be_disabled()
        choose(page, "Hvilken?", "Oda M. Sørup (flere.xlsx)")
        part.click(timeout=PATIENCE)
        expect(page.get_by_text("Tak. De bliver to personer i nat.")).to_be_visible(timeout=PATIENCE)
        photograph(page, "skilt-ad")
    (answer,) = list_answers(settings)
    assert (answer.verdict, answer.decided_by) == ("different", "demo")
    assert frivillig("run", "--plain", home=settings.home).returncode == 0
    assert len(Reader(settings, "staff").query("select 1 from core.persons")) == 2
