"""A personal link, "er du stadig frivillig?": one person, four answers, and no more of them than a first name."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import Response

from dashboard.data import ask_first_name
from dashboard.questionnaire.answers import WrongAnswerError, read_answer
from dashboard.questionnaire.call import Call, RefusedError
from dashboard.questionnaire.outbound import Sender
from dashboard.questionnaire.questions import CONFIRMATION, PAUSE, STATUS, Form
from dashboard.questionnaire.texts import mark
from dashboard.server import Server
from warehouse.people import write_number
from warehouse.signing import read_personal_token

_OUT_OF_DATE = mark("Linket gælder ikke mere. Spørg frivilligkoordinatoren om et nyt.")
_NO_PAUSE_DATE = mark("Skriv, hvornår din pause slutter. Så spørger vi ikke før.")
_CORRECT = "ret"
_FURTHER = {"paused": "pause", "stopped": "stop", _CORRECT: "1"}


class Personal:
    """The link's token is exchanged for a signed visit at once and leaves the address."""

    def __init__(self, server: Server, forms: Mapping[str, Form], sender: Sender) -> None:
        self._server, self._form, self._sender = server, forms[CONFIRMATION], sender

    def open_link(self, call: Call) -> Response:
        person = read_personal_token(self._server.settings, str(call.request.path_params["token"]))
        if person is None:
            raise RefusedError(410, _OUT_OF_DATE)
        call.visit = call.visit.anew(person)
        self._first_name(call)
        return call.go_to("stadig")

    def choose(self, call: Call) -> Response:
        question = self._form.question(STATUS)
        return call.page(
            "still.html",
            first_name=self._first_name(call),
            question=question.heading,
            choices=question.choices,
            correct=_CORRECT,
        )

    def take_choice(self, call: Call) -> Response:
        self._first_name(call)
        chosen = call.first("svar")
        if chosen in _FURTHER:
            return call.go_to(_FURTHER[chosen])
        return self._send(call, {STATUS: ["active"]}) if chosen == "active" else self.choose(call)

    def ask_until(self, call: Call) -> Response:
        self._first_name(call)
        error, typed = call.visit.take_complaint()
        heading = self._form.question(PAUSE).heading
        return call.page("pause.html", question=heading, answer="".join(typed[:1]), error=error)

    def pause(self, call: Call) -> Response:
        self._first_name(call)
        typed = call.typed.get("svar", [])
        try:
            until = read_answer(self._form.question(PAUSE), typed, self._sender.today)
        except WrongAnswerError as error:
            return call.complain(str(error), typed)
        return self._send(call, {STATUS: ["paused"], PAUSE: until}) if until else call.complain(_NO_PAUSE_DATE)

    def ask_to_stop(self, call: Call) -> Response:
        return call.page("stop.html", first_name=self._first_name(call))

    def stop(self, call: Call) -> Response:
        self._first_name(call)
        return self._send(call, {STATUS: ["stopped"]})

    def _send(self, call: Call, answers: dict[str, list[str]]) -> Response:
        self._sender.send(call, self._form, answers, {"person_number": write_number(call.visit.person)})
        return call.go_to("tak")

    def _first_name(self, call: Call) -> str:
        """Raises RefusedError when the visit is nobody's, or the person has been erased since."""
        name = ask_first_name(self._server, call.visit.person) if call.visit.person else None
        if name is None:
            raise RefusedError(410, _OUT_OF_DATE)
        return name
