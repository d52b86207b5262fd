"""Wrong passwords and answers sent, counted, so that guessing and flooding become slow."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

WINDOW_SECONDS = 15 * 60.0


class Throttle:
    """Refuses after `limit` tries counted under the same name within a quarter of an hour."""

    def __init__(self, limit: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit, self._clock = limit, clock
        self._lock = threading.Lock()
        self._tries: dict[str, list[float]] = {}

    def seconds_to_wait(self, name: str) -> float:
        """0.0 when a try is allowed, else how long until one is."""
        with self._lock:
            recent = self._recent(name)
        return recent[-self._limit] + WINDOW_SECONDS - self._clock() if len(recent) >= self._limit else 0.0

    def count(self, name: str) -> None:
        with self._lock:
            self._tries = {known: recent for known in self._tries if (recent := self._recent(known))}
            self._tries.setdefault(name, []).append(self._clock())

    def forgive(self, name: str) -> None:
        with self._lock:
            self._tries.pop(name, None)

    def _recent(self, name: str) -> list[float]:
        since = self._clock() - WINDOW_SECONDS
        return [moment for moment in self._tries.get(name, ()) if moment > since]
