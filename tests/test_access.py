"""Every role at every page, in every way there is: allowed or refused, tried for real."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed

from dashboard.pages import PAGES, pages_for
from tests.access_page import (
    PAGE,
    ROLES,
    WAYS,
    House,
    ListeningTab,
    Role,
    open_house,
    texts_in,
    try_everything,
    write_page,
)
from tests.serving import log_in
from tests.test_dashboard import names_on

PAGE_OF = {page.name: page for page in PAGES}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with open_house(tmp_path_factory.mktemp("access")) as house:
        yield house


@pytest.fixture(scope="module")
def tried(house: House) -> dict[tuple[Role, str, str], bool | None]:
    return try_everything(house)


def test_a_page_opens_in_every_way_for_its_roles_and_in_none_for_others(
    tried: dict[tuple[Role, str, str], bool | None],
) -> None:
    for (role, page, way), is_allowed in tried.items():
        may = role in PAGE_OF[page].roles
        if way in ("menu", "URL", "websocket"):
            assert is_allowed is may, (role, page, way)
        elif way == "upload":
            assert is_allowed is False, (role, page, way)
        else:
            assert is_allowed in ((None, True) if may and role == "staff" else (None, False, may)), (role, page, way)


def test_some_page_makes_files_and_staff_get_them(tried: dict[tuple[Role, str, str], bool | None]) -> None:
    with_files = {
        page for (role, page, way), allowed in tried.items() if (role, way, allowed) == ("staff", "download", True)
    }
    assert {"aktiviteter", "datakvalitet"} <= with_files
    assert len(tried) == len(ROLES) * len(PAGES) * len(WAYS)


def test_the_page_in_the_docs_says_what_happens(tried: dict[tuple[Role, str, str], bool | None]) -> None:
    assert PAGE.read_text(encoding="utf-8") == write_page(tried), "run: make docs"


# Files ---------------------------------------------------------------------------------------------------------------


def test_a_file_is_given_to_the_login_whose_page_made_it_and_to_no_other_staff(house: House) -> None:
    other = log_in(house.address, "anna")
    with house.made_files("staff", PAGE_OF["datakvalitet"]) as files:
        found = set().union(*(names_on(texts_in(house.get(file, "staff").content)) for file in files))
        assert found, "the control: who made it gets it, names and all"
        for path in (files[0], files[0].replace(".xlsx", ""), f"{files[0]}?x=1"):
            assert httpx.get(f"{house.address}{path}", headers={"Cookie": other}).status_code == 403
            assert httpx.head(f"{house.address}{path}", headers={"Cookie": other}).status_code == 403


def test_a_file_is_gone_for_who_has_logged_out(house: House) -> None:
    cookie = log_in(house.address, "anna")
    with ListeningTab(house.address, cookie) as tab:
        tab.open("aktiviteter")
        file = house.address + tab.press_downloads()[0]
        assert httpx.get(file, headers={"Cookie": cookie}).status_code == 200
        httpx.post(f"{house.address}/log-ud", headers={"Cookie": cookie, "Origin": house.address})
        assert httpx.get(file, headers={"Cookie": cookie}).status_code == 401


def test_what_management_can_take_home_holds_nobody(house: House) -> None:
    for page in pages_for("management"):
        with house.made_files("management", page) as files:
            for file in files:
                answer = house.get(file, "management")
                assert answer.status_code == 200, page.name
                assert names_on(texts_in(answer.content)) == set(), page.name


def test_after_the_login_an_open_tab_makes_no_file_and_no_part_of_a_page(house: House) -> None:
    cookie = log_in(house.address, "anna")
    with ListeningTab(house.address, cookie) as tab:
        visit = tab.open("aktiviteter")
        buttons = [m.delta.new_element.download_button.deferred_file_id for m in visit.messages if m.HasField("delta")]
        button = next(filter(None, buttons))
        fragment = next(m.auto_rerun.fragment_id for m in visit.messages if m.WhichOneof("type") == "auto_rerun")
        assert tab.ask_for_file(button), "the control: while logged in it is made"
        httpx.post(f"{house.address}/log-ud", headers={"Cookie": cookie, "Origin": house.address})
        part = BackMsg()
        part.rerun_script.fragment_id = fragment
        said = tab.try_to_say(part)
        assert names_on(said) == set()
        assert not said or "Du er logget ud" in said.decode("utf-8", "replace"), "the part became the whole page"
        with pytest.raises(ConnectionClosed):
            tab.ask_for_file(button)


# Words a page has no use for -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["staff", "management"])
def test_what_only_developers_ask_for_is_not_answered(house: House, role: Role) -> None:
    with house.tab(role) as tab:
        tab.open()
        for wish in ("load_git_info", "clear_cache", "set_run_on_save", "debug_shutdown_runtime"):
            asked = BackMsg()
            setattr(asked, wish, True)
            tab.say(asked)
        asked = BackMsg()
        asked.file_urls_request.request_id = "r"
        asked.file_urls_request.file_names.append("a.csv")
        tab.say(asked)
        asked = BackMsg()
        asked.backend_operation_request.request_id, asked.backend_operation_request.session_id = "r", tab.session_id
        asked.backend_operation_request.install_skills.SetInParent()
        tab.say(asked)
        visit = tab.open()
    kinds = {message.WhichOneof("type") for message in visit.messages}
    assert kinds & {"git_info_changed", "file_urls_response", "backend_operation_response"} == set()
    assert "script_finished" in kinds
