"""KoboToolbox: answers through its REST interface, `/api/v2/assets/{uid}/data/`.

Every page asks for what comes after the last answer seen, in the server's own order. So an answer
that is added or deleted between two pages moves no other one, and each page can be kept at once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from flows.survey_tools.connection import Connection
from flows.texts import t
from warehouse.errors import PullError
from warehouse.settings import Pull

Page = tuple[list[dict[str, Any]], str]


def fetch(pull: Pull, secret: str, connection: Connection, cursor: str) -> Iterator[Page]:
    """New answers page by page, each page with the cursor (the last answer's number) that holds once it is kept."""
    connection.authorize(f"Token {secret}")
    last = int(cursor or 0)
    while True:
        params = {"format": "json", "limit": str(pull.page_size), "start": "0", "sort": '{"_id":1}'}
        document = connection.get(
            f"/api/v2/assets/{pull.form}/data/", params | {"query": json.dumps({"_id": {"$gt": last}})}
        )
        answers = document.get("results") or []
        if not answers:
            return
        last = _last_number(pull, answers, last)
        yield answers, str(last)
        if not document.get("next"):
            return


def _last_number(pull: Pull, answers: list[dict[str, Any]], last: int) -> int:
    numbers = [answer.get("_id") for answer in answers if isinstance(answer, dict)]
    whole = [number for number in numbers if isinstance(number, int)]
    if len(whole) < len(answers) or whole != sorted(set(whole)) or whole[0] <= last:
        raise PullError(
            t("Hentningen «{name}»: serveren giver ikke svarene i rækkefølge. Intet er hentet.", name=pull.name)
        )
    return whole[-1]
