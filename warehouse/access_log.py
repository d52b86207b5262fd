"""Who took out or opened what about persons, and when: one line each, written before the data is shown.

The file is its owner's alone. It names persons by id only.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Literal

from warehouse.settings import Settings

Act = Literal["profile", "export"]


def note_access(settings: Settings, user: str, act: Act, where: str, person_ids: Iterable[str]) -> None:
    """Write down that a user opened or exported these persons. Raises OSError when it cannot be written."""
    said = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "user": user,
        "act": act,
        "where": where,
        "persons": list(person_ids),
    }
    settings.access_log.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(settings.access_log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(file, json.dumps(said, ensure_ascii=False).encode() + b"\n")
        os.fsync(file)
    finally:
        os.close(file)
