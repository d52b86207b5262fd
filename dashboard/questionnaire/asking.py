"""The questions, one a screen: welcome, ask, look through, send, thank."""

from __future__ import annotations

import re
from collections.abc import Mapping

from starlette.responses import Response

from dashboard.questionnaire.answers import WrongAnswerError, read_answer
from dashboard.questionnaire.call import Call
from dashboard.questionnaire.consent import read_consent
from dashboard.questionnaire.outbound import Sender
from dashboard.questionnaire.questions import CONFIRMATION, QUESTIONNAIRE, Form, Question
from dashboard.questionnaire.texts import mark
from warehouse.people import write_number
from warehouse.settings import Settings

_HEADING = re.compile(r"(?P<title>.*?)\s*(?:\((?P<hint>.*)\))?")
_HASTY = mark("Det gik meget hurtigt. Se dine svar igennem, og tryk send igen.")
_NOT_A_PERSON = mark("Lad det skjulte felt stå tomt, og tryk send igen.")
_SOMETHING_WRONG = mark("Nogle svar mangler eller kan ikke bruges. Ret dem først.")
_NOTHING_SAID = mark("Du har ikke skrevet noget nyt endnu.")


class Asking:
    """A visit with a personal link corrects what we know of a person; any other answers the questionnaire."""

    def __init__(self, settings: Settings, forms: Mapping[str, Form], sender: Sender) -> None:
        self._settings, self._forms, self._sender = settings, forms, sender

    def welcome(self, call: Call) -> Response:
        project = self._settings.project
        asked = self._forms[QUESTIONNAIRE].asked({}, self._sender.today)
        return call.page(
            "welcome.html",
            organisation=project.organisation,
            controller=project.data_controller or project.organisation,
            required=sum(question.is_required for question in asked),
            total=len(asked),
            is_under_way=bool(call.visit.answers),
        )

    def begin(self, call: Call) -> Response:
        call.visit = call.visit.anew()
        return call.go_to("1")

    def show_consent(self, call: Call) -> Response:
        return call.page("consent.html", consent=read_consent(self._settings, call.say))

    def show_question(self, call: Call) -> Response:
        questions = self._questions(call)
        number = _number(call)
        if not 1 <= number <= len(questions):
            return call.go_to("gennemse")
        return self._ask(call, number, questions[number - 1])

    def take_answer(self, call: Call) -> Response:
        questions, number = self._questions(call), _number(call)
        if not 1 <= number <= len(questions):
            return call.go_to("gennemse")
        question, step = questions[number - 1], call.first("gaa")
        typed = [] if step == "spring" else call.typed.get("svar", [])
        try:
            self._keep(call, question, read_answer(question, typed, self._sender.today))
        except WrongAnswerError as error:
            if step != "tilbage":
                return call.complain(str(error), typed)
        if step == "tilbage":
            return call.go_to(str(number - 1) if number > 1 else self._before(call))
        is_mending = "ret" in call.request.query_params or number >= len(self._questions(call))
        return call.go_to("gennemse" if is_mending else str(number + 1))

    def review(self, call: Call) -> Response:
        warning, _ = call.visit.take_complaint()
        answered = [
            (number, split_heading(call.say(question.heading))[0], self._shown(call, question), question.is_required)
            for number, question in enumerate(self._questions(call), start=1)
        ]
        return call.page("review.html", answered=answered, warning=warning)

    def send(self, call: Call) -> Response:
        if warning := self._refuse_sending(call):
            return call.complain(warning)
        asked = {question.name for question in self._questions(call)}
        answers = {name: answer for name, answer in call.visit.answers.items() if name in asked}
        more = self._unasked(call)
        self._sender.send(call, self._form(call), answers, more)
        return call.go_to("tak")

    def thank(self, call: Call) -> Response:
        return call.page("thanks.html", organisation=self._settings.project.organisation)

    def _form(self, call: Call) -> Form:
        return self._forms[CONFIRMATION if call.visit.person else QUESTIONNAIRE]

    def _questions(self, call: Call) -> list[Question]:
        return self._form(call).asked(call.visit.answers, self._sender.today)

    def _before(self, call: Call) -> str:
        return "stadig" if call.visit.person else ""

    def _keep(self, call: Call, question: Question, answer: list[str]) -> None:
        call.visit.answers.pop(question.name, None)
        if answer:
            call.visit.answers[question.name] = answer

    def _ask(self, call: Call, number: int, question: Question) -> Response:
        error, typed = call.visit.take_complaint()
        title, hint = split_heading(call.say(question.heading))
        is_consent = question.name == "contact_consent"
        return call.page(
            "question.html",
            question=question,
            title=title,
            hints=[text for text in (hint, call.say(question.hint)) if text],
            answer=typed if error else call.visit.answers.get(question.name, []),
            error=error,
            number=number,
            total=len(self._questions(call)),
            consent=read_consent(self._settings, call.say) if is_consent else None,
        )

    def _shown(self, call: Call, question: Question) -> str:
        answer = call.visit.answers.get(question.name, [])
        return call.say("; ").join(call.say.choice(question.choices[a]) if question.choices else a for a in answer)

    def _refuse_sending(self, call: Call) -> str:
        if call.first("hjemmeside"):
            return _NOT_A_PERSON
        if not call.visit.answers:
            return _NOTHING_SAID
        if not all(self._is_usable(call, question) for question in self._questions(call)):
            return _SOMETHING_WRONG
        return _HASTY if self._sender.is_hasty(call) else ""

    def _is_usable(self, call: Call, question: Question) -> bool:
        try:
            read_answer(question, call.visit.answers.get(question.name, []), self._sender.today)
        except WrongAnswerError:
            return False
        return True

    def _unasked(self, call: Call) -> dict[str, str]:
        if call.visit.person:
            return {"person_number": write_number(call.visit.person)}
        return {"consent_text_version": read_consent(self._settings, call.say).version}


def split_heading(heading: str) -> tuple[str, str]:
    """A heading's question, and the remark in brackets after it."""
    found = _HEADING.fullmatch(heading)
    return (found["title"], found["hint"] or "") if found else (heading, "")


def _number(call: Call) -> int:
    return int(call.request.path_params["number"])
