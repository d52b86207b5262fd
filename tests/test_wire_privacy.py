"""Nobody on the wire of management: every page, both languages, every button, every error page, after staff warmed every cache."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from dashboard.pages import PAGES, first_page, pages_for
from tests.access_page import ListeningTab
from tests.made_up_snapshot import publish
from tests.personal_values import PersonalValues, read_personal_values
from tests.serving import serve
from tests.test_dashboard import SETTINGS
from warehouse.accounts import Role
from warehouse.settings import load_settings

DEMO = SETTINGS + "[dashboard]\ndemo = true\n"
LANGUAGES = ("da", "en")


@dataclass
class Listening:
    """A dashboard and what each role was sent on each of its pages."""

    address: str
    personal: PersonalValues
    cookies: dict[Role, str]
    sent: dict[tuple[Role, str, str], bytes] = field(default_factory=dict)
    is_made_up: bool = True

    def listen(self, role: Role, page: str, language: str) -> bytes:
        with ListeningTab(self.address, f"{self.cookies[role]}; frivillig_sprog={language}") as tab:
            visit = tab.open("" if page == first_page(role).name else page)
            return visit.wire + b"".join(self._press(tab, button) for button in _buttons(tab) if role == "management")

    def _press(self, tab: ListeningTab, button: str) -> bytes:
        asked = BackMsg()
        asked.rerun_script.page_script_hash = _hash_of(tab)
        asked.rerun_script.widget_states.widgets.add(id=button, trigger_value=True)
        tab.say(asked)
        return tab.read_run()


def _buttons(tab: ListeningTab) -> list[str]:
    elements = [m.delta.new_element for m in tab.messages if m.WhichOneof("type") == "delta"]
    return [e.button.id for e in elements if e.WhichOneof("type") == "button" and not e.button.disabled]


def _hash_of(tab: ListeningTab) -> str:
    return next(m.new_session.page_script_hash for m in tab.messages if m.WhichOneof("type") == "new_session")


def _enter(address: str, role: Role) -> str:
    answer = httpx.post(f"{address}/log-ind", data={"rolle": role}, headers={"Origin": address})
    return f"frivillig_session={answer.cookies['frivillig_session']}"


@pytest.fixture(scope="module", params=["made up", "reference"])
def listening(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Listening]:
    if request.param == "reference":
        home: Path = request.getfixturevalue("reference_home")
    else:
        home = tmp_path_factory.mktemp("privacy")
        (home / "frivillig.toml").write_text(DEMO, encoding="utf-8")
        publish(load_settings(home).published)
    personal = read_personal_values(load_settings(home).published / "current")
    with serve(home) as address:
        cookies: dict[Role, str] = {"staff": _enter(address, "staff"), "management": _enter(address, "management")}
        listening = Listening(address, personal, cookies, is_made_up=request.param == "made up")
        for language in LANGUAGES:
            for role in ("staff", "management"):
                for page in pages_for(role):
                    listening.sent[role, page.name, language] = listening.listen(role, page.name, language)
        yield listening


def test_staff_are_sent_names_phones_and_addresses(listening: Listening) -> None:
    """The control: what is looked for is there to be found, page by page, in both languages."""
    for language in LANGUAGES:
        found = {
            page.name: listening.personal.found_in(listening.sent["staff", page.name, language])
            for page in pages_for("staff")
        }
        kinds = {kind for values in found.values() for kind, _value in values}
        # In the reference project phones and addresses are shown once a person is chosen.
        assert kinds >= ({"name", "phone", "email"} if listening.is_made_up else {"name"})
        assert all(found[page] for page in ("i_dag", "frivillige", "inaktive"))
        # which pages list persons is declared: seeing one is written in the log
        assert {name for name, values in found.items() if values} == {page.name for page in PAGES if page.lists_persons}


def test_management_is_sent_nobody(listening: Listening) -> None:
    for language in LANGUAGES:
        for page in pages_for("management"):
            sent = listening.sent["management", page.name, language]
            assert len(sent) > 1000
            assert listening.personal.found_in(sent) == set(), (page.name, language)


def test_management_is_sent_nobody_where_there_is_no_page(listening: Listening) -> None:
    closed = {page.name for page in PAGES} - {page.name for page in pages_for("management")}
    for page in sorted(closed | {"findes-ikke"}):
        for language in LANGUAGES:
            cookie = f"{listening.cookies['management']}; frivillig_sprog={language}"
            body = httpx.get(f"{listening.address}/{page}", headers={"Cookie": cookie, "Accept": "text/html"}).content
            sent = body + listening.listen("management", page, language)
            assert listening.personal.found_in(sent) == set(), (page, language)


def test_no_answer_over_http_holds_anybody(listening: Listening) -> None:
    paths = [
        "/log-ind",
        "/log-ud",
        "/_stcore/host-config",
        "/_stcore/health",
        "/media/x.xlsx",
        "/spoergeskema",
        "/plakat",
    ]
    for cookie in (listening.cookies["management"], ""):
        for path in (*paths, *(f"/{page.name}" for page in PAGES)):
            answer = httpx.get(f"{listening.address}{path}", headers={"Cookie": cookie, "Accept": "text/html"})
            told = answer.content + str(answer.headers).encode()
            assert listening.personal.found_in(told) == set(), path


@pytest.mark.parametrize("lacks", ["marts.overview", "marts.target_progress", "marts.groups", "quality.results"])
def test_a_page_that_fails_says_nothing_of_anybody(tmp_path: Path, lacks: str) -> None:
    """A table that is missing makes the page fail: what is then said names nobody, to either role."""
    (tmp_path / "frivillig.toml").write_text(DEMO, encoding="utf-8")
    settings = load_settings(tmp_path)
    publish(settings.published)
    _drop(settings.published / "current" / "kpi.duckdb", lacks)
    personal = read_personal_values(settings.published / "current")
    with serve(tmp_path) as address:
        listening = Listening(address, personal, {"management": _enter(address, "management")})
        sent = b"".join(listening.listen("management", page.name, "da") for page in pages_for("management"))
    assert "ældre udgave af Frivillig" in sent.decode("utf-8", "replace")
    assert personal.found_in(sent) == set()


def _drop(database: Path, table: str) -> None:
    import duckdb

    with duckdb.connect(str(database)) as con:
        con.execute(f"drop table {table}")


def test_what_is_looked_for_is_found_however_it_is_written(listening: Listening) -> None:
    """The net itself: each value is seen as plain text, in JSON, in HTML and in an address."""
    for kind, value in list(listening.personal.patterns)[:50]:
        assert (kind, value) in listening.personal.found_in(f"x {value}.".encode())
    kinds = {kind for kind, _value in listening.personal.patterns}
    assert kinds >= {"name", "phone", "email", "id"}
