"""The public room of the dashboard: every address that needs no login, and what all of them have in common."""

from __future__ import annotations

import sys
from collections.abc import Callable

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from dashboard.questionnaire.asking import Asking
from dashboard.questionnaire.call import Call, RefusedError, read_typed, refuse_foreign
from dashboard.questionnaire.outbound import Sender
from dashboard.questionnaire.pages import STYLE
from dashboard.questionnaire.personal import Personal
from dashboard.questionnaire.questions import read_forms
from dashboard.questionnaire.texts import LANGUAGES, mark
from dashboard.questionnaire.visit import PATH, TooMuchError, begin_visit, keep_visit, read_visit
from dashboard.server import Server

Handler = Callable[[Call], Response]

_CLOSED = mark("Spørgeskemaet er lukket i øjeblikket.")
_NO_PAGE = mark("Siden findes ikke. Begynd forfra.")
_TOO_MUCH = mark("Der er ikke plads til flere svar på telefonen. Gør nogle af dem kortere.")
_BROKEN = mark("Noget gik galt hos os. Prøv igen om lidt.")


class PublicRoom:
    """Questions and personal links. Closed, it says so; whatever fails is a kind page and a line without a value."""

    def __init__(self, server: Server) -> None:
        self._settings = server.settings
        forms = read_forms(server.settings)
        sender = Sender(server.settings)
        self._asking = Asking(server.settings, forms, sender)
        self._personal = Personal(server, forms, sender)

    @property
    def routes(self) -> list[Route]:
        asking, personal = self._asking, self._personal
        return [
            Route(f"{PATH}/stil.css", show_style, methods=["GET"]),
            self._route("", asking.welcome, asking.begin),
            self._route("/samtykke", asking.show_consent),
            self._route("/gennemse", asking.review, asking.send),
            self._route("/tak", asking.thank),
            self._route("/stadig", personal.choose, personal.take_choice),
            self._route("/pause", personal.ask_until, personal.pause),
            self._route("/stop", personal.ask_to_stop, personal.stop),
            self._route("/stadig/{token}", personal.open_link),
            self._route("/{number:int}", asking.show_question, asking.take_answer),
            self._route("/{rest:path}", refuse_unknown),
        ]

    def _route(self, place: str, show: Handler, take: Handler | None = None) -> Route:
        async def answer(request: Request) -> Response:
            try:
                return await self._answer(request, take if request.method == "POST" and take else show)
            except RefusedError as refusal:
                return self._refuse(request, refusal)
            except Exception as error:  # what was typed must reach neither log nor browser
                print(f"spørgeskema: {type(error).__name__}", file=sys.stderr, flush=True)
                return self._refuse(request, RefusedError(500, _BROKEN))

        return Route(f"{PATH}{place}", answer, methods=["GET", "POST"] if take else ["GET"])

    async def _answer(self, request: Request, handler: Handler) -> Response:
        if not self._settings.questionnaire.open:
            raise RefusedError(404, _CLOSED)
        call = Call(request, read_visit(request, self._settings) or begin_visit(request))
        if request.method == "POST":
            call.typed = await read_typed(request)
            refuse_foreign(call)
        response = _choose_language(call) if _asks_for_language(call) else await to_thread.run_sync(handler, call)
        try:
            keep_visit(response, request, self._settings, call.visit)
        except TooMuchError as error:
            raise RefusedError(413, _TOO_MUCH) from error
        return response

    def _refuse(self, request: Request, refusal: RefusedError) -> Response:
        call = Call(request, read_visit(request, self._settings) or begin_visit(request))
        return call.page(
            "message.html", refusal.status, sentence=str(refusal), may_begin=self._settings.questionnaire.open
        )


async def show_style(request: Request) -> Response:
    return FileResponse(STYLE, headers={"Cache-Control": "max-age=3600"})


def refuse_unknown(call: Call) -> Response:
    raise RefusedError(404, _NO_PAGE)


def _asks_for_language(call: Call) -> bool:
    return call.request.method == "GET" and call.request.query_params.get("sprog") in LANGUAGES


def _choose_language(call: Call) -> Response:
    """A link to the same page in another language: remember it, and show the page at its own address."""
    call.visit.language = call.request.query_params["sprog"]
    return RedirectResponse(call.request.url.path, 303)
