"""The dashboard's gate, texts and files; what is drawn is looked at in `tests/browser`."""

from __future__ import annotations

import ast
import io
import re
import stat
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import httpx
import openpyxl
import pytest
from babel.messages.pofile import read_po
from websockets.exceptions import InvalidStatus

from dashboard.formats import format_amount, format_day, format_number, format_percent, format_span
from dashboard.pages import PAGES, PageOf
from dashboard.sessions import Session, Sessions
from dashboard.sheets import write_csv, write_xlsx
from dashboard.texts import CATALOGUE, _, use_language
from dashboard.throttle import WINDOW_SECONDS, Throttle
from tests.made_up_snapshot import PERSONS, publish
from tests.serving import PASSWORD, Tab, log_in, serve
from warehouse.accounts import add_account, list_accounts, remove_account, verify
from warehouse.errors import SettingsError
from warehouse.model import code_lists, load_models
from warehouse.settings import Settings, load_settings

SETTINGS = """
[project]
name = "Frivillighed på tværs"
organisation = "Bysekretariatet"
start = 2013-06-01
end = 2014-12-31
"""


def make_home(home: Path) -> Settings:
    home.mkdir(parents=True, exist_ok=True)
    (home / "frivillig.toml").write_text(SETTINGS, encoding="utf-8")
    return load_settings(home)


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


# --- Logins ---------------------------------------------------------------------------------------------------------


def test_a_login_is_found_by_its_cookie_and_its_handle_but_the_handle_opens_nothing() -> None:
    sessions = Sessions(idle=60, life=600)
    token = sessions.open("anna", "staff")
    session = sessions.by_token(token)
    assert session and sessions.by_handle(session.handle) is session
    assert sessions.by_token(session.handle) is None
    assert sessions.by_token(None) is None


def test_an_unused_login_ends_and_a_used_one_ends_at_last() -> None:
    clock = Clock()
    sessions = Sessions(idle=60, life=100, clock=clock)
    unused, used = sessions.open("anna", "staff"), sessions.open("bo", "staff")
    clock.now += 50
    kept = sessions.by_token(used)
    assert kept
    sessions.touch(kept)
    clock.now += 20
    assert sessions.by_token(unused) is None
    assert sessions.by_token(used) is kept
    sessions.touch(kept)
    clock.now += 40
    assert sessions.by_token(used) is None


def test_a_login_nobody_wants_any_more_ends_at_once() -> None:
    welcome = {"anna"}
    sessions = Sessions(idle=60, life=600, is_welcome=lambda session: session.user in welcome)
    token = sessions.open("anna", "staff")
    assert isinstance(sessions.by_token(token), Session)
    welcome.clear()
    assert sessions.by_token(token) is None


def test_guessing_is_refused_after_the_limit_until_the_quarter_of_an_hour_is_over() -> None:
    clock = Clock()
    throttle = Throttle(limit=2, clock=clock)
    throttle.count("anna")
    assert throttle.seconds_to_wait("anna") == 0
    throttle.count("anna")
    assert throttle.seconds_to_wait("anna") == WINDOW_SECONDS
    assert throttle.seconds_to_wait("bo") == 0
    clock.now += WINDOW_SECONDS + 1
    assert throttle.seconds_to_wait("anna") == 0


# --- Accounts -------------------------------------------------------------------------------------------------------


def test_an_account_opens_with_its_own_password_only(tmp_path: Path) -> None:
    settings = make_home(tmp_path)
    add_account(settings, " Anna ", "staff", PASSWORD)
    account = verify(settings, "ANNA", PASSWORD)
    assert account and account.role == "staff"
    assert verify(settings, "anna", PASSWORD + "!") is None
    assert verify(settings, "bo", PASSWORD) is None


def test_the_accounts_file_holds_no_password_and_is_for_its_owner_only(tmp_path: Path) -> None:
    settings = make_home(tmp_path)
    add_account(settings, "anna", "staff", PASSWORD)
    assert PASSWORD not in settings.accounts.read_text()
    assert stat.S_IMODE(settings.accounts.stat().st_mode) == 0o600


def test_a_new_password_or_role_changes_the_seal(tmp_path: Path) -> None:
    settings = make_home(tmp_path)
    add_account(settings, "anna", "staff", PASSWORD)
    before = list_accounts(settings)["anna"].seal
    add_account(settings, "anna", "management", PASSWORD)
    assert list_accounts(settings)["anna"].seal != before


@pytest.mark.parametrize(
    ("name", "password"), [("anna", "kort"), ("", PASSWORD), ("a b", PASSWORD), ("../x", PASSWORD)]
)
def test_a_name_or_password_that_will_not_do_is_refused(tmp_path: Path, name: str, password: str) -> None:
    with pytest.raises(SettingsError):
        add_account(make_home(tmp_path), name, "staff", password)


def test_a_spoilt_accounts_file_says_where(tmp_path: Path) -> None:
    settings = make_home(tmp_path)
    settings.accounts.write_text("anna:\n  role: boss\n  password: x\n")
    with pytest.raises(SettingsError, match="«anna → role»"):
        list_accounts(settings)


def test_a_removed_account_is_gone_and_an_unknown_one_is_named_so(tmp_path: Path) -> None:
    settings = make_home(tmp_path)
    add_account(settings, "anna", "staff", PASSWORD)
    remove_account(settings, "anna")
    assert list_accounts(settings) == {}
    with pytest.raises(SettingsError):
        remove_account(settings, "anna")


# --- Texts, numbers, files ------------------------------------------------------------------------------------------


def messages_in_code() -> set[str]:
    """Every message marked in the code, and the words that code lists show."""
    folder = Path(__file__).parent.parent / "dashboard"
    calls = [node for path in folder.rglob("*.py") for node in ast.walk(ast.parse(path.read_text("utf-8")))]
    marked = [c for c in calls if isinstance(c, ast.Call) and getattr(c.func, "id", "") in ("_", "N_", "plural")]
    texts = {arg.value for call in marked for arg in call.args[:2] if isinstance(arg, ast.Constant)}
    lists = ("competences", "availability", "motives")
    return {text for text in texts if isinstance(text, str)} | {w[0] for n in lists for w in code_lists()[n].values()}


def test_every_danish_text_has_its_english_and_no_english_is_left_over() -> None:
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="en")
    english = {message.id: message for message in catalogue if message.id}
    assert messages_in_code() - set(english) == set(), "mangler i en.po"
    assert set(english) - messages_in_code() == set(), "bruges ikke mere"
    assert [message.id for message in english.values() if not message.string] == []
    assert [message.id for message in english.values() if message.fuzzy] == []


def test_every_translation_keeps_the_places_to_fill_in() -> None:
    with CATALOGUE.open("rb") as file:
        for message in read_po(file, locale="en"):
            if message.id:
                assert set(re.findall(r"{\w+}", str(message.id))) == set(re.findall(r"{\w+}", str(message.string)))


def test_an_unknown_language_is_danish() -> None:
    assert use_language("xx") == "da"
    assert use_language("en") == "en"
    assert _("Overblik") == "Overview"
    assert use_language(None) == "da"
    assert _("Overblik") == "Overblik"


@pytest.mark.parametrize(
    ("value", "low", "high", "precision", "words"),
    [
        (258, 258, 258, "exact", "258"),
        (258, 258, 301, "interval", "mindst 258"),
        (258, 214, 301, "interval", "ca. 258"),
        (60, 60, 60, "ca", "ca. 60"),
        (100, 100, None, "at_least", "mindst 100"),
        (1234.56, None, None, None, "1.234,6"),
        (None, None, None, None, "–"),
    ],
)
def test_a_number_is_written_with_its_reservation(
    value: float | None, low: float | None, high: float | None, precision: str | None, words: str
) -> None:
    use_language("da")
    assert format_amount(value, low, high, precision) == words


def test_a_span_is_said_only_where_there_is_doubt() -> None:
    use_language("da")
    assert format_span(214, 301) == "mellem 214 og 301"
    assert format_span(214, 214.04) == ""
    assert format_span(None, 214) == ""


def test_dates_and_numbers_are_danish_and_english_in_turn() -> None:
    use_language("da")
    assert (format_number(1234.5), format_percent(143.3), format_day(date(2014, 10, 4))) == (
        "1.234,5",
        "143,3 %",
        "04-10-2014",
    )
    use_language("en")
    assert format_number(1234.5) == "1,234.5"
    use_language("da")


DANGEROUS = ["=1+1", "+45 00 00 00 00", "-2", "@SUM(A1)", "\t=1", "\r=1"]


def test_no_cell_of_a_taken_home_csv_computes_anything() -> None:
    lines = write_csv(["Navn"], [[value] for value in DANGEROUS]).decode("utf-8-sig")
    for cell in DANGEROUS:
        assert f"'{cell}" in lines


def test_no_cell_of_a_taken_home_workbook_computes_anything() -> None:
    content = write_xlsx("Liste", ["Navn", "Dato"], [[value, date(2014, 12, 31)] for value in DANGEROUS])
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [str(cell.value).strip() for cell in cells] == [value.strip() for value in DANGEROUS]
    assert sheet["B2"].number_format == "dd-mm-yyyy"


def test_the_made_up_snapshot_has_the_columns_a_night_publishes(tmp_path: Path) -> None:
    publish(tmp_path)
    with duckdb.connect(str(tmp_path / "s1" / "staff.duckdb"), read_only=True) as con:
        made_up = con.execute("select table_schema, table_name, column_name from information_schema.columns").fetchall()
    declared = {schema: load_models(schema) for schema in ("core", "marts")}
    unknown = [
        f"{schema}.{table}.{column}"
        for schema, table, column in made_up
        if schema in declared and column not in declared[schema][table].columns
    ]
    assert unknown == []


# --- The gate, attacked ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    settings = make_home(tmp_path_factory.mktemp("dashboard"))
    publish(settings.published)
    for name, role in (("anna", "staff"), ("bo", "management")):
        add_account(settings, name, role, PASSWORD)  # type: ignore[arg-type]
    return settings.home


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    with serve(home) as address:
        yield address


@pytest.fixture(scope="module")
def staff(address: str) -> str:
    return log_in(address, "anna")


@pytest.fixture(scope="module")
def management(address: str) -> str:
    return log_in(address, "bo")


def names_on(wire: bytes) -> set[str]:
    """The made-up persons whose name or id stands in what was sent."""
    text = wire.decode("utf-8", "replace")
    return {name for person, name in PERSONS.items() if name in text or person in text}


def test_a_stranger_is_sent_to_the_login_page(address: str) -> None:
    answer = httpx.get(f"{address}/inaktive", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/log-ind?til=/inaktive")


@pytest.mark.parametrize("path", ["/", "/static/js/index.js", "/media/x.xlsx", "/_stcore/host-config", "/component/x"])
def test_a_stranger_is_given_nothing(address: str, path: str) -> None:
    assert httpx.get(f"{address}{path}").status_code == 401


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/upload_file/a/b"])
def test_what_nobody_needs_is_closed_to_staff_too(address: str, staff: str, path: str) -> None:
    assert httpx.get(f"{address}{path}", headers={"Cookie": staff}).status_code == 404
    assert httpx.put(f"{address}{path}", headers={"Cookie": staff}).status_code == 404


@pytest.mark.parametrize("headers", [{}, {"x-fb-handle": "staff"}, {"x-fb-role": "staff"}])
def test_a_websocket_without_login_is_refused(address: str, headers: dict[str, str]) -> None:
    with pytest.raises(InvalidStatus, match="403"), Tab(address, "frivillig_session=x", **headers):
        pass


@pytest.mark.parametrize("origin", ["http://ond.example", "", "http://127.0.0.1:1", "http://[", "null"])
def test_a_websocket_from_another_page_is_refused(address: str, staff: str, origin: str) -> None:
    with pytest.raises(InvalidStatus, match="403"), Tab(address, staff, origin=origin):
        pass


def test_a_login_from_another_page_is_refused(address: str) -> None:
    form = {"bruger": "anna", "adgangskode": PASSWORD}
    for origin in ({"Origin": "http://ond.example"}, {}):
        assert httpx.post(f"{address}/log-ind", data=form, headers=origin).status_code == 403


def test_wrong_passwords_slow_down_even_the_right_one(address: str, home: Path) -> None:
    add_account(load_settings(home), "carla", "staff", PASSWORD)

    def attempt(password: str) -> int:
        form = {"bruger": "carla", "adgangskode": password}
        return httpx.post(f"{address}/log-ind", data=form, headers={"Origin": address}).status_code

    assert [attempt("forkert") for _ in range(5)] == [401] * 5
    assert attempt("forkert") == 429
    assert attempt(PASSWORD) == 429


def test_the_cookie_is_kept_from_scripts_and_other_sites_and_secure_behind_https(address: str) -> None:
    form = {"bruger": "anna", "adgangskode": PASSWORD}
    plain = httpx.post(f"{address}/log-ind", data=form, headers={"Origin": address})
    behind = httpx.post(f"{address}/log-ind", data=form, headers={"Origin": address, "X-Forwarded-Proto": "https"})
    assert {"HttpOnly", "SameSite=lax"} <= set(plain.headers["set-cookie"].split("; "))
    assert "Secure" not in plain.headers["set-cookie"]
    assert "Secure" in behind.headers["set-cookie"]
    assert "strict-transport-security" in behind.headers


def test_a_login_leads_only_to_our_own_pages(address: str) -> None:
    form = {"bruger": "anna", "adgangskode": PASSWORD}
    for asked, led in (("/maal", "/maal"), ("//ond.example", "/"), ("https://ond.example", "/"), ("/a/../b", "/")):
        answer = httpx.post(f"{address}/log-ind?til={asked}", data=form, headers={"Origin": address})
        assert answer.headers["location"] == led


@pytest.mark.parametrize("path", ["/log-ind", "/", "/favicon.png", "/_stcore/health", "/findes-ikke"])
def test_every_answer_carries_the_security_headers(address: str, staff: str, path: str) -> None:
    headers = httpx.get(f"{address}{path}", headers={"Cookie": staff}).headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "'unsafe-inline'" not in headers["content-security-policy"].split("script-src")[1].split(";")[0]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize(("language", "code"), [("da", "da"), ("en", "en"), ("<script>", "da")])
def test_the_page_says_which_language_it_is_in(address: str, staff: str, language: str, code: str) -> None:
    page = httpx.get(f"{address}/", headers={"Cookie": f"{staff}; frivillig_sprog={language}"}).text
    assert f'<html lang="{code}">' in page
    assert "<title>Frivillig</title>" in page
    assert "agent" not in page


def test_staff_see_persons_on_the_wire(address: str, staff: str) -> None:
    with Tab(address, staff) as tab:
        assert names_on(tab.visit("inaktive")) == set(PERSONS.values())


@pytest.mark.parametrize("page", [page for page in PAGES if "staff" in page.roles], ids=lambda page: page.name)
def test_every_page_is_made_to_its_end_for_staff(address: str, staff: str, page: PageOf) -> None:
    with Tab(address, staff) as tab:
        said = tab.visit("" if page.name == "overblik" else page.name).decode("utf-8", "replace")
    assert page.title in said and "Exception" not in said


def test_staff_see_whom_a_task_fits_and_every_gate_that_failed(address: str, staff: str) -> None:
    with Tab(address, staff) as tab:
        sent = tab.visit("opgaver")
    assert names_on(sent) == set(PERSONS.values())
    said = sent.decode("utf-8", "replace")
    assert "Vil gerne bage" in said and "Mangler børneattest." in said


def test_staff_see_the_network_of_persons_by_name_and_never_by_id(address: str, staff: str) -> None:
    with Tab(address, staff) as tab:
        sent = tab.visit("faellesskab")
    said = sent.decode("utf-8", "replace")
    assert names_on(sent) == set(PERSONS.values())
    assert not [person for person in PERSONS if f'"{person}"' in said]


def test_management_sees_how_groups_hang_together_and_why_some_is_not_told(address: str, management: str) -> None:
    with Tab(address, management) as tab:
        said = tab.visit("faellesskab").decode("utf-8", "replace")
    for words in (
        "viser sammensætning, ikke virkning",
        "Nordbyens Motion",
        "For få til at sige noget",
        "mindre på tværs",
    ):
        assert words in said
    assert "Netværket" not in said


@pytest.mark.parametrize("page", ["", *(page.name for page in PAGES), "findes-ikke"])
def test_no_person_is_on_the_wire_of_management(address: str, management: str, page: str) -> None:
    with Tab(address, management) as tab:
        assert names_on(tab.visit(page)) == set()


def test_milestones_are_for_everybody_and_owners_and_approving_for_staff(
    address: str, staff: str, management: str
) -> None:
    with Tab(address, staff) as tab:
        seen = tab.visit("maal")
    with Tab(address, management) as tab:
        led = tab.visit("maal")
    for words in ("Evaluering er sendt til styregruppen", "Ændringer siden godkendelsen"):
        assert words.encode() in seen
        assert words.encode() in led
    for words in ("Projektlederen", "Godkend tallene"):
        assert words.encode() in seen
        assert words.encode() not in led


def test_management_cannot_open_a_staff_page_by_its_hash(address: str, staff: str, management: str) -> None:
    with Tab(address, staff) as tab:
        tab.visit()
        page_hash = tab.page_hashes["inaktive"]
        assert names_on(tab.visit(page_hash=page_hash))
    with Tab(address, management) as tab:
        assert names_on(tab.visit(page_hash=page_hash)) == set()


def test_management_cannot_take_over_the_tab_of_staff(address: str, staff: str, management: str) -> None:
    with Tab(address, staff) as theirs:
        theirs.visit("inaktive")
        with Tab(address, management, "token", theirs.session_id) as mine:
            assert names_on(mine.visit()) == set()
            assert mine.session_id != theirs.session_id
    with Tab(address, management, "token", theirs.session_id) as late:
        assert names_on(late.visit()) == set()


def test_a_file_nobody_was_told_of_is_refused_to_everybody(address: str, staff: str, management: str) -> None:
    assert httpx.get(f"{address}/media/x.xlsx", headers={"Cookie": management}).status_code == 403
    assert httpx.get(f"{address}/media/x.xlsx", headers={"Cookie": staff}).status_code == 403


def test_logging_out_bites_on_an_open_tab_and_the_cookie_is_spent(address: str) -> None:
    cookie = log_in(address, "anna")
    with Tab(address, cookie) as tab:
        assert names_on(tab.visit("inaktive"))
        httpx.post(f"{address}/log-ud", headers={"Cookie": cookie, "Origin": address})
        after = tab.try_to_visit("inaktive")
        assert names_on(after) == set()
        assert not after or "Du er logget ud" in after.decode("utf-8", "replace")
    assert httpx.get(f"{address}/", headers={"Cookie": cookie}).status_code == 401


def test_a_removed_account_is_out_at_its_next_step_and_the_open_tab_is_shut(address: str, home: Path) -> None:
    add_account(load_settings(home), "dora", "staff", PASSWORD)
    cookie = log_in(address, "dora")
    with Tab(address, cookie) as tab, Tab(address, cookie) as silent:
        assert names_on(tab.visit("inaktive")) and names_on(silent.visit("inaktive"))
        remove_account(load_settings(home), "dora")
        assert names_on(tab.try_to_visit("inaktive")) == set()
        assert silent.is_shut() and tab.is_shut()
        assert b"/log-ind?ud=1" in silent.last, "the browser is sent to the login page before"
    assert "Du er logget ud" in httpx.get(f"{address}/log-ind?ud=1").text
    with pytest.raises(InvalidStatus, match="403"), Tab(address, cookie):
        pass


def test_an_account_made_management_sees_no_person_any_more(address: str, home: Path) -> None:
    add_account(load_settings(home), "eva", "staff", PASSWORD)
    cookie = log_in(address, "eva")
    with Tab(address, cookie) as tab:
        assert names_on(tab.visit("inaktive"))
        add_account(load_settings(home), "eva", "management", PASSWORD)
        assert names_on(tab.try_to_visit("inaktive")) == set()


def test_a_taken_port_is_said_in_one_sentence(home: Path, address: str) -> None:
    import subprocess
    import sys

    port = address.rpartition(":")[2]
    command = [sys.executable, "-m", "dashboard", "--home", str(home), "--port", port]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 2
    assert done.stderr.strip().splitlines() == [
        f"Port {port} er optaget af et andet program. Luk det, eller vælg en anden port med --port."
    ]


def test_a_workspace_without_a_night_says_what_to_do(tmp_path: Path) -> None:
    settings = make_home(tmp_path)
    add_account(settings, "anna", "staff", PASSWORD)
    with serve(settings.home) as address, Tab(address, log_in(address, "anna")) as tab:
        said = tab.visit().decode("utf-8", "replace")
    assert "Læg filerne i indbakken, og tag dem ind:" in said and "Tag ind nu" in said


def test_the_demo_is_open_at_this_machine_and_under_no_other_name(tmp_path: Path) -> None:
    settings = make_home(tmp_path)
    (settings.home / "frivillig.toml").write_text(SETTINGS + "[dashboard]\ndemo = true\n", encoding="utf-8")
    publish(settings.published)
    with serve(settings.home) as address:
        form = {"rolle": "management"}
        entered = httpx.post(f"{address}/log-ind", data=form, headers={"Origin": address})
        assert entered.status_code == 303
        assert httpx.get(f"{address}/log-ind", headers={"Host": "ond.example"}).status_code == 403
        with Tab(address, "; ".join(f"{k}={v}" for k, v in entered.cookies.items())) as tab:
            assert names_on(tab.visit("inaktive")) == set()
