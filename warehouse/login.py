"""The login people have already: what its provider says of itself, and which role its word gives a person."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import httpx

from warehouse.accounts import Account, Role, fold_name, is_name, list_accounts
from warehouse.errors import SettingsError
from warehouse.settings import Settings

SECRET_VARIABLE = "FRIVILLIG_LOGIN_SECRET"  # noqa: S105 -- its name, not its value
DISCOVERY = "/.well-known/openid-configuration"
ANSWER_PATH = "/log-ind/svar"
_PATIENCE_SECONDS = 10.0


def read_login_secret() -> str:
    """The client's secret, from the environment. Raises SettingsError when it is not there."""
    secret = os.environ.get(SECRET_VARIABLE, "")
    if not secret:
        raise SettingsError(f"Hemmeligheden til login mangler; sæt miljøvariablen {SECRET_VARIABLE}.")
    return secret


def discovery_address(settings: Settings) -> str:
    return settings.login.issuer.rstrip("/") + DISCOVERY


def answer_address(settings: Settings) -> str:
    """Where the provider sends people back; it must know exactly this address."""
    return settings.login.address + ANSWER_PATH


def ask_provider(settings: Settings) -> dict[str, Any]:
    """What the provider says of itself. Raises SettingsError when it does not answer or is another one."""
    address = discovery_address(settings)
    try:
        answer = httpx.get(address, timeout=_PATIENCE_SECONDS).raise_for_status().json()
    except (httpx.HTTPError, ValueError) as error:
        raise SettingsError(
            f"Login: {address} svarer ikke, som det skal. Ret issuer, eller prøv igen senere."
        ) from error
    if not is_issuer(settings, answer):
        raise SettingsError("Login: udbyderen kalder sig noget andet end issuer; skriv navnet, som udbyderen selv gør.")
    return dict(answer)


def is_issuer(settings: Settings, said: Any) -> bool:
    return isinstance(said, Mapping) and said.get("issuer") == settings.login.issuer


def name_person(settings: Settings, claims: Mapping[str, Any]) -> str | None:
    """What the person is called in the list, from the claim the settings name; None when that will not do.

    An e-mail address that its provider has not verified could be anybody's.
    """
    name = claims.get(settings.login.person_claim)
    if not isinstance(name, str) or not is_name(name):
        return None
    if settings.login.person_claim == "email" and claims.get("email_verified") is not True:
        return None
    return fold_name(name)


def find_listed(settings: Settings, name: str) -> Account | None:
    """The list's word on somebody who comes from the provider: an account with a password is another person's."""
    account = list_accounts(settings).get(name)
    return None if account is None or account.login == "password" else account


def role_in_claims(settings: Settings, claims: Mapping[str, Any]) -> Role | None:
    """The role the provider's own claim gives; who has both is staff."""
    said = claims.get(settings.login.role_claim)
    values = {said} if isinstance(said, str) else set(map(str, said)) if isinstance(said, list | tuple) else set()
    if values & set(settings.login.staff):
        return "staff"
    return "management" if values & set(settings.login.management) else None
