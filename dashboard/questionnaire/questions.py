"""The questions, from the declared forms: what is asked on the phone is what the night can read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from warehouse.intake.rows import choice_words
from warehouse.model import Accepts, load_models
from warehouse.settings import Settings
from warehouse.source import Field, Source, accepted, load_sources, offered

QUESTIONNAIRE, CONFIRMATION = "questionnaire", "confirmation"
OUTSIDE = "Uden for områderne"
STATUS, PAUSE = "status_note", "paused_until"
ADULT_AGE = 18

Answers = Mapping[str, list[str]]


@dataclass(frozen=True)
class Question:
    """One question. `choices`: what may be answered → the word the sheet has for it, none when one writes oneself."""

    name: str
    heading: str
    hint: str
    accepts: Accepts
    is_required: bool
    choices: Mapping[str, str]
    words: dict[str, str]
    after_yes_to: str = ""

    @property
    def kind(self) -> Literal["one", "many", "line"]:
        if not self.choices:
            return "line"
        return "many" if self.accepts.type == "many-choice" else "one"

    def written(self, answer: Iterable[str]) -> str:
        """An answer as the sheet has it."""
        return "; ".join(self.choices.get(part, part) for part in answer)


@dataclass(frozen=True)
class Form:
    """A declared form as questions. `other_headings`: the columns nobody is asked about, by field."""

    title: str
    questions: tuple[Question, ...]
    other_headings: Mapping[str, str]

    def question(self, name: str) -> Question:
        return next(question for question in self.questions if question.name == name)

    def asked(self, answers: Answers, today: date) -> list[Question]:
        """The questions for somebody who has answered this much so far, one a screen."""
        return [q for q in self.questions if q.name not in (STATUS, PAUSE) and _concerns(q, answers, today)]


def read_forms(settings: Settings) -> dict[str, Form]:
    """The forms that are answered on the phone, as declared, the workspace's own wording included."""
    sources = load_sources(settings.forms)
    return {name: _as_form(sources[name], settings) for name in (QUESTIONNAIRE, CONFIRMATION)}


def _as_form(source: Source, settings: Settings) -> Form:
    accepts = accepted(source, load_models("core"))
    headings = {name: words[0] for name, words in source.column_fields()}
    questions = tuple(
        _as_question(name, heading, accepts[name], source.fields[name], settings)
        for name, heading in headings.items()
        if "?" in heading and (settings.questionnaire.asks_origin or not source.fields[name].on_request)
    )
    return Form(source.title, questions, {name: heading for name, heading in headings.items() if "?" not in heading})


def _as_question(name: str, heading: str, accepts: Accepts, declared: Field, settings: Settings) -> Question:
    return Question(
        name=name,
        heading=heading,
        hint=" ".join(declared.description.split()),
        accepts=accepts,
        is_required=declared.required,
        choices=_choices(name, accepts, declared, settings),
        words=choice_words(accepts, declared),
        after_yes_to=declared.after_yes_to,
    )


def _choices(name: str, accepts: Accepts, declared: Field, settings: Settings) -> dict[str, str]:
    if accepts.type == "boolean":
        return {"ja": "Ja", "nej": "Nej"}
    if name == "area_name" and settings.areas:
        return {area.id: area.name for area in settings.areas} | {"uden_for": OUTSIDE}
    return offered(accepts, declared)


def _concerns(question: Question, answers: Answers, today: date) -> bool:
    if question.after_yes_to and answers.get(question.after_yes_to) != ["ja"]:
        return False
    return question.name != "guardian_consent" or _is_minor(answers, today)


def _is_minor(answers: Answers, today: date) -> bool:
    (year,) = answers.get("birth_year") or ["0"]
    return year.isdigit() and 0 < today.year - int(year) < ADULT_AGE
