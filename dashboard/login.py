"""The login page, logging out and the choice of language: the only pages that are not Streamlit's."""

from __future__ import annotations

import html
import math
import re
from pathlib import Path
from string import Template
from typing import get_args
from urllib.parse import parse_qs

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from dashboard.gate import SESSION_COOKIE, is_same_origin, is_secure
from dashboard.server import Server
from dashboard.texts import LANGUAGE_COOKIE, Language, _, current_language, plural
from dashboard.throttle import Throttle
from warehouse.accounts import Account, Role, fold_name, verify

_TEMPLATE = Template((Path(__file__).parent / "login.html").read_text(encoding="utf-8"))
_LARGEST_FORM = 4096
_YEAR_SECONDS = 365 * 24 * 3600


class Login:
    """Opens and closes sessions. Each check of a password costs 64 MiB, so two at a time and no more."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._by_name, self._by_address = Throttle(limit=5), Throttle(limit=20)
        self._two_at_a_time = CapacityLimiter(2)

    @property
    def routes(self) -> list[Route]:
        return [
            Route("/log-ind", self.show, methods=["GET"]),
            Route("/log-ind", self.log_in, methods=["POST"]),
            Route("/log-ud", self.log_out, methods=["GET"]),
            Route("/sprog/{language}", self.choose_language, methods=["GET"]),
        ]

    async def show(self, request: Request) -> Response:
        return self._page(request)

    async def log_in(self, request: Request) -> Response:
        if not is_same_origin(request.headers):
            return self._page(request, 403, _("Siden blev ikke sendt herfra. Prøv igen."))
        form = await _read_form(request)
        if self.server.is_demo:
            return self._enter_demo(request, form.get("rolle", ""))
        return await self._check_password(request, form.get("bruger", ""), form.get("adgangskode", ""))

    async def log_out(self, request: Request) -> Response:
        session = self.server.sessions.by_token(request.cookies.get(SESSION_COOKIE))
        if session:
            self.server.sessions.close(session)
        response = RedirectResponse("/log-ind", 303)
        response.delete_cookie(SESSION_COOKIE)
        return response

    async def choose_language(self, request: Request) -> Response:
        response = RedirectResponse(_safe_path(request), 303)
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
        user, address = fold_name(user)[:64], request.client.host if request.client else ""
        wait = max(self._by_name.seconds_to_wait(user), self._by_address.seconds_to_wait(address))
        if wait:
            return self._ask_to_wait(request, wait)
        # Counted before the check, so that a hundred tries at once are a hundred and not one.
        self._by_name.count(user)
        self._by_address.count(address)
        account = await to_thread.run_sync(verify, self.server.settings, user, password, limiter=self._two_at_a_time)
        if account is None:
            return self._page(request, 401, _("Brugernavn eller adgangskode er forkert."))
        self._by_name.forgive(user)
        self._by_address.forgive(address)
        return self._enter(request, user, account)

    def _ask_to_wait(self, request: Request, wait: float) -> Response:
        minutes = math.ceil(wait / 60)
        note = plural(
            "For mange forkerte forsøg. Prøv igen om {count} minut.",
            "For mange forkerte forsøg. Prøv igen om {count} minutter.",
            minutes,
        )
        response = self._page(request, 429, note)
        response.headers["Retry-After"] = str(math.ceil(wait))
        return response

    def _enter_demo(self, request: Request, asked: str) -> Response:
        role: Role = "management" if asked == "management" else "staff"
        return self._admit(request, self.server.sessions.open("demo", role, is_demo=True))

    def _enter(self, request: Request, user: str, account: Account) -> Response:
        return self._admit(request, self.server.sessions.open(user, account.role, account.seal))

    def _admit(self, request: Request, token: str) -> Response:
        response = RedirectResponse(_safe_path(request), 303)
        response.set_cookie(SESSION_COOKIE, token, httponly=True, samesite="lax", secure=is_secure(request.scope))
        return response

    def _page(self, request: Request, status: int = 200, warning: str = "") -> Response:
        language = current_language()
        return HTMLResponse(
            _TEMPLATE.substitute(
                language=language,
                title=_("Log ind"),
                heading=_("Frivillige i boligområderne"),
                where=html.escape(self.server.settings.project.organisation),
                note=f'<p class="note warning" role="alert">{html.escape(warning)}</p>' if warning else "",
                form=_demo_form() if self.server.is_demo else _password_form(),
                language_label=_("Sprog"),
                other_code="da" if language == "en" else "en",
                other_language="Dansk" if language == "en" else "English",
            ),
            status,
        )


def _password_form() -> str:
    return f"""<form method="post">
<label for="bruger">{_("Brugernavn")}</label>
<input id="bruger" name="bruger" autocomplete="username" autocapitalize="none" required autofocus>
<label for="adgangskode">{_("Adgangskode")}</label>
<input id="adgangskode" name="adgangskode" type="password" autocomplete="current-password" required>
<button type="submit">{_("Log ind")}</button>
</form>
<p class="help">{_("Har du glemt din adgangskode, så spørg den, der passer systemet.")}</p>"""


def _demo_form() -> str:
    return f"""<p class="note">{_("Det her er en demo med opdigtede personer. Vælg, hvem du vil se den som.")}</p>
<form method="post">
<button name="rolle" value="staff" type="submit">{_("Fortsæt som medarbejder")}</button>
<button name="rolle" value="management" type="submit" class="second">{_("Fortsæt som ledelse")}</button>
</form>
<p class="help">{_("Medarbejdere ser navne. Ledelsen ser kun samlede tal.")}</p>"""


async def _read_form(request: Request) -> dict[str, str]:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST_FORM:
            return {}
    return {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}


def _safe_path(request: Request) -> str:
    asked = request.query_params.get("til", "")
    return asked if re.fullmatch(r"/[a-z-]*", asked) else "/"
