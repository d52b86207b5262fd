"""Up to which day each user has seen the data, so that the first page can say what is new since then."""

from __future__ import annotations

import json
import threading
from datetime import date, timedelta
from pathlib import Path

from dashboard.server import running_server

_lock = threading.Lock()


def day_seen_before(user: str, as_of: date, first_days: float) -> date:
    """The last day of the data at this user's visit before this one; the first time, so many days back.

    Notes the visit. All visits to the same data are one visit, so that the answer stays while the page is used.
    """
    with _lock:
        visits = _read()
        seen, before = visits.get(user, ["", ""])
        if seen != as_of.isoformat():
            before = seen or (as_of - timedelta(days=first_days)).isoformat()
            _write(visits | {user: [as_of.isoformat(), before]})
        return date.fromisoformat(before)


def _path() -> Path:
    return running_server().settings.archive / "visits.json"


def _read() -> dict[str, list[str]]:
    try:
        return dict(json.loads(_path().read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def _write(visits: dict[str, list[str]]) -> None:
    _path().parent.mkdir(parents=True, exist_ok=True)
    draft = _path().with_suffix(".tmp")
    draft.write_text(json.dumps(visits), encoding="utf-8")
    draft.replace(_path())
