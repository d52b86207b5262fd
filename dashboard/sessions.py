"""Who is logged in. Kept in this process only: a restart asks everybody to log in again."""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from warehouse.accounts import Role


@dataclass
class Ticket:
    """What the login provider gave: who it is to the provider, its proof, and what may be exchanged for a new one.

    `claimed` is the role the provider's claims give; `confirmed_at` when it last said that the person has access.
    """

    subject: str
    id_token: str
    refresh_token: str
    claimed: Role | None
    confirmed_at: float
    asked_at: float


@dataclass
class Session:
    """One login. `handle` names it inside the server and, unlike the cookie, opens nothing.

    `files`: those its own pages have made, the only ones it is given.
    """

    handle: str
    user: str
    role: Role
    seal: str
    opened_at: float
    touched_at: float
    is_demo: bool = False
    ticket: Ticket | None = None
    files: set[str] = field(default_factory=set)


class Sessions:
    """The open logins. One ends by logging out, after `idle` seconds unused, after `life` seconds at the latest,
    when the provider has not confirmed it for `unconfirmed` seconds,
    or as soon as `is_welcome` says no (the account was removed or changed).
    """

    def __init__(
        self,
        idle: float,
        life: float,
        is_welcome: Callable[[Session], bool] = lambda session: True,
        clock: Callable[[], float] = time.monotonic,
        unconfirmed: float = float("inf"),
    ) -> None:
        self._idle, self._life, self._is_welcome, self.clock = idle, life, is_welcome, clock
        self._unconfirmed = unconfirmed
        self._lock = threading.Lock()
        self._by_token: dict[str, Session] = {}
        self._by_handle: dict[str, Session] = {}

    def open(self, user: str, role: Role, seal: str = "", is_demo: bool = False, ticket: Ticket | None = None) -> str:
        """Open a session; returns the token for the browser's cookie, of which only a digest is kept."""
        token, now = secrets.token_urlsafe(32), self.clock()
        session = Session(secrets.token_urlsafe(16), user, role, seal, now, now, is_demo, ticket)
        with self._lock:
            self._forget_ended()
            self._by_token[_digest(token)] = session
            self._by_handle[session.handle] = session
        return token

    def by_token(self, token: str | None) -> Session | None:
        return self._if_open(self._by_token.get(_digest(token))) if token else None

    def by_handle(self, handle: str | None) -> Session | None:
        return self._if_open(self._by_handle.get(handle)) if handle else None

    def provided(self) -> list[tuple[Session, Ticket]]:
        """The logins that came from the provider and still hold."""
        with self._lock:
            sessions = list(self._by_handle.values())
        return [(session, session.ticket) for session in sessions if self._if_open(session) and session.ticket]

    def touch(self, session: Session) -> None:
        """Note that its person did something just now."""
        session.touched_at = self.clock()

    def close(self, session: Session) -> None:
        with self._lock:
            self._forget(session)

    def _if_open(self, session: Session | None) -> Session | None:
        if session is None or (self._is_current(session) and self._is_welcome(session)):
            return session
        self.close(session)
        return None

    def _is_current(self, session: Session) -> bool:
        now = self.clock()
        is_confirmed = session.ticket is None or now - session.ticket.confirmed_at < self._unconfirmed
        return is_confirmed and now - session.touched_at < self._idle and now - session.opened_at < self._life

    def _forget_ended(self) -> None:
        for session in [s for s in self._by_handle.values() if not self._is_current(s)]:
            self._forget(session)

    def _forget(self, session: Session) -> None:
        self._by_handle.pop(session.handle, None)
        self._by_token = {token: kept for token, kept in self._by_token.items() if kept is not session}


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
