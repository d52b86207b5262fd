"""Asks the login provider, now and then, whether those who are logged in still have access."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping
from typing import Any

from dashboard.provider import NoLongerWelcomeError, Provider
from dashboard.server import Server
from dashboard.sessions import Session, Ticket
from warehouse.login import name_person, role_in_claims

_PAUSE_SECONDS = 1.0


async def keep_asking(server: Server, provider: Provider) -> None:
    """Ask about every login whose time has come, for as long as the server runs."""
    while True:
        await asyncio.sleep(_PAUSE_SECONDS)
        await ask_once(server, provider)


async def ask_once(server: Server, provider: Provider) -> None:
    """One round. A provider that does not answer throws nobody out; a login it has not confirmed ends by its age."""
    every, clock = server.settings.login.recheck_minutes * 60, server.sessions.clock
    for session, ticket in server.sessions.provided():
        if not ticket.refresh_token or clock() - ticket.asked_at < every:
            continue
        ticket.asked_at = clock()
        try:
            _renew(server, session, ticket, await provider.confirm(ticket))
        except NoLongerWelcomeError:
            server.sessions.close(session)
        except Exception as error:
            print(f"login: {type(error).__name__}", file=sys.stderr, flush=True)


def _renew(server: Server, session: Session, ticket: Ticket, claims: Mapping[str, Any] | None) -> None:
    """Take the provider's new word: another name ends the login at once, another role at its next use."""
    ticket.confirmed_at = server.sessions.clock()
    if claims is None:
        return
    if server.settings.login.person_claim in claims and name_person(server.settings, claims) != session.user:
        server.sessions.close(session)
    ticket.claimed = role_in_claims(server.settings, claims)
