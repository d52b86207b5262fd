"""Stand-ins for KoboToolbox's and ODK Central's servers, made after their published interfaces, on loopback.

KoboToolbox: REST v2, `/api/v2/assets/{uid}/data/` with `limit` (100 unless asked, at most 1000),
`start`, `sort`, `query` and `next` links; `Authorization: Token`.
ODK Central: sessions with a bearer, OData `Submissions` newest first with `$top`, `$filter` on two
moments, `$orderby` and `$skiptoken` in `@odata.nextLink`; moments finer within than told.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from tests.serving import free_port

KOBO_FORM, ODK_FORM, ODK_PROJECT = "aBcDeF123", "frivillig_questionnaire", 7
TOKEN, USER, PASSWORD = "en-hemmelig-noegle-4711", "drift@example.dk", "et-hemmeligt-kodeord-4712"
_CONDITION = re.compile(r"__system/(submissionDate|updatedAt) (ge|gt) (\S+)")


@dataclass
class Server:
    """What a stand-in holds, what it is to do wrong (one fault a request, in order) and what it was asked."""

    answers: list[dict[str, Any]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    address: str = ""
    elsewhere: str = ""
    is_hanging: threading.Event = field(default_factory=threading.Event)

    def headers(self, name: str) -> list[str]:
        """A header of every request so far."""
        return [request.headers.get(name, "") for request in self.requests]


class _Cut(Response):
    """A body that ends half-way although more was announced."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"content-type", b"application/json"), (b"content-length", b"9000")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b'{"results": [{"_id": 1, "full', "more_body": False})


async def _misbehave(server: Server) -> Response | None:
    fault = server.faults.pop(0) if server.faults else ""
    if fault == "hang":
        server.is_hanging.set()
        await asyncio.sleep(60)
    known: dict[str, Response] = {
        "429": JSONResponse({"detail": "Request was throttled."}, 429, {"Retry-After": "0"}),
        "503": Response("busy", 503),
        "cut": _Cut(),
        "html": Response("<html>log ind</html>", 200),
        "redirect": RedirectResponse(server.elsewhere),
    }
    return known.get(fault)


@contextlib.contextmanager
def serve_kobo() -> Iterator[Server]:
    """KoboToolbox's data endpoint."""
    server = Server()

    async def data(request: Request) -> Response:
        server.requests.append(request)
        if wrong := await _misbehave(server):
            return wrong
        if request.headers.get("Authorization") != f"Token {TOKEN}":
            return JSONResponse({"detail": "Invalid token."}, 401)
        if request.path_params["uid"] != KOBO_FORM:
            return JSONResponse({"detail": "Not found."}, 404)
        return JSONResponse(_kobo_page(server, request))

    with _serve(server, [Route("/api/v2/assets/{uid}/data/", data)]):
        yield server


def _kobo_page(server: Server, request: Request) -> dict[str, Any]:
    asked = dict(request.query_params)
    conditions = json.loads(asked.get("query", "{}"))
    found = [a for a in server.answers if all(_holds(a[name], test) for name, test in conditions.items())]
    for name, direction in json.loads(asked.get("sort", '{"_id": 1}')).items():
        found.sort(key=lambda answer: answer[name], reverse=direction == -1)
    start, limit = int(asked.get("start", 0)), min(int(asked.get("limit", 100)), 1000)
    more = {**asked, "start": str(start + limit), "limit": str(limit)}
    next_page = f"{request.url.replace(query=urlencode(more))}" if start + limit < len(found) else None
    return {"count": len(found), "next": next_page, "previous": None, "results": found[start : start + limit]}


def _holds(value: Any, test: Any) -> bool:
    if not isinstance(test, dict):
        return bool(value == test)
    comparisons: dict[str, Callable[[Any, Any], bool]] = {"$gt": lambda a, b: a > b, "$gte": lambda a, b: a >= b}
    return all(comparisons[sign](value, limit) for sign, limit in test.items())


@contextlib.contextmanager
def serve_odk_central() -> Iterator[Server]:
    """ODK Central's sessions and the OData service of one form. Answers hold `_created` and `_updated` in full."""
    server, sessions = Server(), set[str]()

    async def log_in(request: Request) -> Response:
        server.requests.append(request)
        if await request.json() != {"email": USER, "password": PASSWORD}:
            return JSONResponse(
                {"code": 401.2, "message": "Could not authenticate with the provided credentials."}, 401
            )
        sessions.add(f"session-{len(sessions)}")
        return JSONResponse({"token": f"session-{len(sessions) - 1}", "createdAt": "", "expiresAt": ""})

    async def log_out(request: Request) -> Response:
        server.requests.append(request)
        sessions.discard(request.headers.get("Authorization", "").removeprefix("Bearer "))
        return JSONResponse({"success": True})

    async def submissions(request: Request) -> Response:
        server.requests.append(request)
        if wrong := await _misbehave(server):
            return wrong
        if request.headers.get("Authorization", "").removeprefix("Bearer ") not in sessions:
            return JSONResponse({"code": 401.2, "message": "Could not authenticate."}, 401)
        if request.path_params != {"project": ODK_PROJECT, "form": ODK_FORM}:
            return JSONResponse({"code": 404.1, "message": "Could not find the resource you were looking for."}, 404)
        return JSONResponse(_odk_page(server, request))

    routes = [
        Route("/v1/sessions", log_in, methods=["POST"]),
        Route("/v1/sessions/current", log_out, methods=["DELETE"]),
        Route("/v1/projects/{project:int}/forms/{form}.svc/Submissions", submissions),
    ]
    with _serve(server, routes):
        yield server


def _odk_page(server: Server, request: Request) -> dict[str, Any]:
    asked = dict(request.query_params)
    conditions = _CONDITION.findall(asked.get("$filter", ""))
    found = [a for a in server.answers if not conditions or any(_meets(a, *condition) for condition in conditions)]
    found.sort(key=lambda answer: answer["_created"], reverse=True)
    after = asked.get("$skiptoken")
    start = [a["__id"] for a in found].index(after) + 1 if after else int(asked.get("$skip", 0))
    top = int(asked.get("$top", len(found) or 1))
    page = found[start : start + top]
    document: dict[str, Any] = {
        "@odata.context": f"{server.address}/$metadata#Submissions",
        "value": [_shown(a) for a in page],
    }
    if "$top" in asked and start + top < len(found):
        more = {**asked, "$skiptoken": page[-1]["__id"]}
        document["@odata.nextLink"] = str(request.url.replace(query=urlencode(more)))
    return document


def _meets(answer: dict[str, Any], name: str, sign: str, limit: str) -> bool:
    moment = answer["_created" if name == "submissionDate" else "_updated"]
    if moment is None:
        return False
    return bool(moment >= datetime.fromisoformat(limit) if sign == "ge" else moment > datetime.fromisoformat(limit))


def _shown(answer: dict[str, Any]) -> dict[str, Any]:
    system = {
        "submissionDate": _in_milliseconds(answer["_created"]),
        "updatedAt": answer["_updated"] and _in_milliseconds(answer["_updated"]),
        "submitterName": "App",
    }
    told = {name: value for name, value in answer.items() if name not in ("_created", "_updated")}
    return {"__id": told.pop("__id"), "__system": system, **told}


def _in_milliseconds(moment: datetime) -> str:
    floor = moment - timedelta(microseconds=moment.microsecond % 1000)
    return floor.isoformat(timespec="milliseconds").replace("+00:00", "Z")


@contextlib.contextmanager
def _serve(server: Server, routes: list[Route]) -> Iterator[None]:
    port = free_port()
    server.address = f"http://127.0.0.1:{port}"
    config = uvicorn.Config(Starlette(routes=routes), host="127.0.0.1", port=port, log_level="critical")
    running = uvicorn.Server(config)
    running.config.timeout_graceful_shutdown = 1
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    while not running.started:
        assert thread.is_alive()
        time.sleep(0.02)
    try:
        yield
    finally:
        running.should_exit = True
        thread.join(20)
