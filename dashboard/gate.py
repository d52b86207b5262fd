"""The gate: nothing but the login page and the questionnaire passes without a session, over HTTP or websocket."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.headers import add_security_headers
from dashboard.server import Server, is_loopback
from dashboard.sessions import Session
from dashboard.texts import LANGUAGE_COOKIE, use_language

SESSION_COOKIE = "frivillig_session"
HANDLE_HEADER = "x-fb-handle"

_OPEN_PATHS = ("/log-ind", "/sprog/", "/app/static/", "/favicon.png", "/_stcore/health")
_PUBLIC_ROOM = "/spoergeskema"
_CLOSED_PATHS = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/upload_file", "/auth/", "/oauth2callback")
_PERSON_PATHS = ("/media/",)
_CACHEABLE_PATHS = ("/static/", "/app/static/", "/favicon.png")
_OUR_HEADERS = b"x-fb-"


class Gate:
    """ASGI middleware. Sees every request first, sends none on without a session, and names that session
    to the pages in a header that no client can send.
    """

    def __init__(self, app: ASGIApp, server: Server) -> None:
        self.app, self.server = app, server

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket"):
            await self._pass_or_refuse(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _pass_or_refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        connection = HTTPConnection(scope)
        use_language(connection.cookies.get(LANGUAGE_COOKIE))
        session = self.server.sessions.by_token(connection.cookies.get(SESSION_COOKIE))
        refusal = self._refuse(connection, session)
        guarded = add_security_headers(send, is_secure(scope), not scope["path"].startswith(_CACHEABLE_PATHS))
        if refusal is None:
            await self.app(_name_session(scope, session), receive, guarded)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await refusal(scope, receive, guarded)

    def _refuse(self, connection: HTTPConnection, session: Session | None) -> Response | None:
        path = connection.scope["path"]
        if path.startswith(_CLOSED_PATHS):
            return PlainTextResponse("", 404)
        if self.server.is_demo and not _is_local_host(connection.headers):
            return PlainTextResponse("", 403)
        if connection.scope["type"] == "websocket" and not is_same_origin(connection.headers):
            return PlainTextResponse("", 403)
        if session is None:
            return None if _is_open(connection.scope) else _ask_to_log_in(connection)
        if session.role != "staff" and path.startswith(_PERSON_PATHS):
            return PlainTextResponse("", 403)
        return None


def _is_open(scope: Scope) -> bool:
    path: str = scope["path"]
    is_public = path == _PUBLIC_ROOM or path.startswith(f"{_PUBLIC_ROOM}/")
    return path.startswith(_OPEN_PATHS) or (is_public and scope["type"] == "http")


def is_secure(scope: Scope) -> bool:
    return scope["scheme"] in ("https", "wss")


def is_same_origin(headers: Headers) -> bool:
    """Whether the page that sent this is ours. A request that does not say where it comes from is not."""
    try:
        return urlsplit(headers.get("origin", "")).netloc == headers.get("host", "") != ""
    except ValueError:
        return False


def _is_local_host(headers: Headers) -> bool:
    try:
        return is_loopback(urlsplit(f"//{headers.get('host', '')}").hostname or "")
    except ValueError:
        return False


def _ask_to_log_in(connection: HTTPConnection) -> Response:
    if connection.scope["type"] == "http" and "text/html" in connection.headers.get("accept", ""):
        return RedirectResponse(f"/log-ind?til={quote(connection.scope['path'])}", 303)
    return PlainTextResponse("", 401)


def _name_session(scope: Scope, session: Session | None) -> Scope:
    headers = [(name, value) for name, value in scope["headers"] if not name.lower().startswith(_OUR_HEADERS)]
    if session:
        headers.append((HANDLE_HEADER.encode(), session.handle.encode()))
    return {**scope, "headers": headers}
