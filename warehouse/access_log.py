"""Who looked at whom, when and why: one line each, written before anything is shown, and gone after a while.

The file is its owner's alone. It names persons by id only, and what is given as the purpose may hold no name, phone
or e-mail. A look-up that cannot be written down does not happen.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from filelock import FileLock, Timeout

from warehouse.errors import AccessNotLoggedError
from warehouse.settings import Settings

Act = Literal["list", "find", "profile", "contact", "export", "show", "copy", "withdraw", "erase", "log", "checked"]
_PATIENCE_SECONDS = 10


@dataclass(frozen=True)
class LookUp:
    """One line of the log. `at`: UTC. `where`: page or command. `outcome`: what a sample check came to, else blank."""

    at: datetime
    user: str
    act: str
    where: str
    purpose: str
    person_ids: tuple[str, ...]
    outcome: str = ""


def note_access(
    settings: Settings,
    user: str,
    act: Act,
    where: str,
    person_ids: Iterable[str],
    purpose: str = "",
    outcome: str = "",
) -> None:
    """Write down that a user does this with these persons, durably.

    Raises AccessNotLoggedError when it cannot be written; then nothing may be shown.
    """
    said: dict[str, Any] = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "user": user,
        "act": act,
        "where": where,
        "purpose": purpose,
        "persons": list(person_ids),
    }
    if outcome:
        said["outcome"] = outcome
    try:
        settings.access_log.parent.mkdir(parents=True, exist_ok=True)
        with _held(settings):
            _append(settings.access_log, json.dumps(said, ensure_ascii=False).encode() + b"\n")
    except (OSError, Timeout) as trouble:
        raise AccessNotLoggedError(
            "Opslaget kunne ikke skrives i loggen, så intet bliver vist. Sig det til den, der passer systemet."
        ) from trouble


def list_look_ups(settings: Settings, person_ids: Iterable[str] | None = None) -> list[LookUp]:
    """The log, newest first; with `person_ids` only what was about one of them. A torn line is left out."""
    wanted = None if person_ids is None else set(person_ids)
    lines = filter(None, map(_as_look_up, reversed(_read_lines(settings.access_log))))
    return [line for line in lines if wanted is None or wanted & set(line.person_ids)]


def forget_old_look_ups(settings: Settings, today: date) -> int:
    """Delete lines older than the settings say. Returns how many. A line without a readable time is as old as the one before it."""
    limit = today - timedelta(days=settings.protection.keep_look_ups_days)
    if not settings.access_log.is_file():
        return 0
    with _held(settings):
        lines = settings.access_log.read_bytes().splitlines(keepends=True)
        kept = list(_recent(lines, limit))
        if len(kept) < len(lines):
            _replace(settings.access_log, b"".join(kept))
    return len(lines) - len(kept)


def _held(settings: Settings) -> FileLock:
    """Nobody appends while old lines are taken out."""
    return FileLock(settings.access_log.with_suffix(".lock"), timeout=_PATIENCE_SECONDS)


def _append(path: Path, line: bytes) -> None:
    is_torn = _is_torn(path)
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(file, b"\n" + line if is_torn else line)
        os.fsync(file)
    finally:
        os.close(file)


def _is_torn(path: Path) -> bool:
    """Whether the last line has no end: whoever wrote it was cut off."""
    if not path.is_file() or path.stat().st_size == 0:
        return False
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read() != b"\n"


def _recent(lines: Iterable[bytes], limit: date) -> Iterator[bytes]:
    said_on = date.min
    for line in lines:
        look_up = _as_look_up(line)
        said_on = look_up.at.date() if look_up else said_on
        if said_on >= limit:
            yield line


def _replace(path: Path, content: bytes) -> None:
    new = path.with_suffix(".new")
    file = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.write(file, content)
        os.fsync(file)
    finally:
        os.close(file)
    os.replace(new, path)


def _read_lines(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines() if path.is_file() else []


def _as_look_up(line: bytes) -> LookUp | None:
    try:
        said = json.loads(line)
        return LookUp(
            at=datetime.fromisoformat(said["at"]),
            user=str(said["user"]),
            act=str(said["act"]),
            where=str(said.get("where", "")),
            purpose=str(said.get("purpose", "")),
            person_ids=tuple(map(str, said.get("persons", ()))),
            outcome=str(said.get("outcome", "")),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
