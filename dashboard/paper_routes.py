"""Reports to take home, behind the login: made when asked for, from management's file whoever asks.

They have an address of their own, since everything under `/media/` is closed to management.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args
from urllib.parse import quote

import anyio.to_thread
from anyio import CapacityLimiter
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboard.server import Server
from dashboard.texts import _, reason
from warehouse.errors import FrivilligError
from warehouse.papers.edition import ReportKind
from warehouse.papers.files import MIME, File, make_kpi_workbook, make_report

PAPER_PATH = "/papir"
WORKBOOK_PATH = f"{PAPER_PATH}/noegletal"


def report_path(report: ReportKind, period: str, kind: str) -> str:
    """Where a report can be fetched."""
    return f"{PAPER_PATH}/{report}/{period}/{kind}"


def paper_routes(server: Server) -> list[Route]:
    """A report per period and format, and the workbook of all KPIs. One is made at a time: it takes a whole core."""
    one_at_a_time = CapacityLimiter(1)

    async def send_report(request: Request) -> Response:
        report, period, kind = (request.path_params[name] for name in ("report", "period", "kind"))
        if report not in get_args(ReportKind) or kind not in MIME:
            return PlainTextResponse(_("Siden findes ikke."), 404)
        return await _make(lambda: make_report(server.settings, report, period, kind, server.readers["management"]))

    async def send_workbook(request: Request) -> Response:
        return await _make(lambda: make_kpi_workbook(server.settings, server.readers["management"]))

    async def _make(make: Callable[[], File]) -> Response:
        try:
            return _hand_over(await anyio.to_thread.run_sync(make, limiter=one_at_a_time))
        except FrivilligError as error:
            return PlainTextResponse(reason(str(error)), 404)

    return [
        Route(WORKBOOK_PATH, send_workbook, methods=["GET"]),
        Route(f"{PAPER_PATH}/{{report}}/{{period}}/{{kind}}", send_report, methods=["GET"]),
    ]


def _hand_over(file: File) -> Response:
    name = f"attachment; filename*=UTF-8''{quote(file.name)}"
    return Response(file.content, media_type=file.mime, headers={"Content-Disposition": name})
