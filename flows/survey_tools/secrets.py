"""Keys to other servers: from the environment or from a file that only its owner can read. Never from the settings."""

from __future__ import annotations

import os

from flows.texts import t
from warehouse.errors import PullError
from warehouse.private_file import is_open_to_others
from warehouse.settings import Pull, Settings


def read_secret(settings: Settings, pull: Pull) -> str:
    """The key or password of a pull. Raises PullError saying where it was looked for, never what stands there."""
    secret = os.environ.get(pull.secret_env, "") if pull.secret_env else _read_file(settings, pull)
    if not secret.strip():
        raise PullError(
            t(
                "Hentningen «{name}»: nøglen mangler. Læg den i {place}.",
                name=pull.name,
                place=pull.secret_env or pull.secret_file,
            )
        )
    return secret.strip()


def _read_file(settings: Settings, pull: Pull) -> str:
    path = settings.home / pull.secret_file
    if not path.is_file():
        return ""
    if is_open_to_others(path):
        raise PullError(
            t(
                "Hentningen «{name}»: andre end ejeren kan læse filen {file}. Luk den med: chmod 600 {file}",
                name=pull.name,
                file=pull.secret_file,
            )
        )
    return path.read_text(encoding="utf-8")
