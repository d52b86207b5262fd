"""`frivillig user` and what `frivillig doctor` says of the login."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from flows.diagnosis import diagnose
from tests.command import document, frivillig
from tests.login_providers import CLIENT, SECRET, crooked_provider
from tests.test_provided_login import LOGIN
from warehouse.accounts import add_provided_account, list_accounts
from warehouse.login import SECRET_VARIABLE
from warehouse.settings import load_settings


def test_a_person_is_put_on_the_list_shut_out_and_taken_off(tmp_path: Path) -> None:
    (tmp_path / "frivillig.toml").write_text("[project]\n", encoding="utf-8")
    added = frivillig("user", "add", "Anna@kommune.dk", "--role", "staff", "--provider", home=tmp_path)
    assert (added.returncode, added.stdout) == (0, "«Anna@kommune.dk» kan nu logge ind.\n")
    assert frivillig("user", "block", "lise@kommune.dk", home=tmp_path).returncode == 0
    assert document(frivillig("user", "list", "--json", home=tmp_path)) == [
        {"name": "anna@kommune.dk", "role": "staff", "login": "provider"},
        {"name": "lise@kommune.dk", "role": "management", "login": "blocked"},
    ]
    shown = frivillig("user", "list", home=tmp_path).stdout
    assert "arbejdskonto" in shown and "lukket ude" in shown
    assert frivillig("user", "remove", "anna@kommune.dk", home=tmp_path).returncode == 0
    assert set(list_accounts(load_settings(tmp_path))) == {"lise@kommune.dk"}


def test_a_name_that_will_not_do_is_refused_before_a_password_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "frivillig.toml").write_text("[project]\n", encoding="utf-8")
    refused = frivillig("user", "add", "an na", home=tmp_path)
    assert refused.returncode == 2 and "Brugernavnet kan ikke bruges" in refused.stderr


def _say(home: Path, **said: Any) -> tuple[str, str]:
    """State and sentence of the finding on the login."""
    (home / "frivillig.toml").write_text(
        LOGIN.format(client=CLIENT, recheck=10, unconfirmed=60, **said), encoding="utf-8"
    )
    return _found(home)


def _found(home: Path) -> tuple[str, str]:
    return next((finding.state, finding.sentence) for finding in diagnose(home) if finding.name == "login")


def test_the_doctor_says_what_is_missing_for_the_login(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SECRET_VARIABLE, raising=False)
    (tmp_path / "frivillig.toml").write_text("[project]\n", encoding="utf-8")
    assert _found(tmp_path) == ("note", "Ikke sat op; folk logger ind med en adgangskode herfra.")
    with crooked_provider() as provider:
        said = {"issuer": provider.issuer, "address": "https://frivillig.example.dk"}
        state, sentence = _say(tmp_path, **said)
        assert state == "fault" and SECRET_VARIABLE in sentence
        monkeypatch.setenv(SECRET_VARIABLE, SECRET)
        assert _say(tmp_path, **said) == (
            "ok",
            f"{provider.issuer} svarer; 0 på listen; roller fra «roles»",
        )
        provider.calls_itself = "https://ond.example"
        assert _say(tmp_path, **said)[0] == "fault"
        provider.as_before()
        provider.is_down = True
        state, sentence = _say(tmp_path, **said)
        assert state == "fault" and "svarer ikke" in sentence
        provider.as_before()
        settings = (tmp_path / "frivillig.toml").read_text().replace('staff = ["Frivillig.Medarbejder"]', "")
        (tmp_path / "frivillig.toml").write_text(settings.replace('management = ["Frivillig.Ledelse"]', ""))
        state, sentence = _found(tmp_path)
        assert state == "fault" and "user add NAVN --provider" in sentence
        add_provided_account(load_settings(tmp_path), "anna@kommune.dk", "staff")
        assert _found(tmp_path) == ("ok", f"{provider.issuer} svarer; 1 på listen")
