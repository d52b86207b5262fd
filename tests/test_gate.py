"""The gate with fresh eyes: odd paths, methods and names, what is kept by whom, and how guesses are counted."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from dashboard.sessions import Session, Sessions, Ticket
from dashboard.throttle import WINDOW_SECONDS, Guesses, fold_address
from tests.made_up_snapshot import publish
from tests.serving import PASSWORD, Tab, log_in, serve
from tests.test_dashboard import Clock, make_home, names_on
from warehouse.accounts import add_account


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    settings = make_home(tmp_path_factory.mktemp("gate"))
    publish(settings.published)
    add_account(settings, "anna", "staff", PASSWORD)
    add_account(settings, "bo", "management", PASSWORD)
    with serve(settings.home) as address:
        yield address


@pytest.fixture(scope="module")
def staff(address: str) -> str:
    return log_in(address, "anna")


@pytest.fixture(scope="module")
def management(address: str) -> str:
    return log_in(address, "bo")


def ask(address: str, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    """A request whose path is sent exactly as written: clients tidy it first."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    connection.putrequest(method, path, skip_host="Host" in headers)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


ODD = [
    "//media/x.xlsx",
    "/media//x.xlsx",
    "/x/../media/x.xlsx",
    "/x/%2e%2e/media/x.xlsx",
    "/app/static/../../accounts.yml",
    "/app/static/%2e%2e/%2e%2e/accounts.yml",
    "/app/static/..%2f..%2faccounts.yml",
    "/app/static/%252e%252e/accounts.yml",
    "/app/static/..%5caccounts.yml",
    "/log-ind/..%2finaktive",
    "/_stcore%2f%2fmetrics",
    "/.git/config",
    "/media/x%00.xlsx",
    "/media/x%0d%0aSet-Cookie:a=b",
]


@pytest.mark.parametrize("path", ODD)
def test_a_path_that_can_be_read_in_two_ways_is_refused_whoever_sends_it(address: str, staff: str, path: str) -> None:
    for cookie in ("", staff):
        status, headers, body = ask(address, path, Cookie=cookie)
        assert (status, body) == (400, b""), path
        assert "a=b" not in headers.get("set-cookie", "")


@pytest.mark.parametrize("path", ["/%6dedia/x.xlsx", "/media/x.xlsx", "/MEDIA/x.xlsx", "/static/..;/media/x"])
def test_no_spelling_of_the_place_of_files_opens_it(address: str, management: str, path: str) -> None:
    status, _headers, body = ask(address, path, Cookie=management)
    assert status in (400, 403, 404) or b"<title>Frivillig" in body or b"<!doctype html>" in body.lower()
    assert ask(address, path)[0] in (400, 401)


@pytest.mark.parametrize(
    "path", ["/log-indX", "/log-ind/", "/log-ind/x", "/_stcore/healthX", "/favicon.pngX", "/spoergeskemaX"]
)
def test_what_only_begins_like_an_open_page_is_closed(address: str, path: str) -> None:
    assert ask(address, path)[0] in (401, 404)
    assert ask(address, path, Accept="text/html")[0] in (303, 404)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT-X", "PROPFIND"])
@pytest.mark.parametrize("path", ["/", "/log-ind", "/_stcore/health", "/media/x", "/app/static/inter-latin.woff2"])
def test_other_methods_than_a_browser_needs_are_refused(address: str, staff: str, method: str, path: str) -> None:
    for cookie in ("", staff):
        assert ask(address, path, method, Cookie=cookie)[0] in (400, 405)


@pytest.mark.parametrize("path", ["/", "/inaktive", "/media/x.xlsx", "/_stcore/host-config"])
def test_asking_for_the_head_is_asking(address: str, path: str) -> None:
    assert ask(address, path, "HEAD")[0] == 401
    assert ask(address, path, "HEAD", Accept="text/html")[0] == 303


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/inaktive",
        "/log-ind",
        "/log-ud",
        "/sprog/da",
        "/media/x.xlsx",
        "/_stcore/host-config",
        "/_stcore/health",
        "/findes-ikke",
    ],
)
def test_what_may_hold_persons_is_kept_by_nobody_and_shown_in_no_frame(address: str, staff: str, path: str) -> None:
    for cookie in ("", staff):
        _status, headers, _body = ask(address, path, Cookie=cookie)
        assert headers["cache-control"] == "no-store"
        assert headers["x-frame-options"] == "DENY"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "access-control-allow-origin" not in headers


def test_another_site_may_read_no_answer(address: str, staff: str) -> None:
    for path in ("/_stcore/health", "/_stcore/host-config", "/app/static/inter-latin.woff2", "/"):
        _status, headers, _body = ask(address, path, Cookie=staff, Origin="https://ond.example")
        assert "access-control-allow-origin" not in headers, path


def test_scripts_may_be_kept_and_the_fonts_need_no_login(address: str, staff: str) -> None:
    page = httpx.get(f"{address}/", headers={"Cookie": staff}).text
    script = re.search(r'src="\./(static/js/[^"]+)"', page)
    assert script
    assert "no-store" not in ask(address, f"/{script[1]}", Cookie=staff)[1].get("cache-control", "")
    assert ask(address, "/app/static/inter-latin.woff2")[0] == 200


def test_no_answer_leads_to_the_name_a_stranger_writes(address: str, staff: str) -> None:
    for path in ("/inaktive", "/log-ud", "/sprog/da?til=//ond.example", "/sprog/en?til=https://ond.example"):
        for cookie in ("", staff):
            _status, headers, _body = ask(address, path, Cookie=cookie, Host="ond.example", Accept="text/html")
            assert "ond.example" not in headers.get("location", "")


def test_what_we_send_each_other_inside_cannot_be_sent_from_outside(address: str, management: str) -> None:
    """However the header is written, the handle is our own session's."""
    for name in ("X-Fb-Handle", "x-fb-handle", "X-FB-ROLE"):
        with Tab(address, management, **{name: "staff"}) as tab:
            assert names_on(tab.visit("inaktive")) == set()
    with pytest.raises(InvalidStatus, match="403"), Tab(address, "", **{"X-Fb-Handle": "x"}):
        pass


@pytest.mark.parametrize("protocols", [["streamlit", "frivillig_session"], ["staff"], []])
def test_what_a_websocket_calls_its_protocol_opens_nothing(address: str, protocols: list[str]) -> None:
    with (
        pytest.raises(InvalidStatus, match="403"),
        connect(
            f"ws{address.removeprefix('http')}/_stcore/stream",
            origin=address,  # type: ignore[arg-type]
            subprotocols=[Subprotocol(name) for name in protocols] or None,
        ),
    ):
        pass


@pytest.mark.parametrize("path", ["/", "/log-ind", "/spoergeskema", "/app/static/x", "/_stcore/health", "/sprog/da"])
def test_a_websocket_opens_nowhere_else_without_a_login(address: str, path: str) -> None:
    with pytest.raises(InvalidStatus, match="403"), connect(f"ws{address.removeprefix('http')}{path}", origin=address):  # type: ignore[arg-type]
        pass


@pytest.mark.parametrize("page", ["/inaktive", "/frivillige", "/i_dag"])
def test_management_is_told_that_a_page_is_for_staff(address: str, management: str, page: str) -> None:
    status, headers, body = ask(address, page, Cookie=management, Accept="text/html")
    said = body.decode()
    assert status == 403 and "det kan din konto ikke give adgang til" in said and 'href="/"' in said
    assert headers["cache-control"] == "no-store"
    english = ask(address, page, Cookie=f"{management}; frivillig_sprog=en", Accept="text/html")[2].decode()
    assert "your account" in english


def test_where_a_role_begins_is_found_by_its_name_too(address: str, management: str) -> None:
    staff = log_in(address, "anna")
    for path, cookie, place in [("/overblik?x=1", management, "/?x=1"), ("/i_dag", staff, "/")]:
        answer = httpx.get(f"{address}{path}", headers={"Cookie": cookie})
        assert (answer.status_code, answer.headers["location"]) == (303, place)
    assert httpx.get(f"{address}/overblik", headers={"Cookie": staff}).status_code == 200


def test_an_address_that_is_none_is_said_to_be_none(address: str, management: str) -> None:
    status, _headers, body = ask(address, "/overblikk", Cookie=management, Accept="text/html")
    assert status == 404 and "Adressen findes ikke" in body.decode() and 'href="/"' in body.decode()
    assert httpx.get(f"{address}/overblikk").status_code == 401


# Logging in and out --------------------------------------------------------------------------------------------------


def test_a_login_gives_a_new_cookie_and_ends_the_one_the_browser_had(address: str) -> None:
    planted = log_in(address, "bo")
    form = {"bruger": "anna", "adgangskode": PASSWORD}
    answer = httpx.post(f"{address}/log-ind", data=form, headers={"Origin": address, "Cookie": planted})
    assert answer.cookies["frivillig_session"] not in planted
    assert httpx.get(f"{address}/", headers={"Cookie": planted}).status_code == 401


def test_a_cookie_nobody_was_given_opens_nothing_and_becomes_nothing(address: str) -> None:
    chosen = {"Cookie": "frivillig_session=valgt-af-en-anden", "Origin": address}
    answer = httpx.post(f"{address}/log-ind", data={"bruger": "anna", "adgangskode": PASSWORD}, headers=chosen)
    assert answer.cookies["frivillig_session"] != "valgt-af-en-anden"
    assert httpx.get(f"{address}/", headers={"Cookie": "frivillig_session=valgt-af-en-anden"}).status_code == 401


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", ""])
def test_a_link_from_elsewhere_logs_nobody_out_but_asks(address: str, site: str) -> None:
    cookie = log_in(address, "anna")
    page = httpx.get(f"{address}/log-ud", headers={"Cookie": cookie} | ({"Sec-Fetch-Site": site} if site else {}))
    assert page.status_code == 200 and "Vil du logge ud?" in page.text
    assert httpx.get(f"{address}/", headers={"Cookie": cookie}).status_code == 200


@pytest.mark.parametrize("origin", ["https://ond.example", "null", ""])
def test_a_form_from_elsewhere_logs_nobody_out(address: str, origin: str) -> None:
    cookie = log_in(address, "anna")
    headers = {"Cookie": cookie} | ({"Origin": origin} if origin else {})
    assert httpx.post(f"{address}/log-ud", headers=headers).status_code == 200
    assert httpx.get(f"{address}/", headers={"Cookie": cookie}).status_code == 200


def test_our_own_link_and_form_log_out_at_once(address: str) -> None:
    for headers, post in (({"Sec-Fetch-Site": "same-origin"}, False), ({"Origin": address}, True)):
        cookie = log_in(address, "anna")
        answer = httpx.request("POST" if post else "GET", f"{address}/log-ud", headers={"Cookie": cookie, **headers})
        assert (answer.status_code, answer.headers["location"]) == (303, "/log-ind")
        assert 'frivillig_session=""' in answer.headers["set-cookie"]
        assert httpx.get(f"{address}/", headers={"Cookie": cookie}).status_code == 401


def test_who_was_logged_out_is_told_why_and_comes_back_to_the_same_page(address: str) -> None:
    answer = httpx.get(f"{address}/log-ind?ud=1", headers={"Referer": f"{address}/inaktive"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/log-ind?ud=1&til=/inaktive")
    assert "Du er logget ud. Det sker, når" in httpx.get(f"{address}{answer.headers['location']}").text
    strange = httpx.get(f"{address}/log-ind?ud=1", headers={"Referer": "https://ond.example//x"})
    assert strange.status_code == 200 and "ond.example" not in strange.text


# Guesses -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_others_guesses_keep_nobody_out(clock: Clock) -> None:
    guesses = Guesses(clock)
    guesses.count("anna", "10.0.0.1")
    guesses.forgive("anna", "10.0.0.1")
    for number in range(60):
        guesses.count("anna", f"10.1.0.{number}")
    assert guesses.seconds_to_wait("anna", "10.0.0.1") == 0, "where anna has logged in before"
    assert guesses.seconds_to_wait("anna", "10.0.0.2") > 0, "from anywhere else"
    assert guesses.seconds_to_wait("bo", "10.0.0.2") == 0
    clock.now += WINDOW_SECONDS + 1
    assert guesses.seconds_to_wait("anna", "10.0.0.2") == 0, "not for ever"


def test_five_guesses_from_one_place_keep_a_name_out_there_and_nowhere_else(clock: Clock) -> None:
    guesses = Guesses(clock)
    for _ in range(5):
        guesses.count("anna", "10.0.0.1")
    assert guesses.seconds_to_wait("anna", "10.0.0.1") == WINDOW_SECONDS
    assert guesses.seconds_to_wait("bo", "10.0.0.1") == guesses.seconds_to_wait("anna", "10.0.0.2") == 0


def test_twenty_names_from_one_place_are_enough(clock: Clock) -> None:
    guesses = Guesses(clock)
    for number in range(20):
        guesses.count(f"n{number}", "10.0.0.1")
    assert guesses.seconds_to_wait("anna", "10.0.0.1") > 0
    guesses.count("n1", "10.0.0.1")
    guesses.forgive("n1", "10.0.0.1")
    assert guesses.seconds_to_wait("anna", "10.0.0.1") > 0, "one who gets in does not wipe out the others' guesses"


def test_a_whole_office_may_log_in_at_nine(clock: Clock) -> None:
    guesses = Guesses(clock)
    for number in range(60):
        for user in (f"n{number}", "anna"):
            assert guesses.seconds_to_wait(user, "10.0.0.1") == 0
            guesses.count(user, "10.0.0.1")
            guesses.forgive(user, "10.0.0.1")


@pytest.mark.parametrize(
    ("address", "folded"),
    [
        ("10.0.0.1", "10.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("::ffff:10.0.0.1", "::ffff:10.0.0.1"),
        ("testclient", "testclient"),
    ],
)
def test_a_place_is_an_address_or_in_ipv6_a_network(address: str, folded: str) -> None:
    assert fold_address(address) == folded


# Logins by the provider ----------------------------------------------------------------------------------------------


def test_a_login_the_provider_does_not_confirm_ends_and_a_local_one_does_not() -> None:
    clock = Clock()
    sessions = Sessions(idle=1000, life=1000, clock=clock, unconfirmed=60)
    ticket = Ticket("s", "t", "r", "staff", clock(), clock())
    provided, local = sessions.open("anna", "staff", ticket=ticket), sessions.open("bo", "staff")
    assert [session.user for session, _ticket in sessions.provided()] == ["anna"]
    clock.now += 59
    assert isinstance(sessions.by_token(provided), Session)
    ticket.confirmed_at = clock()
    clock.now += 59
    assert isinstance(sessions.by_token(provided), Session)
    clock.now += 1
    assert sessions.by_token(provided) is None and sessions.provided() == []
    assert isinstance(sessions.by_token(local), Session)


def test_what_stands_in_the_workspace_is_not_served(address: str, staff: str) -> None:
    for name in (
        "accounts.yml",
        "frivillig.toml",
        "published/current/staff.duckdb",
        "signing.key",
        "archive/access.jsonl",
    ):
        for place in ("", "app/static/", "static/", "media/"):
            _status, _headers, body = ask(address, f"/{place}{name}", Cookie=staff)
            assert b"argon2id" not in body and b"[project]" not in body and b"DUCK" not in body[:16]
