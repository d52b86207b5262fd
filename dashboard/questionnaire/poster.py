"""The poster with the QR code, for staff to print: behind the login like everything else they use."""

from __future__ import annotations

import segno
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from dashboard.questionnaire.pages import render
from dashboard.questionnaire.texts import LANGUAGES, words_in
from dashboard.questionnaire.visit import PATH
from dashboard.server import Server
from dashboard.texts import current_language

POSTER_PATH = "/plakat"


def poster_routes(server: Server) -> list[Route]:
    """The page with the poster."""

    async def show_poster(request: Request) -> Response:
        asked = server.settings.questionnaire
        address = (asked.address or str(request.base_url).rstrip("/")) + PATH
        page = render(
            "poster.html",
            words_in(current_language()),
            organisation=server.settings.project.organisation,
            in_languages=[words_in(language) for language in LANGUAGES],
            address=address,
            code=Markup(segno.make(address, error="m").svg_inline(omitsize=True)),  # noqa: S704 -- made here
            is_open=asked.open,
            is_public=bool(asked.address),
        )
        return HTMLResponse(page)

    return [Route(POSTER_PATH, show_poster, methods=["GET"])]
