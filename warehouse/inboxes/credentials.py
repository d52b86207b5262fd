"""What an inbox on a server asks of whoever comes: from the environment or from a file only its owner may read."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, SecretStr, ValidationError

from warehouse.errors import InboxError
from warehouse.private_file import is_open_to_others
from warehouse.settings import CREDENTIALS_FILE, InboxPlace, Settings

_ENVIRONMENT = "FRIVILLIG_INBOX_"


class Credentials(BaseModel):
    """For S3 the user's name is the access key and the password its secret. `passphrase` opens a key file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    username: str = ""
    password: SecretStr = SecretStr("")
    passphrase: SecretStr = SecretStr("")


def read_credentials(settings: Settings, place: InboxPlace) -> Credentials:
    """What is known of an inbox. With a single inbox elsewhere the environment goes before the file.

    Raises InboxError when the file cannot be used.
    """
    known = _read_file(settings).get(place.address, {})
    given = _read_environment() if len(settings.inboxes) == 1 else {}
    try:
        return Credentials.model_validate(known | given)
    except ValidationError as error:
        key = error.errors(include_url=False, include_input=False)[0]["loc"][0]
        raise InboxError(
            f"{CREDENTIALS_FILE}: «{key}» kan ikke bruges; skriv username, password eller passphrase med teksten i anførselstegn."
        ) from None


def check_is_private(path: Path) -> None:
    """Raises InboxError when others than a file's owner may read it."""
    if is_open_to_others(path):
        raise InboxError(
            f"Filen {path.name} kan læses af andre end dig og bruges derfor ikke. Skriv i en terminal: chmod 600 {path.name}"
        )


def _read_file(settings: Settings) -> dict[str, dict[str, str]]:
    path = settings.credentials
    if not path.is_file():
        return {}
    check_is_private(path)
    try:
        known = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise InboxError(
            f"{CREDENTIALS_FILE} kan ikke læses. Skriv et afsnit for hver indbakke: adressen i kantede parenteser og anførselstegn, derunder username og password."
        ) from None
    strangers = known.keys() - {place.address for place in settings.inboxes}
    if strangers:
        raise InboxError(
            f"{CREDENTIALS_FILE} har et afsnit, som ingen indbakke i frivillig.toml hedder; skriv adressen ens begge steder."
        )
    return known


def _read_environment() -> dict[str, str]:
    names = ((field, os.environ.get(_ENVIRONMENT + field.upper())) for field in Credentials.model_fields)
    return {field: value for field, value in names if value is not None}
