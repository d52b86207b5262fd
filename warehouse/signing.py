"""What the workspace signs: the personal links staff hand out, and the answers a phone carries from screen to screen.

The key is the workspace's own, made when it is first needed and readable by its owner only. Without the
file, every link handed out before stops working.
"""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path

from itsdangerous import BadData, URLSafeTimedSerializer

from warehouse.errors import SettingsError
from warehouse.settings import Settings

PERSONAL_PATH = "/spoergeskema/stadig"
_DAY_SECONDS = 24 * 3600


def make_personal_link(settings: Settings, person_id: str) -> str:
    """The address of "er du stadig frivillig?" for one person. Raises SettingsError without a public address."""
    if not (settings.questionnaire.open and settings.questionnaire.address):
        raise SettingsError(
            "Linket kan ikke laves: skriv «open = true» og «address» under [questionnaire] i frivillig.toml."
        )
    return f"{settings.questionnaire.address}{PERSONAL_PATH}/{signer(settings, 'personal link').dumps(person_id)}"


def read_personal_token(settings: Settings, token: str) -> str | None:
    """Whose link it is; None when it is none of ours or too old."""
    try:
        signed = signer(settings, "personal link")
        return str(signed.loads(token, max_age=settings.questionnaire.link_days * _DAY_SECONDS))
    except BadData:
        return None


def signer(settings: Settings, purpose: str) -> URLSafeTimedSerializer:
    """Signs and reads for one purpose; what was signed for another is refused."""
    return URLSafeTimedSerializer(_read_key(settings.signing_key), salt=f"frivillig {purpose}")


def _read_key(path: Path) -> str:
    if not path.is_file():
        _create_key(path)
    return path.read_text(encoding="ascii")


def _create_key(path: Path) -> None:
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".signing-")
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)  # unlike a rename, never takes the place of a key somebody else just made
    except FileExistsError:
        pass
    finally:
        Path(draft).unlink()
