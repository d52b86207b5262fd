"""Wrong passwords and answers sent, counted, so that guessing and flooding become slow."""

from __future__ import annotations

import ipaddress
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

    def take_back(self, name: str) -> None:
        """Forget the latest try: it was none."""
        with self._lock:
            self._tries[name] = self._tries.get(name, [])[:-1]

    def _recent(self, name: str) -> list[float]:
        since = self._clock() - WINDOW_SECONDS
        return [moment for moment in self._tries.get(name, ()) if moment > since]


class Guesses:
    """Wrong passwords, slowed down without locking anybody out for good.

    Five for a name from one address, twenty from an address, fifty for a name from anywhere. The last does not hold
    where the person has logged in before: others' guesses must not keep them out.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._by_both, self._by_address, self._by_name = (Throttle(limit, clock) for limit in (5, 20, 50))
        self._known: set[tuple[str, str]] = set()

    def seconds_to_wait(self, user: str, address: str) -> float:
        waits = [self._by_both.seconds_to_wait(f"{user} {address}"), self._by_address.seconds_to_wait(address)]
        if (user, address) not in self._known:
            waits.append(self._by_name.seconds_to_wait(user))
        return max(waits)

    def count(self, user: str, address: str) -> None:
        self._by_both.count(f"{user} {address}")
        self._by_address.count(address)
        self._by_name.count(user)

    def forgive(self, user: str, address: str) -> None:
        """The password was right: this try was none, and what the person got wrong here is forgotten; others' guesses are not."""
        self._known.add((user, address))
        self._by_both.forgive(f"{user} {address}")
        self._by_address.take_back(address)
        self._by_name.take_back(user)


def fold_address(address: str) -> str:
    """The network a person comes from: in IPv6 anybody has 2^64 addresses of their own."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if known.version == 6 and known.ipv4_mapped is None:
        return str(ipaddress.ip_network(f"{known}/64", strict=False))
    return address
