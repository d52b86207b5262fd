"""One request to the questionnaire: who is on the phone, what was typed, and the checks every request passes."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from dashboard.gate import is_same_origin
from dashboard.questionnaire.answers import LONGEST_ANSWER, show_again
from dashboard.questionnaire.pages import CONTENT_SECURITY_POLICY, render
from dashboard.questionnaire.texts import Words, mark, words_in
from dashboard.questionnaire.visit import PATH, Visit

_LARGEST_FORM = 8_192
_MOST_FIELDS = 100

NOT_FROM_HERE = mark("Siden har ligget for længe, eller den blev ikke sendt herfra. Begynd forfra.")
_TOO_LARGE = mark("Det var for meget tekst. Skriv det kortere.")


class RefusedError(Exception):
    """Nothing is done; the message says why in Danish and is to be translated."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


@dataclass
class Call:
    """`typed`: the fields of the form that was sent, none when a page was only asked for."""

    request: Request
    visit: Visit
    typed: dict[str, list[str]] = field(default_factory=dict)

    @property
    def say(self) -> Words:
        return words_in(self.visit.language)

    @property
    def address(self) -> str:
        """Where the phone is, as the throttle counts it."""
        return self.request.client.host if self.request.client else ""

    def first(self, name: str) -> str:
        return next(iter(self.typed.get(name, ())), "")

    def page(self, name: str, status: int = 200, **values: object) -> Response:
        """A page in the visitor's language, with the key its form has to send back."""
        content = render(name, self.say, key=self.visit.key, **values)
        return HTMLResponse(content, status, {"Content-Security-Policy": CONTENT_SECURITY_POLICY})

    def complain(self, sentence: str, typed: Iterable[str] = ()) -> Response:
        """The same page again with what is wrong, asked for anew: going back later must not ask to send twice."""
        self.visit.complaint = sentence
        self.visit.typed = [show_again(text)[:LONGEST_ANSWER] for text in typed]
        url = self.request.url
        return RedirectResponse(f"{url.path}?{url.query}".rstrip("?"), 303)

    def go_to(self, place: str = "") -> Response:
        """On to another page of the questionnaire."""
        return RedirectResponse(f"{PATH}/{place}".rstrip("/"), 303)


async def read_typed(request: Request) -> dict[str, list[str]]:
    """The form as it was sent. Raises RefusedError when it is larger than any of ours."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST_FORM:
            raise RefusedError(413, _TOO_LARGE)
    try:
        return parse_qs(body.decode("utf-8", "replace"), max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise RefusedError(413, _TOO_LARGE) from error


def refuse_foreign(call: Call) -> None:
    """Raises RefusedError unless the form came from a page this phone was given."""
    has_key = hmac.compare_digest(call.first("noegle").encode(), call.visit.key.encode())
    if not (has_key and is_same_origin(call.request.headers)):
        raise RefusedError(403, NOT_FROM_HERE)
