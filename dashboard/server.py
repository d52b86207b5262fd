"""What everyone who is logged in shares: settings, logins and the published snapshot as each role may read it."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from functools import partial

from dashboard.sessions import Session, Sessions
from warehouse.accounts import Role, list_accounts
from warehouse.errors import SettingsError
from warehouse.settings import Settings
from warehouse.snapshot import Reader

ROLES: tuple[Role, ...] = ("staff", "management")


@dataclass(frozen=True)
class Server:
    settings: Settings
    sessions: Sessions
    readers: dict[Role, Reader]

    @property
    def is_demo(self) -> bool:
        """Made-up persons only: anyone at this machine may look, and choose a role, without a password."""
        return self.settings.dashboard.demo and is_loopback(self.settings.dashboard.address)


_running: list[Server] = []


def start_server(settings: Settings) -> Server:
    """Set up what the whole process shares."""
    limits = settings.dashboard
    sessions = Sessions(limits.idle_minutes * 60, limits.session_hours * 3600, partial(_is_welcome, settings))
    _running[:] = [Server(settings, sessions, {role: Reader(settings, role) for role in ROLES})]
    return _running[0]


def running_server() -> Server:
    return _running[0]


def is_loopback(address: str) -> bool:
    try:
        return address == "localhost" or ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _is_welcome(settings: Settings, session: Session) -> bool:
    if session.is_demo:
        return settings.dashboard.demo
    try:
        account = list_accounts(settings).get(session.user)
    except SettingsError:
        return False
    return account is not None and account.seal == session.seal
