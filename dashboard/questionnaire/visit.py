"""One visit: the answers so far, kept on the phone itself in a signed cookie and nowhere else."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field

from itsdangerous import BadData
from pydantic import TypeAdapter, ValidationError
from starlette.requests import Request
from starlette.responses import Response

from dashboard.gate import is_secure
from dashboard.questionnaire.texts import preferred_language
from warehouse.settings import Settings
from warehouse.signing import signer

COOKIE = "frivillig_svar"
PATH = "/spoergeskema"
LIFE_SECONDS = 2 * 3600
_LARGEST_COOKIE = 3_900
_PURPOSE = "visit"


@dataclass
class Visit:
    """`key` is repeated in every form, so that only our own pages can send. `person`: whose personal link was opened.
    `complaint`: what the page shown next says was wrong, and `typed` what was wrong.
    """

    language: str
    key: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    begun_at: float = field(default_factory=time.time)
    answers: dict[str, list[str]] = field(default_factory=dict)
    person: str = ""
    complaint: str = ""
    typed: list[str] = field(default_factory=list)

    def take_complaint(self) -> tuple[str, list[str]]:
        """What is to be said once."""
        said = self.complaint, self.typed
        self.complaint, self.typed = "", []
        return said

    def anew(self, person: str = "") -> Visit:
        """The next visit on the same phone: another key, no answers, the same language."""
        return Visit(self.language, person=person)


class TooMuchError(Exception):
    """The answers no longer fit on the phone."""


_VISIT = TypeAdapter(Visit)


def read_visit(request: Request, settings: Settings) -> Visit | None:
    """The visit this phone is on, if it has begun one and not let it lie too long."""
    try:
        kept = signer(settings, _PURPOSE).loads(request.cookies.get(COOKIE, ""), max_age=LIFE_SECONDS)
        return _VISIT.validate_python(kept)
    except (BadData, ValidationError):
        return None


def begin_visit(request: Request) -> Visit:
    """A visit in the language the phone prefers."""
    return Visit(preferred_language(request.headers.get("accept-language", "")))


def keep_visit(response: Response, request: Request, settings: Settings, visit: Visit) -> None:
    """Leave the visit on the phone. Raises TooMuchError."""
    kept = str(signer(settings, _PURPOSE).dumps(_VISIT.dump_python(visit)))
    if len(kept) > _LARGEST_COOKIE:
        raise TooMuchError
    response.set_cookie(COOKIE, kept, path=PATH, httponly=True, samesite="lax", secure=is_secure(request.scope))
