"""What every way in has in common: the login page, the cookie, and where a person goes from there."""

from __future__ import annotations

import re
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dashboard.gate import SESSION_COOKIE, is_secure
from dashboard.login_page import demo_form, draw_page, password_form, provider_link
from dashboard.provider import START_PATH
from dashboard.server import Server
from dashboard.sessions import Session
from warehouse.accounts import list_accounts
from warehouse.errors import SettingsError


def admit(server: Server, request: Request, token: str, path: str) -> Response:
    """Let a person in with a new cookie; the login the browser had before, if any, ends."""
    former = session_of(server, request)
    if former:
        server.sessions.close(former)
    response = RedirectResponse(path, 303)
    response.set_cookie(SESSION_COOKIE, token, httponly=True, samesite="lax", secure=is_secure(request.scope))
    return response


def session_of(server: Server, request: Request) -> Session | None:
    return server.sessions.by_token(request.cookies.get(SESSION_COOKIE))


def show_login(server: Server, request: Request, status: int = 200, warning: str = "") -> Response:
    return draw_page(server.settings.project.organisation, _form(server, request), warning, status)


def asked_path(request: Request) -> str:
    """The page a person was on the way to, if it is one of ours."""
    return safe_path(request.query_params.get("til", ""))


def safe_path(asked: str) -> str:
    return asked if re.fullmatch(r"/[a-z_-]*", asked) else "/"


def _form(server: Server, request: Request) -> str:
    if server.is_demo:
        return demo_form()
    if server.provider is None:
        return password_form(beside_provider=False)
    link = provider_link(server.settings.login.name, f"{START_PATH}?til={quote(asked_path(request))}")
    return link + (password_form(beside_provider=True) if _has_passwords(server) else "")


def _has_passwords(server: Server) -> bool:
    try:
        accounts = list_accounts(server.settings)
    except SettingsError:
        return False
    return any(account.login == "password" for account in accounts.values())
