"""“bage lørdag”: who can or would like to, and when. The words are those people write in lists and questionnaires."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from dashboard.data import Row
from dashboard.texts import Language, _, current_language
from warehouse.model import code_lists
from warehouse.names import comparable

_WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "monday", "tuesday", "wednesday", "thursday", "friday")
_WEEKEND = ("saturday", "sunday")
_FILLERS = frozenset(
    comparable(
        "en der som kan vil gerne til på om i og find nogen hvem skal er someone who can for on to and the at in"
    ).split()
)
# So much of a word must be there before the rest may be missing: "bag" is no baker, "bage" is.
_SHORTEST_BEGINNING = 4
_GONE = ("stopped", "anonymised")


@dataclass(frozen=True)
class Wish:
    """What is wanted: one of the skills of each set, at one of the times of each set."""

    skills: tuple[frozenset[str], ...]
    times: tuple[frozenset[str], ...]

    @property
    def codes(self) -> tuple[set[str], set[str]]:
        """Every skill and every time that answers it."""
        return {code for codes in self.skills for code in codes}, {code for codes in self.times for code in codes}


def read_wish(typed: str) -> Wish | None:
    """The wish, when every word that says something names a skill or a time, and one names a skill; else None: a name."""
    words = [word for word in comparable(typed).split() if word not in _FILLERS]
    skills = [_codes_of("competences", word) for word in words]
    times = [_codes_of("availability", word) for word in words]
    if not any(skills) or not all(skill or time for skill, time in zip(skills, times, strict=True)):
        return None
    only_times = (time for time, skill in zip(times, skills, strict=True) if not skill)
    return Wish(tuple(filter(None, skills)), tuple(only_times))


def find_helpers(rows: Sequence[Row], wish: Wish) -> list[Row]:
    """Who can or would like to and does not say no to the time; who says yes to it first, then those already in action."""
    fitting = [row for row in rows if row["status"] not in _GONE and _answers(row, wish)]
    return sorted(fitting, key=lambda row: _order(row, wish))


def _answers(row: Row, wish: Wish) -> bool:
    has = _codes(row["competences"]) | _codes(row["task_preferences"])
    times = _codes(row["availability"])
    return all(has & skill for skill in wish.skills) and (not times or all(times & time for time in wish.times))


def _order(row: Row, wish: Wish) -> tuple[bool, bool, bool, bool]:
    wants = all(_codes(row["task_preferences"]) & skill for skill in wish.skills)
    return row["contact_consent"] is False, not row["availability"], row["status"] != "active", not wants


def _codes(joined: str | None) -> set[str]:
    return {code for code in (joined or "").split(";") if code}


def _codes_of(code_list: str, word: str) -> frozenset[str]:
    known = _words(code_list, current_language())
    exact = known.get(word, frozenset())
    if exact or len(word) < _SHORTEST_BEGINNING:
        return exact
    return frozenset(code for other, codes in known.items() if _share_a_beginning(word, other) for code in codes)


def _share_a_beginning(word: str, other: str) -> bool:
    return len(other) >= _SHORTEST_BEGINNING and (word.startswith(other) or other.startswith(word))


@cache
def _words(code_list: str, language: Language) -> dict[str, frozenset[str]]:
    """Every single word of the list, as names are compared, and the codes it may mean."""
    found: dict[str, set[str]] = {}
    for code, phrases in code_lists()[code_list].items():
        for word in _single_words((*phrases, _(phrases[0]))):
            found.setdefault(word, set()).add(code)
    if code_list == "availability":
        workdays = {code for code in code_lists()[code_list] if code.startswith("weekday")}
        found |= dict.fromkeys(_WEEKDAYS, workdays) | {day: {"weekend"} for day in _WEEKEND}
    return {word: frozenset(codes) for word, codes in found.items()}


def _single_words(phrases: Iterable[str]) -> set[str]:
    return {word for phrase in phrases for word in comparable(phrase.replace("/", " ")).split()} - _FILLERS
