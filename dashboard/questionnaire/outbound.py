"""Sending: what has to be right before an answer is written, and that it is written once."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import date

from dashboard.questionnaire.call import Call, RefusedError
from dashboard.questionnaire.delivery import deliver
from dashboard.questionnaire.questions import Answers, Form
from dashboard.questionnaire.texts import mark
from dashboard.throttle import Throttle
from warehouse.settings import Settings

FULL = mark("Der kommer rigtig mange svar lige nu. Vent et kvarter, og tryk send igen. Dine svar er ikke væk.")
_NOT_SAVED = mark("Vi kunne ikke gemme dit svar lige nu. Prøv igen om lidt. Dine svar er ikke væk.")
_EVERYBODY = ""


class Sender:
    """Writes answers into the inbox: so many from one address and so many in all within a quarter of an hour."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._by_address = Throttle(settings.questionnaire.per_address)
        self._in_total = Throttle(settings.questionnaire.in_total)

    @property
    def today(self) -> date:
        """The day an answer is from, by the calendar the night counts by."""
        return self._settings.as_of()

    def is_hasty(self, call: Call) -> bool:
        """Whether nobody could have read the pages as fast as this."""
        return time.time() - call.visit.begun_at < self._settings.questionnaire.fastest_seconds

    def send(self, call: Call, form: Form, answers: Answers, more: Mapping[str, str]) -> None:
        """Deliver the answers and forget them on the phone. Raises RefusedError, and then they are still there."""
        if self._by_address.seconds_to_wait(call.address) or self._in_total.seconds_to_wait(_EVERYBODY):
            raise RefusedError(429, FULL)
        self._by_address.count(call.address)
        self._in_total.count(_EVERYBODY)
        try:
            deliver(self._settings, form, answers, {"answered_date": self.today, **more})
        except OSError as error:
            raise RefusedError(503, _NOT_SAVED) from error
        call.visit = call.visit.anew()
