"""Who may open the dashboard: the list in the workspace's `accounts.yml`, passwords as argon2id.

anna:
  role: staff
  password: $argon2id$v=19$m=65536,t=3,p=4$…
lise@kommune.dk:
  role: management
  login: provider
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from pydantic import TypeAdapter, ValidationError
from ruamel.yaml import YAML

from warehouse.declaration import Declaration, parse_yaml
from warehouse.errors import SettingsError
from warehouse.settings import Settings

Role = Literal["staff", "management"]
Way = Literal["password", "provider", "blocked"]

MINIMUM_PASSWORD = 12
_NAME = re.compile(r"[a-z0-9æøå][a-z0-9æøå._@+'#-]{0,99}")
_HASHER = PasswordHasher()


class Account(Declaration):
    """One person's access: what the role lets them see, and how they log in.

    `password` is an argon2id hash. Who logs in with a `provider` has none here; who is `blocked` gets in neither way.
    """

    role: Role
    login: Way = "password"
    password: str = ""

    @property
    def seal(self) -> str:
        """Changes whenever the access does, so that a login made before the change can be told."""
        return hashlib.sha256(f"{self.role}:{self.login}:{self.password}".encode()).hexdigest()


_ACCOUNTS = TypeAdapter(dict[str, Account])


def list_accounts(settings: Settings) -> dict[str, Account]:
    """Every account by name; none when nobody has been given access yet. Raises SettingsError."""
    path = settings.accounts
    try:
        seen = path.stat()
    except FileNotFoundError:
        return {}
    return _read_accounts(path, (seen.st_ino, seen.st_mtime_ns, seen.st_size))


def add_account(settings: Settings, name: str, role: Role, password: str) -> None:
    """Give a person access, or a new role and password. Raises SettingsError when name or password will not do."""
    refuse_name(name)
    if len(password) < MINIMUM_PASSWORD:
        raise SettingsError(f"Adgangskoden er for kort: brug mindst {MINIMUM_PASSWORD} tegn, gerne nogle ord i træk.")
    _keep(settings, name, Account(role=role, password=_HASHER.hash(password)))


def add_provided_account(settings: Settings, name: str, role: Role) -> None:
    """Give access to a person whom the login provider knows by this name. Raises SettingsError for a name that will not do."""
    _keep(settings, name, Account(role=role, login="provider"))


def block_account(settings: Settings, name: str) -> None:
    """Keep a person out, whatever the login provider says of them. Raises SettingsError for a name that will not do."""
    _keep(settings, name, Account(role="management", login="blocked"))


def remove_account(settings: Settings, name: str) -> None:
    """Take a person's access away; an open dashboard closes at its next step. Raises SettingsError if unknown."""
    accounts = dict(list_accounts(settings))
    if accounts.pop(fold_name(name), None) is None:
        raise SettingsError("Der er ingen konto med det brugernavn; se listen i accounts.yml.")
    _write_accounts(settings.accounts, accounts)


def verify(settings: Settings, name: str, password: str) -> Account | None:
    """The account, if name and password fit. An unknown name takes as long as a wrong password."""
    account = list_accounts(settings).get(fold_name(name))
    has_password = account is not None and account.login == "password"
    try:
        _HASHER.verify(account.password if account and has_password else _nobodys_hash(), password)
    except (VerificationError, InvalidHashError):
        return None
    return account if has_password else None


def is_name(name: str) -> bool:
    """Whether an account may be called so."""
    return _NAME.fullmatch(fold_name(name)) is not None


def refuse_name(name: str) -> None:
    if not is_name(name):
        raise SettingsError(
            "Brugernavnet kan ikke bruges: brug højst 100 bogstaver, tal, punktum, bindestreg, plus eller @."
        )


def fold_name(name: str) -> str:
    """The one spelling under which an account is kept."""
    return name.strip().lower()


@cache
def _nobodys_hash() -> str:
    return _HASHER.hash(os.urandom(16).hex())


@lru_cache(maxsize=4)
def _read_accounts(path: Path, _seen: tuple[int, int, int]) -> dict[str, Account]:
    text = path.read_text(encoding="utf-8")
    try:
        return _ACCOUNTS.validate_python(parse_yaml(text, path.name)) if text.strip() else {}
    except ValidationError as error:
        where = " → ".join(str(part) for part in error.errors(include_url=False)[0]["loc"])
        raise SettingsError(f"{path.name}: «{where}» kan ikke bruges; ret filen eller slet linjerne.") from error


def _keep(settings: Settings, name: str, account: Account) -> None:
    refuse_name(name)
    _write_accounts(settings.accounts, {**list_accounts(settings), fold_name(name): account})


def _write_accounts(path: Path, accounts: dict[str, Account]) -> None:
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".accounts-")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        if accounts:
            YAML().dump(
                {name: account.model_dump(exclude_defaults=True) for name, account in sorted(accounts.items())}, file
            )
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, path)
