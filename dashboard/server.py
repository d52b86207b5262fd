"""What everyone who is logged in shares: settings, logins and the published snapshot as each role may read it."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from dashboard.provider import Provider
from dashboard.sessions import Session, Sessions
from warehouse.accounts import Role, list_accounts
from warehouse.errors import SettingsError
from warehouse.login import find_listed
from warehouse.settings import Settings, with_choices
from warehouse.snapshot import Reader

ROLES: tuple[Role, ...] = ("staff", "management")


@dataclass(frozen=True)
class Server:
    written: Settings
    sessions: Sessions
    readers: dict[Role, Reader]
    provider: Provider | None = None

    @property
    def settings(self) -> Settings:
        """The settings as they stand: frivillig.toml as it was read at the start, with what staff have chosen since."""
        return _with_choices(self.written, _stamp(self.written))

    @property
    def is_demo(self) -> bool:
        """Made-up persons only: anyone at this machine may look, and choose a role, without a password."""
        return self.settings.dashboard.demo and is_loopback(self.settings.dashboard.address)


_running: list[Server] = []


def start_server(settings: Settings) -> Server:
    """Set up what the whole process shares. Raises SettingsError when the login provider's secret is missing."""
    limits = settings.dashboard
    sessions = Sessions(
        limits.idle_minutes * 60,
        limits.session_hours * 3600,
        partial(_is_welcome, settings),
        unconfirmed=settings.login.unconfirmed_minutes * 60,
    )
    provider = Provider(settings) if settings.login.is_set_up else None
    _running[:] = [Server(settings, sessions, {role: Reader(settings, role) for role in ROLES}, provider)]
    return _running[0]


def _stamp(settings: Settings) -> tuple[object, ...]:
    """Changes whenever a choice is made: every one is a file more in the folder."""
    try:
        return settings.choices.stat().st_mtime_ns, *sorted(path.name for path in settings.choices.iterdir())
    except FileNotFoundError:
        return ()


_kept: dict[Path, tuple[tuple[object, ...], Settings]] = {}


def _with_choices(written: Settings, stamp: tuple[object, ...]) -> Settings:
    """What was merged last, unless something has been chosen since. A file nobody can read leaves things as they were."""
    kept = _kept.get(written.home)
    if kept and kept[0] == stamp:
        return kept[1]
    try:
        merged = with_choices(written)
    except SettingsError:
        merged = kept[1] if kept else written
    _kept[written.home] = stamp, merged
    return merged


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
        if session.ticket:
            return access_of(settings, session.user, session.ticket.claimed) == (session.role, session.seal)
        account = list_accounts(settings).get(session.user)
    except SettingsError:
        return False
    return account is not None and account.seal == session.seal


def access_of(settings: Settings, user: str, claimed: Role | None) -> tuple[Role, str] | None:
    """Role and seal of somebody the provider knows: the list's word goes before the provider's. Raises SettingsError."""
    listed = find_listed(settings, user)
    if listed:
        return (listed.role, listed.seal) if listed.login == "provider" else None
    return (claimed, "") if claimed else None
