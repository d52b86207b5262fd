"""ODK Central: answers through its OData interface, `/v1/projects/{id}/forms/{form}.svc/Submissions`.

Central's clock decides what is new. Its moments are finer than it tells, and two answers may be
written at once, so each pull asks again for the last minutes and leaves out what it has had.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

from flows.survey_tools.connection import Connection
from flows.texts import t
from warehouse.errors import PullError
from warehouse.settings import Pull

_ASKED_AGAIN = timedelta(minutes=10)

Page = tuple[list[dict[str, Any]], str]


def fetch(pull: Pull, secret: str, connection: Connection, cursor: str) -> Iterator[Page]:
    """New and changed answers, all at once, with the cursor that holds once they are kept."""
    session = connection.post("/v1/sessions", {"email": pull.username, "password": secret})
    connection.authorize(f"Bearer {session.get('token', '')}")
    try:
        yield from _fetch_new(pull, connection, json.loads(cursor or "{}"))
    finally:
        with contextlib.suppress(PullError):  # the session ends by itself too
            connection.delete("/v1/sessions/current")


def _fetch_new(pull: Pull, connection: Connection, had: dict[str, Any]) -> Iterator[Page]:
    seen: dict[str, str] = had.get("seen", {})
    answers = {a["__id"]: a for page in _pages(pull, connection, had.get("since", "")) for a in page}
    new = [answer for name, answer in answers.items() if seen.get(name) != _moment(answer)]
    if new:
        moments = seen | {name: _moment(answer) for name, answer in answers.items()}
        since = max(_time(moment) for moment in moments.values()) - _ASKED_AGAIN
        recent = {name: moment for name, moment in moments.items() if _time(moment) >= since}
        yield new, json.dumps({"since": since.isoformat().replace("+00:00", "Z"), "seen": recent})


def _pages(pull: Pull, connection: Connection, since: str) -> Iterator[list[dict[str, Any]]]:
    path = f"/v1/projects/{pull.project}/forms/{quote(pull.form, safe='')}.svc/Submissions"
    params = {"$top": str(pull.page_size), "$expand": "*"}
    if since:
        params["$filter"] = f"__system/submissionDate ge {since} or __system/updatedAt ge {since}"
    while True:
        document = connection.get(path, params)
        answers = document.get("value")
        if not isinstance(answers, list) or not all(_is_answer(answer) for answer in answers):
            raise PullError(
                t("Hentningen «{name}»: serverens svar kan ikke læses. Ret adressen i frivillig.toml.", name=pull.name)
            )
        yield answers
        following = params | dict(parse_qsl(urlsplit(str(document.get("@odata.nextLink") or "")).query))
        if following == params or not answers:
            return
        params = following


def _is_answer(answer: Any) -> bool:
    try:
        return bool(answer["__id"]) and _time(_moment(answer)) is not None
    except (KeyError, TypeError, ValueError):
        return False


def _moment(answer: dict[str, Any]) -> str:
    system = answer["__system"]
    return str(system.get("updatedAt") or system["submissionDate"])


def _time(moment: str) -> datetime:
    time = datetime.fromisoformat(moment)
    return time if time.tzinfo else time.replace(tzinfo=UTC)
