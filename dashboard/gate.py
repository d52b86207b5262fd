"""The gate: nothing but the login page and the questionnaire passes without a session, over HTTP or websocket."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.headers import add_security_headers
from dashboard.login_page import draw_refusal
from dashboard.open_tab import MEDIA_PATH, OpenTab, file_in
from dashboard.pages import PAGES, first_page
from dashboard.provider import START_PATH
from dashboard.server import Server, is_loopback
from dashboard.sessions import Session
from dashboard.texts import LANGUAGE_COOKIE, use_language
from warehouse.login import ANSWER_PATH

SESSION_COOKIE = "frivillig_session"
HANDLE_HEADER = "x-fb-handle"

LOGIN_PATH = "/log-ind"

_OPEN_PATHS = (LOGIN_PATH, START_PATH, ANSWER_PATH, "/log-ud", "/favicon.png", "/_stcore/health")
_OPEN_FOLDERS = ("/sprog/", "/app/static/")
_PUBLIC_ROOM = "/spoergeskema"
_METHODS = {"GET", "HEAD", "POST"}
# Ways of writing a path that some server on the way may read as another.
_ODD_PATH = re.compile(r"//|/\.|[\\%\x00-\x1f\x7f]")
_CLOSED_PATHS = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/upload_file", "/auth/", "/oauth2callback")
_CACHEABLE_PATHS = ("/static/", "/app/static/", "/favicon.png")
_OUR_HEADERS = b"x-fb-"


_ROLES_OF = {f"/{page.name}": page.roles for page in PAGES}


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
        if refusal is None and session and scope["type"] == "websocket":
            await self._carry(session, scope, receive, guarded)
        elif refusal is None:
            await self.app(_name_session(scope, session), receive, guarded)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await refusal(scope, receive, guarded)

    async def _carry(self, session: Session, scope: Scope, receive: Receive, send: Send) -> None:
        tab = OpenTab(self.server.sessions, session, receive, send)
        try:
            await self.app(_name_session(scope, session), tab.receive, tab.send)
        finally:
            tab.leave()

    def _refuse(self, connection: HTTPConnection, session: Session | None) -> Response | None:
        status = self._judge_request(connection)
        if status:
            return PlainTextResponse("", status)
        if session is None:
            return None if _is_open(connection.scope) else _ask_to_log_in(connection)
        return self._refuse_session(connection.scope["path"], session) or _lead_home(connection.scope, session)

    def _judge_request(self, connection: HTTPConnection) -> int | None:
        """The status with which a request is refused whoever sends it."""
        scope = connection.scope
        if _ODD_PATH.search(scope["path"]):
            return 400
        if scope["path"].startswith(_CLOSED_PATHS):
            return 404
        if scope["type"] == "http" and scope["method"] not in _METHODS:
            return 405
        is_foreign = scope["type"] == "websocket" and not is_same_origin(connection.headers)
        return 403 if is_foreign or (self.server.is_demo and not _is_local_host(connection.headers)) else None

    def _refuse_session(self, path: str, session: Session) -> Response | None:
        if path.startswith(MEDIA_PATH) and file_in(path) not in session.files:
            return PlainTextResponse("", 403)
        if session.role not in _ROLES_OF.get(path, (session.role,)):
            return draw_refusal(self.server.settings.project.organisation)
        return None


def _is_open(scope: Scope) -> bool:
    path: str = scope["path"]
    is_public = path == _PUBLIC_ROOM or path.startswith((f"{_PUBLIC_ROOM}/", *_OPEN_FOLDERS))
    return scope["type"] == "http" and (path in _OPEN_PATHS or is_public)


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


def _lead_home(scope: Scope, session: Session) -> Response | None:
    """Where a role begins has the root as its address; by its name, as others link to it, Streamlit would not find it."""
    if scope["path"] != f"/{first_page(session.role).name}":
        return None
    query = scope["query_string"].decode("latin-1")
    return RedirectResponse(f"/?{query}" if query else "/", 303)


def _ask_to_log_in(connection: HTTPConnection) -> Response:
    if connection.scope["type"] == "http" and "text/html" in connection.headers.get("accept", ""):
        return RedirectResponse(f"/log-ind?til={quote(connection.scope['path'])}", 303)
    return PlainTextResponse("", 401)


def _name_session(scope: Scope, session: Session | None) -> Scope:
    headers = [(name, value) for name, value in scope["headers"] if not name.lower().startswith(_OUR_HEADERS)]
    if session:
        headers.append((HANDLE_HEADER.encode(), session.handle.encode()))
    return {**scope, "headers": headers}
