"""Logging in with the account people have already: against a real provider, and against one that cheats."""

from __future__ import annotations

import base64
import hmac
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import httpx
import pytest
from joserfc.jwk import OctKey, RSAKey
from websockets.exceptions import InvalidStatus

from tests.login_providers import CLIENT, SECRET, CrookedProvider, crooked_provider, real_provider
from tests.made_up_snapshot import PERSONS, publish
from tests.serving import PASSWORD, Tab, free_port, serve
from tests.test_dashboard import SETTINGS, names_on
from warehouse.accounts import add_account, add_provided_account, block_account, remove_account
from warehouse.errors import SettingsError
from warehouse.login import SECRET_VARIABLE, name_person, role_in_claims
from warehouse.settings import Settings, load_settings

LOGIN = """
[login]
issuer = "{issuer}"
client_id = "{client}"
name = "kommunekonto"
address = "{address}"
staff = ["Frivillig.Medarbejder"]
management = ["Frivillig.Ledelse"]
recheck_minutes = {recheck}
unconfirmed_minutes = {unconfirmed}
"""
ANNA = {"sub": "a1", "preferred_username": "Anna@kommune.dk", "roles": ["Frivillig.Medarbejder", "andet"]}
LISE = {"sub": "l1", "preferred_username": "lise@kommune.dk", "roles": ["Frivillig.Ledelse"]}
NOBODY = {"sub": "n1", "preferred_username": "ny@kommune.dk"}


def make_home(home: Path, issuer: str, address: str, recheck: float = 10, unconfirmed: float = 60) -> Settings:
    home.mkdir(parents=True)
    login = LOGIN.format(issuer=issuer, client=CLIENT, address=address, recheck=recheck, unconfirmed=unconfirmed)
    (home / "frivillig.toml").write_text(SETTINGS + login, encoding="utf-8")
    settings = load_settings(home)
    publish(settings.published)
    return settings


@dataclass
class House:
    """A dashboard and the provider it trusts."""

    address: str
    settings: Settings
    provider: CrookedProvider

    def come(self, claims: dict[str, Any], path: str = "") -> tuple[httpx.Client, httpx.Response]:
        """A browser that goes to the provider and comes back; the last answer is the dashboard's."""
        self.provider.claims = claims
        browser = httpx.Client(timeout=30)
        answer = browser.get(f"{self.address}/log-ind/udbyder", params={"til": path} if path else {})
        while answer.is_redirect and urlsplit(answer.headers["location"]).path not in ("/", path):
            answer = browser.get(urljoin(str(answer.url), answer.headers["location"]))
        return browser, answer


def cookie_of(browser: httpx.Client) -> str:
    return f"frivillig_session={browser.cookies['frivillig_session']}"


def sentence_on(answer: httpx.Response) -> str:
    found = re.search(r'role="alert">([^<]*)<', answer.text)
    assert found, answer.text
    return found[1]


@pytest.fixture(scope="module")
def crooked() -> Iterator[CrookedProvider]:
    with crooked_provider() as provider:
        yield provider


@pytest.fixture(scope="module")
def _house(crooked: CrookedProvider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    port = free_port()
    home = tmp_path_factory.mktemp("provided") / "home"
    settings = make_home(home, crooked.issuer, f"http://127.0.0.1:{port}")
    with serve(home, port, **{SECRET_VARIABLE: SECRET}) as address:
        yield House(address, settings, crooked)


@pytest.fixture
def house(_house: House) -> House:
    _house.provider.as_before()
    return _house


# Who gets in ---------------------------------------------------------------------------------------------------------


def test_who_has_a_role_at_the_provider_gets_in_with_it_and_to_the_page_asked_for(house: House) -> None:
    browser, answer = house.come(ANNA, "/i_dag")
    assert (answer.status_code, answer.headers["location"]) == (303, "/i_dag")
    with Tab(house.address, cookie_of(browser)) as tab:
        said = tab.visit("inaktive")
    assert names_on(said) == set(PERSONS.values())
    assert "anna@\N{WORD JOINER}kommune" in said.decode("utf-8", "replace")


def test_management_gets_in_and_sees_nobody(house: House) -> None:
    browser, _answer = house.come(LISE)
    with Tab(house.address, cookie_of(browser)) as tab:
        assert names_on(tab.visit("inaktive") + tab.visit()) == set()
    assert browser.get(f"{house.address}/inaktive").status_code == 403


def test_pkce_state_and_nonce_go_out_and_the_secret_does_not(house: House) -> None:
    house.come(ANNA)
    asked, exchanged = house.provider.seen
    assert asked["code_challenge_method"] == "S256" and len(asked["code_challenge"]) == 43
    assert len(asked["state"]) >= 20 and len(asked["nonce"]) >= 20
    assert asked["redirect_uri"] == f"{house.address}/log-ind/svar"
    assert SECRET not in str(asked)
    assert exchanged["grant_type"] == "authorization_code"


def test_who_has_no_role_is_told_whom_to_ask(house: House) -> None:
    browser, answer = house.come(NOBODY)
    assert answer.status_code == 403
    assert "har ikke adgang til Frivillig" in sentence_on(answer)
    assert "frivillig_session" not in browser.cookies


def test_the_list_lets_in_and_goes_before_the_providers_roles(house: House) -> None:
    add_provided_account(house.settings, "ny@kommune.dk", "staff")
    add_provided_account(house.settings, "anna@kommune.dk", "management")
    block_account(house.settings, "lise@kommune.dk")
    try:
        new, _answer = house.come(NOBODY)
        anna, _answer = house.come(ANNA)
        _browser, lise = house.come(LISE)
        with Tab(house.address, cookie_of(new)) as tab:
            assert names_on(tab.visit("inaktive"))
        with Tab(house.address, cookie_of(anna)) as tab:
            assert not names_on(tab.visit("inaktive"))
        assert lise.status_code == 403
    finally:
        for name in ("ny@kommune.dk", "anna@kommune.dk", "lise@kommune.dk"):
            remove_account(house.settings, name)


def test_a_local_account_of_the_same_name_is_another_persons(house: House) -> None:
    add_account(house.settings, "ny@kommune.dk", "staff", PASSWORD)
    try:
        _browser, answer = house.come(NOBODY)
        assert answer.status_code == 403
    finally:
        remove_account(house.settings, "ny@kommune.dk")


def test_who_is_on_the_list_by_the_provider_has_no_password(house: House) -> None:
    add_provided_account(house.settings, "ny@kommune.dk", "staff")
    try:
        form = {"bruger": "ny@kommune.dk", "adgangskode": ""}
        answer = httpx.post(f"{house.address}/log-ind", data=form, headers={"Origin": house.address})
        assert answer.status_code == 401
    finally:
        remove_account(house.settings, "ny@kommune.dk")


@pytest.mark.parametrize(
    ("claims", "role"),
    [
        ({"roles": ["S"]}, "staff"),
        ({"roles": "S"}, "staff"),
        ({"roles": ["M"]}, "management"),
        ({"roles": ["M", "S"]}, "staff"),
        ({"roles": ["s", "SS"]}, None),
        ({"roles": {"S": 1}}, None),
        ({"roles": None}, None),
        ({"groups": ["S"]}, None),
        ({}, None),
    ],
)
def test_only_the_named_claim_with_a_named_value_gives_a_role(claims: dict[str, Any], role: str | None) -> None:
    settings = Settings.model_construct(login=_login(staff=("S",), management=("M",)))
    assert role_in_claims(settings, claims) == role


@pytest.mark.parametrize(
    ("claim", "claims", "name"),
    [
        ("preferred_username", {"preferred_username": "Anna@K.dk"}, "anna@k.dk"),
        (
            "preferred_username",
            {"preferred_username": "gæst_x.dk#EXT#@k.onmicrosoft.com"},
            "gæst_x.dk#ext#@k.onmicrosoft.com",
        ),
        ("preferred_username", {"preferred_username": "[x](http://y)"}, None),
        ("preferred_username", {"preferred_username": 7}, None),
        ("preferred_username", {}, None),
        ("email", {"email": "anna@k.dk", "email_verified": True}, "anna@k.dk"),
        ("email", {"email": "anna@k.dk", "email_verified": "true"}, None),
        ("email", {"email": "anna@k.dk"}, None),
    ],
)
def test_a_person_is_called_what_the_named_claim_says_and_an_email_only_if_verified(
    claim: str, claims: dict[str, Any], name: str | None
) -> None:
    settings = Settings.model_construct(login=_login(person_claim=claim))
    assert name_person(settings, claims) == name


def _login(**said: Any) -> Any:
    from warehouse.settings import Login

    return Login(**said)


# A provider that cheats ----------------------------------------------------------------------------------------------


def _in_base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _sign_with_public_key(provider: CrookedProvider, claims: dict[str, Any]) -> str:
    """By hand: no library lends itself to it."""
    header = {"alg": "HS256", "kid": "k1"}
    signed = ".".join(_in_base64(json.dumps(part).encode()) for part in (header, claims))
    return f"{signed}.{_in_base64(hmac.digest(provider.key.as_pem(private=False), signed.encode(), 'sha256'))}"


STRANGER = RSAKey.generate_key(2048, {"kid": "k1", "alg": "RS256"})
TWISTS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "another issuer": lambda claims: claims | {"iss": "https://ond.example"},
    "no issuer": lambda claims: {name: value for name, value in claims.items() if name != "iss"},
    "another audience": lambda claims: claims | {"aud": "et-andet-program"},
    "many audiences and another party": lambda claims: claims | {"aud": [CLIENT, "x"], "azp": "x"},
    "expired": lambda claims: claims | {"exp": claims["iat"] - 600},
    "no expiry": lambda claims: {name: value for name, value in claims.items() if name != "exp"},
    "from the future": lambda claims: claims | {"nbf": claims["iat"] + 3600},
    "another nonce": lambda claims: claims | {"nonce": "en-gammel"},
    "no nonce": lambda claims: {name: value for name, value in claims.items() if name != "nonce"},
    "no subject": lambda claims: {name: value for name, value in claims.items() if name != "sub"},
}
SIGNATURES: dict[str, Callable[[CrookedProvider, dict[str, Any]], str]] = {
    "another's key": lambda provider, claims: provider.signed(claims, STRANGER),
    "no signature": lambda provider, claims: provider.signed(claims, alg="none").rpartition(".")[0] + ".",
    "our secret": lambda provider, claims: provider.signed(claims, OctKey.import_key(SECRET), "HS256"),
    "the public key as a secret": _sign_with_public_key,
    "a changed word": lambda provider, claims: provider.signed(claims)[:-8] + "AAAAAAAA",
    "no token at all": lambda provider, claims: "",
}


@pytest.mark.parametrize("twist", TWISTS)
def test_an_id_token_that_does_not_fit_opens_nothing(house: House, twist: str) -> None:
    house.provider.twist = TWISTS[twist]
    _is_refused(*house.come(ANNA), status=403)


@pytest.mark.parametrize("signature", SIGNATURES)
def test_an_id_token_that_the_provider_did_not_sign_opens_nothing(house: House, signature: str) -> None:
    house.provider.sign = SIGNATURES[signature]
    _is_refused(*house.come(ANNA), status=403)


def _is_refused(browser: httpx.Client, answer: httpx.Response, status: int) -> None:
    assert answer.status_code == status
    assert "frivillig_session" not in browser.cookies
    said = sentence_on(answer)
    assert said.count(".") <= 2
    assert not re.search(r"[Ee]rror|Traceback|token|nonce|http|JWT", said)


def test_a_provider_that_calls_itself_something_else_is_not_trusted_until_it_is_itself_again(
    tmp_path: Path, crooked: CrookedProvider
) -> None:
    crooked.as_before()
    port = free_port()
    settings = make_home(tmp_path / "home", crooked.issuer, f"http://127.0.0.1:{port}")
    with serve(settings.home, port, **{SECRET_VARIABLE: SECRET}) as address:
        house = House(address, settings, crooked)
        crooked.calls_itself = "https://ond.example"
        _is_refused(*house.come(ANNA), status=502)
        crooked.as_before()
        crooked.is_down = True
        _is_refused(*house.come(ANNA), status=502)
        crooked.as_before()
        assert house.come(ANNA)[1].status_code == 303


def test_an_answer_nobody_asked_for_opens_nothing(house: House) -> None:
    """Login by another's answer: the state must be the one this browser went out with."""
    mine, other = httpx.Client(), httpx.Client()
    house.provider.claims = ANNA
    out = other.get(f"{house.address}/log-ind/udbyder")
    back = other.get(out.headers["location"]).headers["location"]
    _is_refused(mine, mine.get(back), 400)
    mine.get(f"{house.address}/log-ind/udbyder")
    _is_refused(mine, mine.get(back), 400)
    assert other.get(back).status_code == 303
    _is_refused(httpx.Client(), httpx.get(f"{house.address}/log-ind/svar"), 400)


def test_an_answer_opens_once(house: House) -> None:
    browser = httpx.Client()
    house.provider.claims = ANNA
    back = browser.get(browser.get(f"{house.address}/log-ind/udbyder").headers["location"]).headers["location"]
    assert browser.get(back).status_code == 303
    again = browser.get(back)
    assert again.status_code in (400, 403)


def test_the_way_back_is_signed_short_and_kept_from_scripts(house: House) -> None:
    header = httpx.get(f"{house.address}/log-ind/udbyder").headers["set-cookie"]
    name, _, rest = header.partition("=")
    assert name == "frivillig_vej"
    assert {"httponly", "samesite=lax", "path=/log-ind", "Max-Age=600".lower()} <= set(rest.lower().split("; "))
    spoilt = httpx.Client(cookies={"frivillig_vej": rest.partition(";")[0][:-4] + "AAAA"})
    state = parse_qs(urlsplit(httpx.get(f"{house.address}/log-ind/udbyder").headers["location"]).query)["state"][0]
    _is_refused(spoilt, spoilt.get(f"{house.address}/log-ind/svar?code=x&state={state}"), 400)


def test_who_says_no_at_the_provider_is_told_so(house: House) -> None:
    browser = httpx.Client()
    out = browser.get(f"{house.address}/log-ind/udbyder")
    state = parse_qs(urlsplit(out.headers["location"]).query)["state"][0]
    answer = browser.get(
        f"{house.address}/log-ind/svar",
        params={"error": "access_denied", "error_description": "<b>Anna Hansen</b>", "state": state},
    )
    assert answer.status_code == 403
    assert sentence_on(answer) == "Login med kommunekonto blev afbrudt. Prøv igen."
    assert "Hansen" not in answer.text


@pytest.mark.parametrize("asked", ["//ond.example", "https://ond.example", "/\\ond.example", "/a/../b", "javascript:1"])
def test_the_way_back_leads_only_to_our_own_pages(house: House, asked: str) -> None:
    house.provider.claims = ANNA
    browser = httpx.Client()
    out = browser.get(f"{house.address}/log-ind/udbyder", params={"til": asked})
    back = browser.get(out.headers["location"]).headers["location"]
    assert browser.get(back).headers["location"] == "/"


def test_the_login_page_offers_the_account_and_passwords_only_where_somebody_has_one(house: House) -> None:
    page = httpx.get(f"{house.address}/log-ind?til=/maal").text
    assert 'href="/log-ind/udbyder?til=/maal">Log ind med kommunekonto</a>' in page
    assert "adgangskode" not in page
    add_account(house.settings, "bo", "management", PASSWORD)
    try:
        assert 'name="adgangskode"' in httpx.get(f"{house.address}/log-ind").text
    finally:
        remove_account(house.settings, "bo")


def test_logging_in_ends_the_login_the_browser_had(house: House) -> None:
    browser, _answer = house.come(LISE)
    planted = browser.cookies["frivillig_session"]
    house.provider.claims = ANNA
    back = browser.get(browser.get(f"{house.address}/log-ind/udbyder").headers["location"]).headers["location"]
    browser.get(back)
    assert browser.cookies["frivillig_session"] != planted
    assert httpx.get(f"{house.address}/", headers={"Cookie": f"frivillig_session={planted}"}).status_code == 401


def test_logging_out_ends_the_login_at_the_provider_too(house: House) -> None:
    browser, _answer = house.come(ANNA)
    cookie = cookie_of(browser)
    out = browser.get(f"{house.address}/log-ud", headers={"Sec-Fetch-Site": "same-origin"})
    led = urlsplit(out.headers["location"])
    asked = parse_qs(led.query)
    assert f"{led.scheme}://{led.netloc}{led.path}" == f"{house.provider.issuer}/logout"
    assert asked["post_logout_redirect_uri"] == [f"{house.address}/log-ind"]
    assert asked["client_id"] == [CLIENT] and asked["id_token_hint"][0].count(".") == 2
    assert httpx.get(f"{house.address}/", headers={"Cookie": cookie}).status_code == 401


def test_a_form_to_log_out_may_lead_to_the_provider_and_nowhere_else(house: House) -> None:
    browser, _answer = house.come(ANNA)
    page = browser.get(f"{house.address}/log-ud", headers={"Sec-Fetch-Site": "cross-site"})
    assert page.status_code == 200 and 'method="post"' in page.text
    assert f"form-action 'self' {house.provider.issuer};" in page.headers["content-security-policy"]
    assert browser.get(f"{house.address}/").status_code == 200, "asking is not doing"
    assert browser.post(f"{house.address}/log-ud", headers={"Origin": "http://ond.example"}).status_code == 200
    assert browser.get(f"{house.address}/").status_code == 200
    assert browser.post(f"{house.address}/log-ud", headers={"Origin": house.address}).status_code == 303
    assert browser.get(f"{house.address}/").status_code == 401


# Out at once ---------------------------------------------------------------------------------------------------------


def test_who_is_taken_off_the_list_or_shut_out_is_out_at_once_in_an_open_tab_too(house: House) -> None:
    add_provided_account(house.settings, "ny@kommune.dk", "staff")
    new, _answer = house.come(NOBODY)
    anna, _answer = house.come(ANNA)
    with Tab(house.address, cookie_of(new)) as listed, Tab(house.address, cookie_of(anna)) as claimed:
        assert names_on(listed.visit("inaktive")) and names_on(claimed.visit("inaktive"))
        remove_account(house.settings, "ny@kommune.dk")
        assert not names_on(listed.try_to_visit("inaktive"))
        block_account(house.settings, "anna@kommune.dk")
        try:
            assert not names_on(claimed.try_to_visit("inaktive"))
            assert listed.is_shut() and claimed.is_shut()
        finally:
            remove_account(house.settings, "anna@kommune.dk")
    for browser in (new, anna):
        with pytest.raises(InvalidStatus, match="403"), Tab(house.address, cookie_of(browser)):
            pass


def _is_out(house: House, browser: httpx.Client) -> bool:
    for _ in range(300):
        if browser.get(f"{house.address}/").status_code == 401:
            return True
        time.sleep(0.1)
    return False


@pytest.fixture
def quick(crooked: CrookedProvider, tmp_path: Path) -> Iterator[House]:
    """A dashboard that asks the provider every second or so and trusts an unconfirmed login for six."""
    crooked.as_before()
    port = free_port()
    settings = make_home(tmp_path / "home", crooked.issuer, f"http://127.0.0.1:{port}", recheck=0.01, unconfirmed=0.1)
    with serve(settings.home, port, **{SECRET_VARIABLE: SECRET}) as address:
        yield House(address, settings, crooked)


def test_who_the_provider_refuses_is_out_in_an_open_tab_too(quick: House) -> None:
    browser, _answer = quick.come(ANNA)
    with Tab(quick.address, cookie_of(browser)) as tab:
        assert names_on(tab.visit("inaktive"))
        quick.provider.refuses = "invalid_grant"
        assert tab.is_shut()
    assert browser.get(f"{quick.address}/").status_code == 401


def test_who_loses_the_role_at_the_provider_is_out_and_who_keeps_it_stays(quick: House) -> None:
    browser, _answer = quick.come(ANNA)
    asked = len(quick.provider.seen)
    while len(quick.provider.seen) < asked + 9:
        assert browser.get(f"{quick.address}/").status_code == 200, "longer than an unconfirmed login would last"
        time.sleep(0.2)
    quick.provider.claims = {name: value for name, value in ANNA.items() if name != "roles"}
    assert _is_out(quick, browser)


@pytest.mark.parametrize(
    "changed", [{"sub": "en-anden"}, {"preferred_username": "en-anden@kommune.dk"}, {"roles": ["Frivillig.Ledelse"]}]
)
def test_a_renewed_token_about_somebody_else_ends_the_login(quick: House, changed: dict[str, Any]) -> None:
    browser, _answer = quick.come(ANNA)
    quick.provider.claims = ANNA | changed
    assert _is_out(quick, browser)


def test_a_login_nobody_confirms_ends_by_its_age(quick: House) -> None:
    quick.provider.gives_refresh = False
    first, _answer = quick.come(ANNA)
    assert first.get(f"{quick.address}/").status_code == 200
    assert _is_out(quick, first)
    quick.provider.as_before()
    second, _answer = quick.come(ANNA)
    quick.provider.is_down = True
    assert second.get(f"{quick.address}/").status_code == 200
    assert _is_out(quick, second)


# The settings --------------------------------------------------------------------------------------------------------


def test_without_the_secret_nothing_is_served_and_one_sentence_says_what_to_set(house: House) -> None:
    command = [sys.executable, "-m", "dashboard", "--home", str(house.settings.home), "--port", str(free_port())]
    without = {name: value for name, value in os.environ.items() if name != SECRET_VARIABLE}
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600, env=without)
    assert done.returncode == 2
    assert done.stderr.strip().splitlines() == [
        f"Hemmeligheden til login mangler; sæt miljøvariablen {SECRET_VARIABLE}."
    ]


@pytest.mark.parametrize(
    ("lines", "word"),
    [
        ('client_secret = "x"', "client_secret"),
        ('issuer = "http://login.example.dk"\nclient_id = "x"\naddress = "https://f.example.dk"', "issuer"),
        ('issuer = "https://login.example.dk"', "client_id og address"),
        ('staff = ["x"]\nmanagement = ["x"]', "staff og management"),
        ('address = "https://f.example.dk/under"', "address"),
    ],
)
def test_a_setting_that_will_not_do_is_named(tmp_path: Path, lines: str, word: str) -> None:
    (tmp_path / "frivillig.toml").write_text(f"[login]\n{lines}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=word):
        load_settings(tmp_path)


# A real provider -----------------------------------------------------------------------------------------------------


class Person:
    """A browser with somebody at it, who fills in the provider's own pages."""

    def __init__(self, address: str, name: str) -> None:
        self.address, self.name = address, name
        self.browser = httpx.Client(timeout=60)

    def log_in(self) -> httpx.Response:
        answer = self.browser.get(f"{self.address}/log-ind/udbyder")
        for _ in range(20):
            if answer.is_redirect and not self._leads_home(answer):
                answer = self.browser.get(urljoin(str(answer.url), answer.headers["location"]))
            elif "<form" in answer.text and "/interaction/" in str(answer.url):
                answer = self._fill_in(answer)
            else:
                return answer
        raise AssertionError(answer.text)

    def _leads_home(self, answer: httpx.Response) -> bool:
        return "/log-ind/svar" in str(answer.url)

    def _fill_in(self, page: httpx.Response) -> httpx.Response:
        form = dict(re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', page.text))
        action = re.search(r'<form[^>]*action="([^"]*)"', page.text)
        assert action, page.text
        typed = {"login": self.name, "password": "x"} if form.get("prompt") == "login" else {}
        return self.browser.post(urljoin(str(page.url), action[1]), data=form | typed)


def test_a_real_provider_lets_in_by_role_renews_throws_out_and_logs_out(tmp_path: Path) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with real_provider(tmp_path, address) as provider:
        anna = {"preferred_username": "anna@kommune.dk", "roles": ["Frivillig.Medarbejder"]}
        lise = {"preferred_username": "lise@kommune.dk", "roles": ["Frivillig.Ledelse"]}
        provider.know(anna=anna, lise=lise, ny={"preferred_username": "ny@kommune.dk"})
        settings = make_home(tmp_path / "home", provider.issuer, address, recheck=0.01)
        with serve(settings.home, port, **{SECRET_VARIABLE: SECRET}):
            staff, management, nobody = (Person(address, name) for name in ("anna", "lise", "ny"))
            assert (staff.log_in().status_code, management.log_in().status_code) == (303, 303)
            assert nobody.log_in().status_code == 403
            with Tab(address, cookie_of(management.browser)) as tab:
                assert names_on(tab.visit("inaktive") + tab.visit()) == set()
            _log_out_at_both(address, management)
            with Tab(address, cookie_of(staff.browser)) as tab:
                assert names_on(tab.visit("inaktive")) == set(PERSONS.values())
                provider.know(anna=anna | {"roles": []}, lise=lise)
                assert tab.is_shut()
            assert staff.browser.get(address).status_code == 401


def _log_out_at_both(address: str, person: Person) -> None:
    out = person.browser.get(f"{address}/log-ud", headers={"Sec-Fetch-Site": "same-origin"})
    page = person.browser.get(out.headers["location"])
    assert page.status_code == 200, page.text
    assert person.browser.get(address).status_code == 401
