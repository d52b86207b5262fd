"""The week's list: to each member of staff their own, once a week, in numbers, and never of somebody who has stopped."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from flows.digest import send_due_digests, unsent
from flows.mail import MailError
from flows.night import open_night
from flows.steps import run_night
from tests.command import frivillig
from tests.given import build, stage_given
from tests.letterbox import serve_letterbox
from tests.workspace import make_workspace, put_sheet
from warehouse.archive import Archive
from warehouse.choosing import choose_staff
from warehouse.digest import Digest, week_of, write_digests
from warehouse.settings import Mail, Settings, load_settings

PHONES = {
    "Bo Lund": "20304050",
    "Oda Sø": "21314151",
    "Ib Stoppet": "22324252",
    "Eva Sen": "23334353",
    "Per Bertelsen": "24344454",
}


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Living, not frozen: today is today. Anna has three, Bent one, and one who has stopped is nobody's."""
    settings = make_workspace(tmp_path_factory.mktemp("levet") / "hjem")
    toml = settings.home / "frivillig.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace("as_of = 2014-12-31\n", ""), encoding="utf-8")
    today = load_settings(settings.home).today()

    def day(days: int) -> str:
        return f"{today + timedelta(days=days):%d-%m-%Y}"

    people = [[name, phone, f"{phone}@example.dk"] for name, phone in PHONES.items()]
    put_sheet(settings, "frivillige.xlsx", [["Navn", "Mobil", "E-mail"], *people])
    contacts = [
        ("Bo Lund", -40, "ikke nu", -10, "Anna Holm"),
        ("Oda Sø", -40, "ikke nu", -3, "anna"),
        ("Eva Sen", -4, "vil gerne", 2, "Anna Holm"),
        ("Ib Stoppet", -40, "stopper", -5, "Anna Holm"),
        ("Per Bertelsen", -40, "ikke nu", -1, "Bent Bro"),
    ]
    put_sheet(settings, "kontaktlog.xlsx", [
        ["Navn", "Tlf.", "Dato", "Hvordan", "Udbytte", "Følg op", "Medarbejder"],
        *([name, PHONES[name], day(on), "telefon", outcome, day(due), staff] for name, on, outcome, due, staff in contacts),
    ])  # fmt: skip
    choose_staff(settings, "Anna Holm", "anna@example.dk", "", "bo")
    choose_staff(settings, "Bent Bro", "bent@example.dk", "", "bo")
    settings = load_settings(settings.home)
    with open_night(settings) as night:
        assert run_night(night).published
    return settings.home


@pytest.fixture
def settings(lived_in: Path, tmp_path: Path) -> Settings:
    """A copy of it, in which Anna logs in as anna."""
    settings = load_settings(shutil.copytree(lived_in, tmp_path / "hjem", symlinks=True))
    anna = settings.staff["Anna Holm"].model_copy(update={"account": "anna"})
    return settings.model_copy(update={"staff": {**settings.staff, "Anna Holm": anna}})


def with_mail(settings: Settings, port: int) -> Settings:
    return settings.model_copy(update={"mail": Mail(host="127.0.0.1", port=port, sender="nat@example.dk")})


def test_each_gets_their_own_in_numbers_once_a_week(settings: Settings) -> None:
    with serve_letterbox() as (box, port), Archive(settings) as archive:
        assert send_due_digests(with_mail(settings, port), archive) == 2
        assert send_due_digests(with_mail(settings, port), archive) == 0
    letters = {letter["To"]: letter.get_content() for letter in box.letters}
    today = settings.today()
    assert f"forfaldne: 2 (den ældste siden {today - timedelta(days=10):%d-%m-%Y})" in letters["anna@example.dk"]
    assert "den kommende uge: 1" in letters["anna@example.dk"]
    assert "forfaldne: 1 " in letters["bent@example.dk"]
    assert "den kommende uge" not in letters["bent@example.dk"]
    everything = " ".join(f"{letter['Subject']} {letter.get_content()}" for letter in box.letters)
    told = set(re.findall(r"\w+", everything)) - {"Bent"}  # who is written to
    assert not [name for name in PHONES if told & set(name.split())]
    assert "p_" not in everything


def test_a_week_without_a_monday_night_gets_its_lists_late_and_once(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    thursday = date(2026, 11, 26)
    days = iter([thursday, thursday + timedelta(days=1), date(2026, 11, 30), date(2026, 12, 3)])
    with serve_letterbox() as (box, port), Archive(settings) as archive:
        counts = []
        for day in days:
            monkeypatch.setattr(Settings, "today", lambda _settings, day=day: day)
            counts.append(send_due_digests(with_mail(settings, port), archive))
    assert counts == [2, 0, 2, 0]
    assert len(box.letters) == 4
    assert week_of(thursday) == "2026-U48"
    assert week_of(date(2027, 1, 3)) == "2026-U53"


def test_one_whom_the_server_will_not_take_is_tried_again_and_the_others_are_not(settings: Settings) -> None:
    with serve_letterbox("anna@example.dk") as (box, port), Archive(settings) as archive:
        with pytest.raises(MailError, match="ikke tage ugens mail til alle"):
            send_due_digests(with_mail(settings, port), archive)
        assert [letter["To"] for letter in box.letters] == ["bent@example.dk"]
        box.refuses = ""
        assert send_due_digests(with_mail(settings, port), archive) == 1
    assert [letter["To"] for letter in box.letters] == ["bent@example.dk", "anna@example.dk"]


@pytest.mark.parametrize(
    "change",
    [
        lambda s: s.model_copy(update={"mail": Mail()}),
        lambda s: s.model_copy(update={"mail": s.mail.model_copy(update={"weekly": False})}),
        lambda s: s.model_copy(update={"night": s.night.model_copy(update={"as_of": date(2014, 12, 31)})}),
        lambda s: s.model_copy(update={"staff": {}}),
    ],
    ids=["no server", "not wanted", "frozen", "nobody has an address"],
)
def test_nothing_is_sent_unless_everything_is_set_up(
    settings: Settings, change: Callable[[Settings], Settings]
) -> None:
    with serve_letterbox() as (box, port), Archive(settings) as archive:
        assert send_due_digests(change(with_mail(settings, port)), archive) == 0
    assert box.letters == []


def test_the_night_sends_it_and_a_night_more_does_not(settings: Settings) -> None:
    with serve_letterbox() as (box, port):
        for _ in range(2):
            with open_night(with_mail(settings, port)) as night:
                run_night(night)
    assert sorted(letter["To"] for letter in box.letters) == ["anna@example.dk", "bent@example.dk"]


def test_the_ledger_knows_neither_name_nor_address_of_a_recipient(settings: Settings) -> None:
    with serve_letterbox() as (_box, port), Archive(settings) as archive:
        send_due_digests(with_mail(settings, port), archive)
        assert unsent(settings, archive, write_digests(settings)) == []
    content = settings.ledger.read_bytes()
    assert not [word for word in (b"Anna Holm", b"anna@example.dk", b"Bent Bro") if word in content]


def test_whoever_has_nothing_waiting_gets_no_mail(settings: Settings) -> None:
    nothing = Digest("Ida", "ida@example.dk", settings.today())
    with Archive(settings) as archive:
        assert unsent(settings, archive, [nothing]) == []


def test_the_command_shows_and_sends_nothing(settings: Settings) -> None:
    done = frivillig("digest", home=settings.home)
    assert done.returncode == 0, done.stderr
    assert "Anna Holm <anna@example.dk>: sendes" in done.stdout
    assert "Intet sendes: der er ingen mailserver" in done.stdout
    assert frivillig("digest", "--send", home=settings.home).returncode == 2


def test_who_has_gone_quiet_is_owed_by_the_one_who_talked_to_them_last_else_by_the_staff_who_met_them_most() -> None:
    con = duckdb.connect()
    visits = [
        {"Navn": name, "Aktivitet": "Banko", "Dato": f"2014-{month:02}-0{day}", "Rolle": role}
        for month in (1, 2, 3)
        for day in (1, 8)
        for name, role in (("Ida", "frivillig"), ("Ole", "frivillig"), ("Mette", "medarbejder"))
    ]
    stage_given(con, {
        "attendances": visits,
        "staff": [{"Navn": "Mette", "Stilling": "Koordinator"}],
        "volunteers": [{"Navn": "Ida"}, {"Navn": "Ole"}],
        "follow_ups": [{"Navn": "Ole", "Dato": "2014-08-01", "Udbytte": "ikke nu", "Medarbejder": "Bent"}],
    })  # fmt: skip
    build(con, "marts.owed_follow_ups")
    found = con.execute("select person_id, owner_name, reason_to_call from marts.owed_follow_ups order by 1").fetchall()
    assert found == [("ida", "Mette", "gone_quiet"), ("ole", "Bent", "gone_quiet")]


def test_nobody_is_owed_a_call_who_has_stopped_or_come_since() -> None:
    con = duckdb.connect()
    contact = {"Dato": "2014-08-01", "Udbytte": "ikke nu", "Følg op": "2014-09-01", "Medarbejder": "Bent"}
    stage_given(con, {
        "volunteers": [{"Navn": "Ida"}, {"Navn": "Ole"}, {"Navn": "Per"}],
        "attendances": [{"Navn": "Ole", "Aktivitet": "Banko", "Dato": "2014-08-09", "Rolle": "frivillig"}],
        "follow_ups": [
            contact | {"Navn": "Ida"}, contact | {"Navn": "Ole"}, contact | {"Navn": "Per", "Udbytte": "stopper"},
        ],
    })  # fmt: skip
    build(con, "marts.owed_follow_ups")
    found = con.execute(
        "select person_id, reason_to_call from marts.owed_follow_ups where owner_name = 'Bent'"
    ).fetchall()
    assert ("ida", "promised") in found
    assert not [person for person, reason in found if person == "per" or (person == "ole" and reason == "promised")]
