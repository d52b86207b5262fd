"""By what a person is found in text: every way the name was written, e-mails, phones and the number we gave."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from warehouse.errors import PersonNotFoundError
from warehouse.intake.folding import fold
from warehouse.names import comparable
from warehouse.people import write_number
from warehouse.snapshot import Reader

Words = tuple[str, ...]

_NOT_DIGIT = re.compile(r"\D")
_SHORTEST_PHONE = 8
_NUMBER = re.compile(r"[\s\-–]")
# The surest first: that is what is said of a row in which several stand.
HOW = ("linked", "number", "email", "phone", "name", "name_alone")


@dataclass(frozen=True)
class Signs:
    """What one person is called.

    `written`: every name as written; `names`: comparable words of the full ones; `bare`: folded names of one word.
    """

    person_id: str
    written: frozenset[str]
    names: frozenset[Words]
    bare: frozenset[str]
    emails: frozenset[str]
    phones: frozenset[str]

    @cached_property
    def spellings(self) -> frozenset[Words]:
        """Every order and shortening in which a full name is looked for."""
        return frozenset(way for name in self.names for way in ways_to_write(name))

    @cached_property
    def numbers(self) -> tuple[str, str]:
        return self.person_id, write_number(self.person_id)

    @cached_property
    def needles(self) -> list[str]:
        """What a text must hold, in small letters and without blanks, to be worth a closer look."""
        longest = {max(name.lower().split(), key=len) for name in self.written if name.strip()}
        return sorted({*longest, *self.emails, *self.phones, *self.numbers})

    def found_in(self, cells: Sequence[str]) -> set[str]:
        """How the person is found in texts that stand side by side: `number`, `email`, `phone`, `name`."""
        lowered = "\n".join(cells).lower()
        tests = {
            "number": any(number in lowered for number in self.numbers),
            "email": any(email in lowered for email in self.emails),
            "phone": any(phone in digits for digits in map(_digits, cells) for phone in self.phones),
            "name": bool(self.spellings) and _stands_in(self.spellings, comparable(" ".join(cells)).split()),
        }
        return {how for how, is_found in tests.items() if is_found}

    def is_named_by(self, cell: str) -> bool:
        """Whether a cell holds the person's full name and nothing else."""
        return tuple(comparable(cell).split()) in self.spellings

    def is_alone_in(self, cells: Iterable[str]) -> bool:
        """Whether a cell holds nothing but a name of one word that the person has been called by."""
        return bool(self.bare) and any(fold(cell) in self.bare for cell in cells)


def find_signs(reader: Reader, person_id: str) -> Signs:
    """What the published snapshot knows the person by. Raises PersonNotFoundError."""
    names = reader.query(_NAMES, {"person": person_id})["full_name"]
    if names.empty:
        raise PersonNotFoundError("Personen findes ikke. Find id'et med: frivillig person find NAVN")
    contacts = reader.query(_CONTACTS, {"person": person_id})
    of_kind = {kind: set(group["value"]) for kind, group in contacts.groupby("field")}
    written = [comparable(name) for name in names.dropna()]
    return Signs(
        person_id,
        written=frozenset(map(str, names.dropna())),
        names=frozenset(tuple(name.split()) for name in written if " " in name),
        bare=frozenset(fold(name) for name in names.dropna() if " " not in fold(name)),
        emails=frozenset(str(email).lower() for email in of_kind.get("email", ())),
        phones=frozenset(digits for phone in of_kind.get("phone", ()) if (digits := national_digits(phone))),
    )


def as_person_id(written: str) -> str:
    """A number as people write it → the person_id: `"P_12AB-34cd"` → `"p_12ab34cd"`."""
    return _NUMBER.sub("", written).lower()


def ways_to_write(name: Words) -> set[Words]:
    """In order, family name first, and without the names between."""
    if len(name) < 2:
        return set()
    return {name, (name[-1], *name[:-1]), (name[0], name[-1]), (name[-1], name[0])}


def national_digits(phone: object) -> str:
    """The digits as dialled at home: `"+4520304050"` → `"20304050"`; blank when too short to be told apart."""
    digits = _digits(str(phone))
    digits = digits.removeprefix("45") if str(phone).startswith("+45") else digits
    return digits if len(digits) >= _SHORTEST_PHONE else ""


def without_genitive(word: str) -> str:
    return word.removesuffix("s")


def _digits(text: str) -> str:
    return _NOT_DIGIT.sub("", text)


def _stands_in(spellings: Iterable[Words], words: Sequence[str]) -> bool:
    present = set(words) | {without_genitive(word) for word in words}
    return any(_follows(way, words) for way in spellings if present.issuperset(way))


def _follows(way: Words, words: Sequence[str]) -> bool:
    """Whether the words stand one after another; the last may have a genitive s."""
    return any(
        words[start : start + len(way) - 1] == list(way[:-1])
        and way[-1] in (words[start + len(way) - 1], without_genitive(words[start + len(way) - 1]))
        for start in range(len(words) - len(way) + 1)
    )


_NAMES = """
select full_name from core.persons where person_id = $person
union
select full_name from core.mentions where person_id = $person
union
select value from core.person_facts where person_id = $person and field = 'full_name'
order by full_name
"""
_CONTACTS = """
select field, value from core.person_facts where person_id = $person and field in ('email', 'phone')
union
select 'email', email from core.persons where person_id = $person and email is not null
union
select 'phone', phone from core.persons where person_id = $person and phone is not null
order by field, value
"""
