"""Every page opens for whom it is, in both languages, on a full project and on one with nobody in it."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard.data import Row
from dashboard.pages import PAGES, first_page, pages_for
from dashboard.texts import _, use_language
from tests.made_up_snapshot import PERSONS, publish
from tests.serving import PASSWORD, Tab, log_in, serve
from tests.test_dashboard import make_home, names_on
from warehouse.access_log import note_access
from warehouse.accounts import Role, add_account
from warehouse.name_search import find_names

FROM_EARLIER = "frivillig run"
WITH_PERSONS = {"i_dag", "frivillige", "inaktive", "aktiviteter", "veje"}


class CountingTab(Tab):
    """A tab that also keeps what the server sent, message by message."""

    def __init__(self, address: str, cookie: str) -> None:
        super().__init__(address, cookie)
        self.messages: list[ForwardMsg] = []

    def _is_end(self, message: ForwardMsg) -> bool:
        self.messages.append(message)
        return super()._is_end(message)

    @property
    def exceptions(self) -> list[str]:
        elements = [m.delta.new_element for m in self.messages if m.WhichOneof("type") == "delta"]
        return [e.exception.type for e in elements if e.WhichOneof("type") == "exception"]


@pytest.fixture(scope="module", params=[5, 0], ids=["full", "nobody"])
def address(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[tuple[str, int]]:
    settings = make_home(tmp_path_factory.mktemp("pages"))
    publish(settings.published, persons=request.param)
    for name, role in (("anna", "staff"), ("bo", "management")):
        add_account(settings, name, cast(Role, role), PASSWORD)
    with serve(settings.home) as address:
        yield address, request.param


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize(("user", "role"), [("anna", "staff"), ("bo", "management")])
def test_every_page_of_a_role_opens_without_a_fault(
    address: tuple[str, int], user: str, role: Role, language: str
) -> None:
    place, persons = address
    cookie = f"{log_in(place, user)}; frivillig_sprog={language}"
    for page in pages_for(role):
        with CountingTab(place, cookie) as tab:
            wire = tab.visit("" if page is first_page(role) else page.name)
        use_language(language)
        title = _(page.title)
        use_language("da")
        assert tab.exceptions == [], page.name
        assert FROM_EARLIER not in wire.decode("utf-8", "replace"), page.name
        assert f"# {title}" in wire.decode("utf-8", "replace") or title in wire.decode("utf-8", "replace")
        seen = names_on(wire)
        if role == "management" or not persons:
            assert seen == set(), page.name
        elif page.name in WITH_PERSONS:
            assert seen, f"the control: staff do see names on {page.name}"


def test_a_page_that_is_newer_than_the_snapshot_says_that_the_next_night_makes_it_ready(tmp_path: Path) -> None:
    settings = make_home(tmp_path)
    publish(settings.published, lacks="quality.open_places")
    add_account(settings, "anna", "staff", PASSWORD)
    with serve(settings.home) as place, CountingTab(place, log_in(place, "anna")) as tab:
        said = tab.visit("datakvalitet").decode("utf-8", "replace")
    assert "ældre udgave af Frivillig" in said and FROM_EARLIER in said
    assert tab.exceptions == []


SEEN_BY_STAFF = {
    "veje": ("11 af 20 er kommet i gang", "inden for 21 dage (mindst 3)", "Hvordan skifter rollerne?"),
    "forandringsteori": ("Baggrund: hvad undersøgelserne har vist", "Prøvemåling 2009, s. 4", "40 % (2009)", "± 13,7"),
}
SEEN_OF_NOBODY = {
    "veje": ("Der er endnu ingen registrerede", "Der er endnu ikke to halvår"),
    "forandringsteori": ("Ingen spørgsmål er stillet ordret ens",),
}


@pytest.mark.parametrize("page", list(SEEN_BY_STAFF))
def test_waits_roles_and_surveys_are_shown_to_staff_alone(address: tuple[str, int], page: str) -> None:
    place, persons = address
    wanted = SEEN_BY_STAFF[page] if persons else SEEN_OF_NOBODY[page]
    texts = {}
    for user in ("anna", "bo"):
        with Tab(place, log_in(place, user)) as tab:
            texts[user] = (
                tab.visit(page).decode("utf-8", "replace").replace("\\", "").replace("\N{NO-BREAK SPACE}", " ")
            )
    assert [words for words in wanted if words not in texts["anna"]] == []
    assert [words for words in wanted if words in texts["bo"]] == []


@pytest.mark.parametrize("page", sorted({p.name for p in PAGES} - {p.name for p in pages_for("management")}))
def test_a_page_of_staff_has_no_address_for_management(address: tuple[str, int], page: str) -> None:
    place, _persons = address
    with Tab(place, log_in(place, "bo")) as tab:
        assert names_on(tab.visit(page)) == set()
        assert page not in tab.page_hashes


# The search ----------------------------------------------------------------------------------------------------------

REGISTER: list[Row] = [
    {"full_name": name}
    for name in ("Søren Ågård", "Mohammed Ali Hassan", "Lærke Østergaard", "Kirsten Sørensen", "Bo Yılmaz")
]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("soren", "Søren Ågård"),
        ("sören", "Søren Ågård"),
        ("Muhamad", "Mohammed Ali Hassan"),
        ("hasan ali", "Mohammed Ali Hassan"),
        ("østergård", "Lærke Østergaard"),
        ("Laerke", "Lærke Østergaard"),
        ("kirs sør", "Kirsten Sørensen"),
        ("yilmaz", "Bo Yılmaz"),
    ],
)
def test_a_name_is_found_although_it_is_spelt_another_way(typed: str, first: str) -> None:
    assert find_names(REGISTER, typed)[0]["full_name"] == first


def test_every_word_must_be_answered_and_nothing_typed_shows_everybody() -> None:
    assert find_names(REGISTER, "Søren Jensen") == []
    assert find_names(REGISTER, "xyz") == []
    assert find_names(REGISTER, "  ") == REGISTER


# Who looked ----------------------------------------------------------------------------------------------------------


def test_the_access_log_says_who_when_and_whom_by_id_and_is_its_owners_alone(tmp_path: Path) -> None:
    settings = make_home(tmp_path)
    note_access(settings, "anna", "profile", "frivillige", ["p01"])
    note_access(settings, "anna", "export", "frivillige", ["p01", "p02"])
    lines = [json.loads(line) for line in settings.access_log.read_text(encoding="utf-8").splitlines()]
    assert [(line["user"], line["act"], line["persons"]) for line in lines] == [
        ("anna", "profile", ["p01"]),
        ("anna", "export", ["p01", "p02"]),
    ]
    assert stat.S_IMODE(settings.access_log.stat().st_mode) == 0o600
    assert not any(name in settings.access_log.read_text() for name in PERSONS.values())
