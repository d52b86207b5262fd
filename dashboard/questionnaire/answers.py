"""What was typed or ticked, as an answer the night can read: judged by the very reader of the night."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from dashboard.questionnaire.questions import Question
from dashboard.questionnaire.texts import mark
from warehouse.intake.cpr import has_cpr, mask_cpr
from warehouse.intake.dates import read_date
from warehouse.intake.folding import tidy
from warehouse.intake.person_names import read_person_name
from warehouse.intake.values import UnreadableCellError, read_value

LONGEST_ANSWER = 120
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")

_LATIN = re.compile(r"[a-z0-9æøß]", re.I)

MISSING = mark("Vi skal bruge et svar her.")
CPR = mark("Det ligner et CPR-nummer. Slet det igen: vi må ikke gemme CPR-numre.")
NOT_OFFERED = mark("Vælg et af svarene på listen.")
TOO_LONG = mark("Svaret er for langt. Skriv det kortere.")
NOT_LATIN = mark("Skriv med latinske bogstaver (a, b, c).")
TWO_PERSONS = mark("Skriv kun ét navn. Hver person svarer for sig selv.")
NOT_COMING = mark("Vælg en dag, der ikke er kommet endnu.")
NOT_A_YEAR = mark("Skriv årstallet med fire cifre, for eksempel 1985.")
_UNREADABLE = {
    "email": mark("Skriv e-mailadressen, så den ligner navn@eksempel.dk."),
    "phone": mark("Skriv telefonnummeret med otte cifre, eller med + og landekode."),
    "date": mark("Vælg en dag, for eksempel 31-12-2026."),
    "integer": NOT_A_YEAR,
}


class WrongAnswerError(Exception):
    """The answer cannot be used; the message says in Danish what to do and is to be translated."""


def clean(typed: str) -> str:
    """What was typed, without invisible signs, with 0–9 for every script's digits."""
    plain = (str(unicodedata.digit(sign, sign)) for sign in _UNSEEN.sub("", typed))
    return tidy("".join(plain))


def show_again(typed: str) -> str:
    """What was typed, to be mended by the one who typed it; a CPR number does not come back."""
    return mask_cpr(clean(typed))


def read_answer(question: Question, typed: Sequence[str], today: date) -> list[str]:
    """The answer to keep; none when nothing was answered. Raises WrongAnswerError."""
    answer = [text for text in map(clean, typed) if text]
    if any(map(has_cpr, answer)):
        raise WrongAnswerError(CPR)
    if not answer:
        if question.is_required:
            raise WrongAnswerError(MISSING)
        return []
    return _read_choices(question, answer) if question.choices else [_read_line(question, answer[0], today)]


def _read_choices(question: Question, answer: list[str]) -> list[str]:
    if not set(answer) <= set(question.choices) or (question.kind == "one" and len(answer) > 1):
        raise WrongAnswerError(NOT_OFFERED)
    return [code for code in question.choices if code in answer]


def _refuse_two_persons(name: str) -> None:
    try:
        read_person_name(name)
    except UnreadableCellError as error:
        raise WrongAnswerError(TWO_PERSONS) from error


def _read_line(question: Question, text: str, today: date) -> str:
    kind = question.accepts.type
    if len(text) > LONGEST_ANSWER:
        raise WrongAnswerError(TOO_LONG)
    if kind == "text" and not _LATIN.search(unicodedata.normalize("NFKD", text)):
        raise WrongAnswerError(NOT_LATIN)
    if question.name == "full_name":
        _refuse_two_persons(text)
    try:
        value = read_value(text, question.accepts, question.words)
    except UnreadableCellError as error:
        raise WrongAnswerError(_UNREADABLE.get(kind, NOT_OFFERED)) from error
    if kind == "integer" and value > today.year:
        raise WrongAnswerError(NOT_A_YEAR)
    if kind == "date" and not _is_coming(text, today):
        raise WrongAnswerError(NOT_COMING)
    return text


def _is_coming(text: str, today: date) -> bool:
    day = read_date(text)
    return day is not None and day > today
