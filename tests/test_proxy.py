"""The nginx file and the systemd units of the docs, tried for real."""

from __future__ import annotations

import re
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from tests.made_up_snapshot import PERSONS, publish
from tests.proxying import Proxy, find_nginx, nginx_before
from tests.serving import PASSWORD, Tab, free_port, serve
from tests.test_dashboard import make_home, names_on
from warehouse.accounts import add_account

UNITS = sorted((Path(__file__).parent.parent / "docs" / "server").glob("*.service"))


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    find_nginx()
    folder = tmp_path_factory.mktemp("nginx")
    settings = make_home(folder / "home")
    publish(settings.published)
    add_account(settings, "anna", "staff", PASSWORD)
    port, https = free_port(), free_port()
    with serve(settings.home, port), nginx_before(folder, port, https) as proxy, pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(proxy.certificate))
        yield proxy


@pytest.fixture(scope="module")
def cookie(proxy: Proxy) -> str:
    form = {"bruger": "anna", "adgangskode": PASSWORD}
    answer = httpx.post(f"{proxy.secure}/log-ind", data=form, headers={"Origin": proxy.secure})
    assert answer.status_code == 303, answer.text
    assert {"HttpOnly", "SameSite=lax", "Secure"} <= set(answer.headers["set-cookie"].split("; "))
    return f"frivillig_session={answer.cookies['frivillig_session']}"


def test_what_is_not_encrypted_is_sent_to_what_is(proxy: Proxy) -> None:
    answer = httpx.get(f"{proxy.plain}/maal?a=b", headers={"Host": "ond.example"})
    assert (answer.status_code, answer.headers["location"]) == (301, f"{proxy.secure}/maal?a=b")


def test_pages_carry_the_headers_once_and_are_kept_by_nobody(proxy: Proxy, cookie: str) -> None:
    answer = httpx.get(f"{proxy.secure}/inaktive", headers={"Cookie": cookie})
    assert answer.status_code == 200
    assert answer.headers.get_list("strict-transport-security") == ["max-age=31536000"]
    assert answer.headers.get_list("cache-control") == ["no-store"]
    assert len(answer.headers.get_list("content-security-policy")) == 1
    assert answer.headers["server"] == "nginx"


def test_the_websocket_carries_pages_for_who_is_logged_in_here_and_nobody_else(proxy: Proxy, cookie: str) -> None:
    with Tab(proxy.secure, cookie) as tab:
        assert names_on(tab.visit("inaktive")) == set(PERSONS.values())
    for who, origin in (("frivillig_session=x", proxy.secure), (cookie, "https://ond.example")):
        with pytest.raises(InvalidStatus, match="403"), Tab(proxy.secure, who, origin=origin):
            pass


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/upload_file/a/b"])
def test_what_nobody_needs_is_not_there(proxy: Proxy, cookie: str, path: str) -> None:
    assert httpx.get(f"{proxy.secure}{path}", headers={"Cookie": cookie}).status_code == 404


def test_who_is_not_logged_in_is_given_the_login_page_and_nothing_else(proxy: Proxy) -> None:
    assert httpx.get(f"{proxy.secure}/static/js/index.js").status_code == 401
    asked = httpx.get(f"{proxy.secure}/inaktive", headers={"Accept": "text/html"})
    assert (asked.status_code, asked.headers["location"]) == (303, "/log-ind?til=/inaktive")
    assert httpx.get(f"{proxy.secure}/log-ind").status_code == 200


def test_a_large_body_is_refused_before_it_reaches_the_program(proxy: Proxy) -> None:
    answer = httpx.post(f"{proxy.secure}/log-ind", content=b"x" * (1024 * 1024 + 1))
    assert answer.status_code == 413


def test_scripts_are_packed_on_the_way_and_pages_with_persons_are_not(proxy: Proxy, cookie: str) -> None:
    page = httpx.get(f"{proxy.secure}/", headers={"Cookie": cookie})
    script = re.search(r'src="\./(static/js/[^"]+\.js)"', page.text)
    assert script
    packed = httpx.get(f"{proxy.secure}/{script[1]}", headers={"Cookie": cookie})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in page.headers


def test_another_name_gets_no_answer(proxy: Proxy) -> None:
    context = ssl.create_default_context(cafile=str(proxy.certificate))
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with pytest.raises(httpx.ConnectError, match=r"(?i)unrecognized|alert|eof"):
        httpx.get(proxy.secure.replace("localhost", "127.0.0.1"), verify=context)


def test_the_old_protocols_are_refused(proxy: Proxy) -> None:
    context = ssl.create_default_context(cafile=str(proxy.certificate))
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = ssl.TLSVersion.TLSv1
    context.maximum_version = ssl.TLSVersion.TLSv1_1
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{proxy.secure}/log-ind", verify=context)


def test_the_programs_own_address_counts_guesses_by_who_sends_them(proxy: Proxy) -> None:
    """What a browser says of where it comes from is not believed: five guesses are five, whatever they say."""

    def guess(number: int) -> int:
        headers = {"Origin": proxy.secure, "X-Forwarded-For": f"10.0.0.{number}"}
        form = {"bruger": "findes-ikke", "adgangskode": "forkert"}
        return httpx.post(f"{proxy.secure}/log-ind", data=form, headers=headers).status_code

    assert [guess(number) for number in range(6)] == [401] * 5 + [429]


def test_many_logins_at_once_are_slowed_down(proxy: Proxy) -> None:
    with httpx.Client() as browser:
        answers = [browser.get(f"{proxy.secure}/log-ind").status_code for _ in range(40)]
    assert answers[0] == 200 and answers[-1] == 429


def test_the_log_holds_nothing_that_opens_anything(proxy: Proxy, cookie: str) -> None:
    httpx.get(f"{proxy.secure}/spoergeskema/stadig/hemmeligt.link")
    httpx.get(f"{proxy.secure}/media/0123456789abcdef.xlsx", headers={"Cookie": cookie})
    httpx.get(f"{proxy.secure}/maal?code=hemmelig", headers={"Cookie": cookie})
    log = proxy.read_log(until="GET /maal 200")
    assert "/spoergeskema/stadig/-" in log and "/media/-" in log and "GET /maal 200" in log
    for secret in ("hemmelig", "0123456789abcdef", cookie.partition("=")[2]):
        assert secret not in log


# The units -----------------------------------------------------------------------------------------------------------


def test_there_is_a_unit_for_the_pages_and_one_for_the_nights() -> None:
    assert [unit.stem for unit in UNITS] == ["frivillig-dashboard", "frivillig-schedule"]


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_systemd_understands_every_line_of_the_units_and_finds_them_closed(unit: Path, tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("THE SYSTEMD UNITS ARE NOT TRIED: there is no systemd-analyze here")
    text = unit.read_text(encoding="utf-8")
    for here, there in (("/opt/frivillig/.venv/bin/frivillig", "/bin/true"), ("=frivillig\n", "=daemon\n")):
        assert here in text
        text = text.replace(here, there)
    copy = tmp_path / unit.name
    copy.write_text(text, encoding="utf-8")
    checked = subprocess.run([analyze, "verify", str(copy)], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr.strip()) == (0, "")
    judged = subprocess.run(
        [analyze, "security", "--offline=true", "--threshold=25", str(copy)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert judged.returncode == 0, judged.stdout[-300:]
