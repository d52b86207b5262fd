"""Personal links for those who went quiet: to whom, what the mail says, and what it does not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from flows.invitations import Invitation, invite_one, invite_quiet, mail_invitations
from flows.night import open_night
from flows.prefect_server import free_port
from flows.steps import run_night
from tests.command import document, frivillig
from tests.test_notify import Letterbox
from tests.workspace import make_workspace, put_sheet
from warehouse.errors import SettingsError
from warehouse.settings import Mail, Settings, load_settings
from warehouse.signing import read_personal_token
from warehouse.snapshot import Reader

PUBLIC = '\n[questionnaire]\nopen = true\naddress = "https://frivillig.example.dk"\n'
ROSTER: list[list[object]] = [
    ["Navn", "E-mail", "Mobil", "Tilmeldt", "Må kontaktes"],
    ["Ida Dal", "ida@example.dk", "", date(2014, 1, 10), "Ja"],
    ["Bo Lund", "bo@example.dk", "", date(2014, 1, 10), "Nej"],
    ["Eva Holm", "eva@example.dk", "", date(2014, 12, 1), "Ja"],
]


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """After a night: one to ask, one who said no to being contacted, one who came the other day."""
    settings = make_workspace(tmp_path_factory.mktemp("links") / "hjem")
    with (settings.home / "frivillig.toml").open("a", encoding="utf-8") as file:
        file.write(PUBLIC)
    put_sheet(settings, "liste.xlsx", ROSTER)
    with open_night(settings) as night:
        assert run_night(night).published
    return load_settings(settings.home)


def test_a_link_is_for_the_quiet_who_may_be_contacted(settings: Settings) -> None:
    (invitation,) = invite_quiet(settings, 90)
    assert invitation.full_name == "Ida Dal"
    assert read_personal_token(settings, invitation.link.rpartition("/")[2]) == invitation.person_id
    assert {i.full_name for i in invite_quiet(settings, 20)} == {"Ida Dal", "Eva Holm"}


def test_each_is_mailed_the_own_link_alone(settings: Settings) -> None:
    box, port = Letterbox(), free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    mail = Mail(host="127.0.0.1", port=port, sender="frivillig@example.dk")
    invitations = [*invite_quiet(settings, 20), Invitation("p_9", "Uden Mail", None, None, "https://example.dk/9")]
    try:
        sent = mail_invitations(settings.model_copy(update={"mail": mail}), invitations)
    finally:
        controller.stop()
    letters = {letter["To"]: letter.get_content() for letter in box.letters}
    assert sent == {i.person_id for i in invitations} - {"p_9"}
    assert set(letters) == {"ida@example.dk", "eva@example.dk"}
    for invitation in invitations[:2]:
        text = letters[invitation.email]
        assert invitation.link in text.replace("=\n", "")
        assert text.startswith(f"Hej {invitation.full_name.split()[0]}\r\n")
        assert not [i.link for i in invitations if i is not invitation and i.link in text]


def test_the_command_prints_links_and_json(settings: Settings) -> None:
    done = frivillig("questionnaire", "links", "--quiet-for", "90", "--json", home=settings.home)
    (described,) = document(done)
    assert (described["name"], described["mailed"]) == ("Ida Dal", False)
    assert described["link"].startswith("https://frivillig.example.dk/spoergeskema/stadig/")


def test_without_a_mail_server_no_mail_is_tried(settings: Settings) -> None:
    with pytest.raises(SettingsError, match="mailserver"):
        mail_invitations(settings, [])


def test_nobody_gets_a_link_under_an_id_we_do_not_know(settings: Settings) -> None:
    with pytest.raises(SettingsError, match="ingen person"):
        invite_one(settings, "p_ffffffffffff")


def test_without_a_public_address_there_are_no_links(settings: Settings) -> None:
    closed = settings.model_copy(update={"questionnaire": settings.questionnaire.model_copy(update={"address": ""})})
    (person,) = Reader(settings, "staff").query("select min(person_id) as id from core.persons")["id"]
    with pytest.raises(SettingsError, match="address"):
        invite_one(closed, person)


def test_an_address_that_is_none_is_said_in_one_sentence(tmp_path: Path) -> None:
    home = make_workspace(tmp_path / "hjem").home
    with (home / "frivillig.toml").open("a", encoding="utf-8") as file:
        file.write('\n[questionnaire]\naddress = "frivillig.example.dk"\n')
    with pytest.raises(SettingsError, match=r"questionnaire\.address"):
        load_settings(home)
