"""The only file that queries. One run of a page reads one snapshot, whatever is published meanwhile.

Every question is a `.sql` file in `queries/`. Answers are kept by role, snapshot, question and
parameters, so that one role is never given what another asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from dashboard.server import Server, running_server
from warehouse.accounts import Role
from warehouse.errors import NothingPublishedError
from warehouse.snapshot import current_manifest

QUERIES = Path(__file__).parent / "queries"

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Reading:
    """What this run reads: the snapshot there was when it began, as one role may see it."""

    role: Role
    snapshot: str | None


_reading: ContextVar[Reading] = ContextVar("reading")


def begin_reading(role: Role) -> Reading:
    """Fix the snapshot for the rest of this run; None when nothing has been published."""
    reading = Reading(role, _current_key(role))
    _reading.set(reading)
    return reading


def current_reading() -> Reading:
    return _reading.get()


def is_superseded(reading: Reading) -> bool:
    """Whether something newer has been published since this run began."""
    return _current_key(reading.role) != reading.snapshot


def confirmed_at() -> datetime | None:
    """When a night last found the current snapshot to be the right one."""
    said = (current_manifest(running_server().settings) or {}).get("confirmed_at")
    return datetime.fromisoformat(said) if said else None


def ask(question: str, *parameters: object) -> list[Row]:
    """The rows of `queries/<question>.sql`; nothing is None."""
    reading = current_reading()
    return _answer(reading.role, reading.snapshot, question, parameters)


def ask_one(question: str, *parameters: object) -> Row | None:
    """The first row, if any."""
    return next(iter(ask(question, *parameters)), None)


def ask_first_name(server: Server, person_id: str) -> str | None:
    """What a personal link calls its person; None when nobody of that number is known. Outside any page's run."""
    try:
        names = server.readers["staff"].query(_sql("first_name"), [person_id])["first_name"]
    except NothingPublishedError:
        return None
    return str(names.iloc[0]) if len(names) else None


# Kept as it is and shared by all: a copy of two thousand rows for every click would cost more than the query.
@lru_cache(maxsize=400)
def _answer(role: Role, snapshot: str | None, question: str, parameters: tuple[object, ...]) -> list[Row]:
    frame = running_server().readers[role].query(_sql(question), parameters, key=snapshot)
    return _plain_rows(frame)


def _plain_rows(frame: pd.DataFrame) -> list[Row]:
    plain = frame.astype(object).where(frame.notna(), None)
    return [{str(name): _plain(value) for name, value in row.items()} for row in plain.to_dict("records")]


def _plain(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return value.tolist()
    return value.to_pydatetime() if isinstance(value, pd.Timestamp) else value


def _current_key(role: Role) -> str | None:
    try:
        return running_server().readers[role].key
    except NothingPublishedError:
        return None


@cache
def _sql(question: str) -> str:
    return (QUERIES / f"{question}.sql").read_text(encoding="utf-8")
