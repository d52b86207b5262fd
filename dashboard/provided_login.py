"""Logging in with the login people have already: to the provider and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard.admission import admit, asked_path, safe_path, show_login
from dashboard.provider import START_PATH, LoginRefusedError, Provider
from dashboard.server import Server, access_of
from dashboard.sessions import Ticket
from dashboard.texts import _
from warehouse.errors import SettingsError
from warehouse.login import ANSWER_PATH, name_person, role_in_claims


class ProvidedLogin:
    """Opens sessions for those the provider vouches for and the list, or the provider's own roles, let in."""

    def __init__(self, server: Server, provider: Provider) -> None:
        self._server, self._provider = server, provider

    @property
    def routes(self) -> list[Route]:
        way_back = [self._provider.way_back]
        return [
            Route(START_PATH, self.send_there, methods=["GET"], middleware=way_back),
            Route(ANSWER_PATH, self.welcome_back, methods=["GET"], middleware=way_back),
        ]

    async def send_there(self, request: Request) -> Response:
        request.session.clear()
        request.session["til"] = asked_path(request)
        try:
            return await self._provider.send_there(request)
        except LoginRefusedError as refusal:
            return show_login(self._server, request, refusal.status, str(refusal))

    async def welcome_back(self, request: Request) -> Response:
        path = safe_path(request.session.get("til", ""))
        try:
            claims, token = await self._provider.welcome_back(request)
            session_token = self._open(claims, token)
        except LoginRefusedError as refusal:
            return show_login(self._server, request, refusal.status, str(refusal))
        request.session.clear()
        return admit(self._server, request, session_token, path)

    def _open(self, claims: Mapping[str, Any], token: Mapping[str, Any]) -> str:
        """A session's token. Raises LoginRefusedError when nothing gives access."""
        settings, now = self._server.settings, self._server.sessions.clock()
        user, claimed = name_person(settings, claims), role_in_claims(settings, claims)
        try:
            access = access_of(settings, user, claimed) if user else None
        except SettingsError:
            access = None
        if user is None or access is None:
            raise LoginRefusedError(
                403, _("Din konto har ikke adgang til Frivillig. Bed den, der passer systemet, om adgang.")
            )
        ticket = Ticket(claims["sub"], token["id_token"], token.get("refresh_token") or "", claimed, now, now)
        return self._server.sessions.open(user, *access, ticket=ticket)
