"""Logging in with a password of our own, logging out and the choice of language: what passes without a session."""

from __future__ import annotations

import math
from typing import get_args
from urllib.parse import parse_qs, urlsplit

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dashboard.admission import admit, asked_path, safe_path, session_of, show_login
from dashboard.gate import LOGIN_PATH, SESSION_COOKIE, is_same_origin, is_secure
from dashboard.login_page import draw_logging_out
from dashboard.server import Server
from dashboard.sessions import Session
from dashboard.texts import LANGUAGE_COOKIE, Language, _, plural
from dashboard.throttle import Guesses, fold_address
from warehouse.accounts import Account, Role, fold_name, verify

_LARGEST_FORM = 4096
_YEAR_SECONDS = 365 * 24 * 3600


class Login:
    """Opens and closes sessions. Each check of a password costs 64 MiB, so two at a time and no more."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._guesses = Guesses()
        self._two_at_a_time = CapacityLimiter(2)

    @property
    def routes(self) -> list[Route]:
        return [
            Route(LOGIN_PATH, self.show, methods=["GET"]),
            Route(LOGIN_PATH, self.log_in, methods=["POST"]),
            Route("/log-ud", self.ask_to_log_out, methods=["GET"]),
            Route("/log-ud", self.log_out, methods=["POST"]),
            Route("/sprog/{language}", self.choose_language, methods=["GET"]),
        ]

    async def show(self, request: Request) -> Response:
        """The page to log in at; `?ud=1`: for who was logged out without asking for it."""
        if "ud" not in request.query_params or session_of(self.server, request):
            return show_login(self.server, request)
        page = safe_path(urlsplit(request.headers.get("referer", "")).path)
        if "til" not in request.query_params and page not in ("/", LOGIN_PATH):
            return RedirectResponse(f"{LOGIN_PATH}?ud=1&til={page}", 303)
        why = _("Det sker, når siden ikke har været brugt i et stykke tid, eller når adgangen er ændret.")
        return show_login(self.server, request, warning=f"{_('Du er logget ud')}. {why}")

    async def log_in(self, request: Request) -> Response:
        if not is_same_origin(request.headers):
            return show_login(self.server, request, 403, _("Siden blev ikke sendt herfra. Prøv igen."))
        form = await _read_form(request)
        if self.server.is_demo:
            return self._enter_demo(request, form.get("rolle", ""))
        return await self._check_password(request, form.get("bruger", ""), form.get("adgangskode", ""))

    async def ask_to_log_out(self, request: Request) -> Response:
        """Our own link logs out; a link on somebody else's page only asks."""
        session = session_of(self.server, request)
        if session is None or request.headers.get("sec-fetch-site") == "same-origin":
            return await self._leave(request, session)
        return await self._ask_first(session)

    async def log_out(self, request: Request) -> Response:
        session = session_of(self.server, request)
        if session and not is_same_origin(request.headers):
            return await self._ask_first(session)
        return await self._leave(request, session)

    async def choose_language(self, request: Request) -> Response:
        response = RedirectResponse(asked_path(request), 303)
        language = request.path_params["language"]
        if language in get_args(Language):
            response.set_cookie(
                LANGUAGE_COOKIE,
                language,
                max_age=_YEAR_SECONDS,
                httponly=True,
                samesite="lax",
                secure=is_secure(request.scope),
            )
        return response

    async def _check_password(self, request: Request, user: str, password: str) -> Response:
        user, address = fold_name(user)[:100], fold_address(request.client.host if request.client else "")
        wait = self._guesses.seconds_to_wait(user, address)
        if wait:
            return self._ask_to_wait(request, wait)
        # Counted before the check, so that a hundred tries at once are a hundred and not one.
        self._guesses.count(user, address)
        account = await to_thread.run_sync(verify, self.server.settings, user, password, limiter=self._two_at_a_time)
        if account is None:
            return show_login(self.server, request, 401, _("Brugernavn eller adgangskode er forkert."))
        self._guesses.forgive(user, address)
        return self._enter(request, user, account)

    def _ask_to_wait(self, request: Request, wait: float) -> Response:
        minutes = math.ceil(wait / 60)
        note = plural(
            "For mange forkerte forsøg. Prøv igen om {count} minut.",
            "For mange forkerte forsøg. Prøv igen om {count} minutter.",
            minutes,
        )
        response = show_login(self.server, request, 429, note)
        response.headers["Retry-After"] = str(math.ceil(wait))
        return response

    def _enter_demo(self, request: Request, asked: str) -> Response:
        role: Role = "management" if asked == "management" else "staff"
        token = self.server.sessions.open("demo", role, is_demo=True)
        return admit(self.server, request, token, asked_path(request))

    def _enter(self, request: Request, user: str, account: Account) -> Response:
        token = self.server.sessions.open(user, account.role, account.seal)
        return admit(self.server, request, token, asked_path(request))

    async def _leave(self, request: Request, session: Session | None) -> Response:
        farewell = await self._farewell(session)
        if session:
            self.server.sessions.close(session)
        response = RedirectResponse(farewell or LOGIN_PATH, 303)
        response.delete_cookie(SESSION_COOKIE, httponly=True, samesite="lax", secure=is_secure(request.scope))
        return response

    async def _ask_first(self, session: Session) -> Response:
        farewell = urlsplit(await self._farewell(session) or "")
        also_at = f"{farewell.scheme}://{farewell.netloc}" if farewell.netloc else ""
        return draw_logging_out(self.server.settings.project.organisation, also_at)

    async def _farewell(self, session: Session | None) -> str | None:
        """Where the provider's own login ends, for who came by it."""
        return await self.server.provider.farewell(session) if self.server.provider and session else None


async def _read_form(request: Request) -> dict[str, str]:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST_FORM:
            return {}
    return {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}
