"""What is about others covered before one person's data is handed out: names, e-mails, phones and whoever wrote it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from warehouse.intake.folding import fold
from warehouse.names import comparable
from warehouse.snapshot import Reader
from warehouse.subject_access.contacts import EMAIL, cover_phones
from warehouse.subject_access.signs import Signs, Words, as_person_id, ways_to_write, without_genitive

OTHER, STAFF, OTHERS_EMAIL, OTHERS_PHONE = "[en anden person]", "[en medarbejder]", "[en e-mail]", "[et telefonnummer]"

_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\bp_[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}\b")
_ABOUT_OTHERS = frozenset(
    ["paaroerende", "foraelder", "foraeldre", "mor", "far", "mors", "fars", "vaerge", "aegtefaelle", "partner", "barn", "boern",
     "boernenes", "soeskende", "kontaktperson", "naermeste"]
)  # fmt: skip
_STAFF_HEADINGS = frozenset(["medarbejder", "koordinator", "noteret af", "skrevet af", "rettet af", "ansat"])
_NO_NAME = re.compile(r"^(?:ja|nej|yes|no|x|[\d.,:/ -]*)$", re.IGNORECASE)


@dataclass(frozen=True)
class Mask:
    """Covers everybody but one person. `given`: others' given names, covered where they stand alone with a capital."""

    own: Signs
    names: frozenset[Words]
    given: frozenset[str]
    staff: frozenset[Words]
    plain_words: frozenset[str]

    def cover(self, text: str) -> str:
        """The text with everybody else's name, e-mail and phone covered."""
        if fold(text) in self.plain_words:
            return text
        text = _NUMBER.sub(lambda m: m[0] if as_person_id(m[0]) == self.own.person_id else OTHER, text)
        text = EMAIL.sub(lambda m: m[0] if m[0].lower() in self.own.emails else OTHERS_EMAIL, text)
        text = cover_phones(text, lambda said: said if self._is_own_phone(said) else OTHERS_PHONE)
        return self._cover_names(text)

    def cover_cell(self, heading: str, text: str) -> str:
        """The same for what stands under a heading, which may say that somebody else is meant."""
        words = set(fold(heading).split())
        if not _NO_NAME.match(text):
            if fold(heading) in _STAFF_HEADINGS:
                return STAFF
            if words & _ABOUT_OTHERS and not self.own.found_in([text]):
                return OTHER
        return self.cover(text)

    def _is_own_phone(self, written: str) -> bool:
        digits = re.sub(r"\D", "", written)
        return any(phone in digits for phone in self.own.phones)

    def _cover_names(self, text: str) -> str:
        found = list(_WORD.finditer(text))
        words = [comparable(word[0]) for word in found]
        covered, done = [], 0
        place = 0
        while place < len(words):
            length, cover = self._name_at(place, words, found)
            if cover:
                covered += [text[done : found[place].start()], cover]
                done = found[place + length - 1].end()
            place += length
        return "".join([*covered, text[done:]])

    def _name_at(self, place: int, words: list[str], found: list[re.Match[str]]) -> tuple[int, str]:
        """How many words the longest name here has, and what to put instead; blank for the person's own and for no name."""
        own = _longest(self._own_by_first, place, words)
        other = _longest(self._others_by_first, place, words)
        staff = _longest(self._staff_by_first, place, words)
        longest = max(own, other, staff)
        if longest and own == longest:
            return longest, ""
        if longest:
            return longest, STAFF if staff == longest else OTHER
        is_given = words[place] in self.given and not found[place][0].islower()
        return 1, OTHER if is_given else ""

    @cached_property
    def _own_by_first(self) -> dict[str, list[Words]]:
        return _by_first(self.own.names)

    @cached_property
    def _others_by_first(self) -> dict[str, list[Words]]:
        return _by_first(self.names)

    @cached_property
    def _staff_by_first(self) -> dict[str, list[Words]]:
        return _by_first(self.staff)


def make_mask(reader: Reader, own: Signs) -> Mask:
    """A mask that knows everybody in the published snapshot."""
    rows = reader.query(_EVERYBODY, {"person": own.person_id})
    own_words = {word for name in own.names for word in name} | {comparable(word) for word in own.bare}
    names: dict[bool, set[Words]] = {True: set(), False: set()}
    for name, is_staff in rows.itertuples(index=False):
        names[bool(is_staff)].add(tuple(comparable(name).split()))
    everybody = names[True] | names[False]
    given = {name[0] for name in everybody if name and len(name[0]) > 1} - own_words
    words = reader.query(_PLAIN_WORDS)["said"].dropna()
    return Mask(
        own=own,
        names=frozenset(name for name in names[False] if len(name) > 1) - own.names,
        given=frozenset(given),
        staff=frozenset(name for name in names[True] if len(name) > 1) - own.names,
        plain_words=frozenset(fold(str(word)) for word in words),
    )


def _by_first(names: Iterable[Words]) -> dict[str, list[Words]]:
    index: dict[str, list[Words]] = defaultdict(list)
    for way in {way for name in names for way in ways_to_write(name)}:
        index[way[0]].append(way)
    return index


def _longest(index: dict[str, list[Words]], place: int, words: list[str]) -> int:
    return max(_lengths(index.get(words[place], []), place, words), default=0)


def _lengths(ways: list[Words], place: int, words: list[str]) -> Iterator[int]:
    for way in ways:
        said = words[place : place + len(way)]
        if len(said) == len(way) and said[:-1] == list(way[:-1]) and way[-1] in (said[-1], without_genitive(said[-1])):
            yield len(way)


_EVERYBODY = """
select distinct full_name, is_staff
from (
    select mentions.person_id, mentions.full_name, persons.is_staff
    from core.mentions as mentions join core.persons as persons on mentions.person_id = persons.person_id
    union
    select person_id, full_name, is_staff from core.persons
)
where person_id <> $person and full_name is not null
order by all
"""
_PLAIN_WORDS = """
select activity_name as said from core.activities
union select area_name from core.areas
union select organisation_name from core.organisations
union select task_name from core.tasks
union select value from core.person_facts where field = 'street'
"""
