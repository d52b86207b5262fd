"""Made-up Danish volunteers, as four sources write them: for linkage.py. The same seed gives the same people.

A questionnaire, a volunteer list, sign-up sheets of activities and a colleague's list: each knows other things, and each
misspells in its own way. Most records have neither e-mail nor birth; families share names, homes, phones and e-mails.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random
from typing import TypeVar

from flows.reference_project.names import (
    ALIASES,
    ARABIC,
    BOSNIAN,
    DANISH_ADULT,
    DANISH_CHILD,
    DANISH_ELDER,
    OTHERS,
    SOMALI,
    TURKISH,
    Origin,
)
from warehouse.names import comparable, display_name, given_name

_STREETS = {
    "Glarbjergvejområdet": ("Falkevej", "Glarbjergvej", "Infanterivej", "Glentevej", "Brigadevej", "Hadsundvej"),
    "Vangdalen": ("Vangdalen", "Vangdalsvej", "Engdraget", "Mosedraget", "Østre Vang"),
    "Jennumparken": ("Jennumparken", "Jennumvænget", "Parkvænget", "Poppelvænget", "Birkelunden"),
}
_NICKNAMES = {
    "Frederik": "Frede", "Christian": "Chris", "Kristian": "Kris", "Katrine": "Trine", "Charlotte": "Lotte", "Pernille": "Nille",
    "Thomas": "Tommy", "Kenneth": "Ken", "Sebastian": "Basse", "Mohammed": "Mo", "Annette": "Nette", "Susanne": "Sanne",
}  # fmt: skip
_SPELLINGS = {
    **{name: list(others) for name, others in ALIASES.items()},
    "Ahmed": ["Ahmad"], "Hassan": ["Hasan"], "Youssef": ["Yusuf", "Yousef"], "Fatima": ["Fatma"], "Zeinab": ["Zainab"],
    "Mariam": ["Maryam"], "Christian": ["Kristian"], "Michael": ["Mikael"], "Jakob": ["Jacob"], "Claus": ["Klaus"],
}  # fmt: skip

Value = TypeVar("Value")
_PERSONS_PER_ACTIVITY = 20


@dataclass(frozen=True)
class Person:
    """Somebody who does not exist."""

    number: int
    given: str
    family: str
    middle: str
    birth_year: int
    gender: str
    area: str
    street: str
    house: str
    phone: str | None
    email: str | None
    other_phone: str
    married: str


@dataclass(frozen=True)
class Row:
    """A row of a source, and (`person`) the truth linking does not see."""

    person: int
    source: str
    full_name: str
    phone: str | None = None
    email: str | None = None
    birth_year: int | None = None
    gender: str | None = None
    street: str | None = None
    area: str | None = None
    activity: str | None = None


@dataclass
class Town:
    """Everybody, household by household."""

    rng: Random
    people: list[Person] = field(default_factory=list)
    _phones: set[str] = field(default_factory=set)

    def settle(self, count: int) -> None:
        while len(self.people) < count:
            self._settle_household(self.rng.choices((1, 2, 3, 4), (50, 25, 15, 10))[0], count)

    def _settle_household(self, size: int, count: int) -> None:
        rng = self.rng
        home = rng.choices(
            (DANISH_ADULT, DANISH_ELDER, ARABIC, SOMALI, TURKISH, BOSNIAN, OTHERS), (40, 28, 12, 6, 5, 4, 5)
        )[0]
        area = rng.choice(list(_STREETS))
        street, house = (
            rng.choice(_STREETS[area]),
            f"{rng.randint(1, 60)}{rng.choice(('', '', 'A', ', 1. tv', ', st. th'))}",
        )
        surname, phone = rng.choice(home.surnames), self._new_phone()
        is_phone_shared, is_email_shared = rng.random() < 0.45, rng.random() < 0.25
        year = rng.randint(1938, 1962) if home is DANISH_ELDER else rng.randint(1955, 1990)
        email = f"{surname.lower()}{rng.randint(1, 999)}@example.dk"
        members: set[str] = set()
        for member in range(min(size, count - len(self.people))):
            is_child = member >= 2 or (member == 1 and rng.random() < 0.4)
            names: Origin = DANISH_CHILD if is_child and home in (DANISH_ADULT, DANISH_ELDER) else home
            gender = rng.choice(("kvinde", "mand"))
            given = self._unlike(members, names.women if gender == "kvinde" else names.men)
            number = len(self.people)
            own_email = f"{_plain(given)}.{_plain(surname)}{rng.randint(1, 99)}@example.{rng.choice(('dk', 'com'))}"
            self.people.append(
                Person(
                    number=number,
                    given=given,
                    family=surname if rng.random() < 0.9 else rng.choice(home.surnames),
                    middle=rng.choice(home.surnames) if rng.random() < 0.25 else "",
                    birth_year=rng.randint(max(year + 18, 1978), 2010) if is_child else year + rng.randint(-5, 5),
                    gender=gender,
                    area=area,
                    street=street,
                    house=house,
                    phone=phone if is_phone_shared or member == 0 else self._new_phone(),
                    email=(email if is_email_shared else own_email) if rng.random() < 0.75 else None,
                    other_phone=self._new_phone(),
                    married=rng.choice(home.surnames),
                )
            )

    def _unlike(self, members: set[str], names: tuple[str, ...]) -> str:
        """A given name no other in the household has, in any spelling."""
        given = self.rng.choice([name for name in names if given_name(name) not in members])
        members.add(given_name(given))
        return given

    def _new_phone(self) -> str:
        while True:
            phone = f"+45{self.rng.choice((20, 22, 26, 28, 31, 42, 51, 60))}{self.rng.randint(0, 999_999):06}"
            if phone not in self._phones:
                self._phones.add(phone)
                return phone


def make_rows(seed: int, persons: int) -> list[Row]:
    """Two rows a person on average, from four sources, in a made-up order."""
    rng = Random(seed)
    town = Town(rng)
    town.settle(persons)
    rows = [row for person in town.people for row in _mentions(rng, person, max(5, persons // _PERSONS_PER_ACTIVITY))]
    rows = _tell_apart(rows, town.people)
    rng.shuffle(rows)
    return rows


def _tell_apart(rows: list[Row], people: list[Person]) -> list[Row]:
    """Whoever keeps a list does not write two people alike in it: the second gets the phone, too."""
    seen: dict[tuple[str, str], int] = {}
    told = []
    for row in rows:
        place = row.activity or row.source
        alike = place, comparable(display_name(row.full_name, None, None) or "")
        is_another = seen.setdefault(alike, row.person) != row.person
        phone = row.phone or people[row.person].phone or people[row.person].other_phone
        told.append(replace(row, phone=phone) if is_another else row)
    return told


def _mentions(rng: Random, person: Person, activities: int) -> list[Row]:
    rows = []
    if rng.random() < 0.55:
        rows.append(_questionnaire(rng, person))
    if rng.random() < 0.55:
        rows.append(_volunteer_list(rng, person))
    chosen = rng.sample(range(activities), rng.choices((0, 1, 2), (40, 40, 20))[0])
    rows += [_sign_up(rng, person, f"aktivitet_{number}") for number in chosen]
    if rng.random() < 0.35 or not rows:
        rows.append(_colleague(rng, person))
    return rows


def _questionnaire(rng: Random, person: Person) -> Row:
    return Row(
        person.number, "questionnaire", _write_name(rng, person, 0.12), phone=_maybe(rng, 0.9, _phone(rng, person)),
        email=_maybe(rng, 0.6, person.email), birth_year=_maybe(rng, 0.5, _year(rng, person)), gender=person.gender,
        street=_maybe(rng, 0.7, _street(rng, person)), area=person.area,
    )  # fmt: skip


def _volunteer_list(rng: Random, person: Person) -> Row:
    return Row(
        person.number, "volunteer_list", _write_name(rng, person, 0.2), phone=_maybe(rng, 0.85, _phone(rng, person)),
        email=_maybe(rng, 0.35, person.email), birth_year=_maybe(rng, 0.25, _year(rng, person)),
        street=_maybe(rng, 0.3, _street(rng, person)), area=_maybe(rng, 0.6, person.area),
    )  # fmt: skip


def _sign_up(rng: Random, person: Person, activity: str) -> Row:
    return Row(
        person.number, "sign_up", _write_name(rng, person, 0.25), phone=_maybe(rng, 0.6, _phone(rng, person)),
        birth_year=_maybe(rng, 0.1, _year(rng, person)), area=_maybe(rng, 0.2, person.area), activity=activity,
    )  # fmt: skip


def _colleague(rng: Random, person: Person) -> Row:
    return Row(
        person.number, "colleague_list", _write_name(rng, person, 0.3), phone=_maybe(rng, 0.75, _phone(rng, person)),
        area=_maybe(rng, 0.4, person.area),
    )  # fmt: skip


def _maybe(rng: Random, chance: float, value: Value | None) -> Value | None:
    return value if rng.random() < chance else None


def _phone(rng: Random, person: Person) -> str | None:
    if rng.random() < 0.08:
        return person.other_phone
    if person.phone and rng.random() < 0.02:
        place = rng.randint(4, len(person.phone) - 1)
        return person.phone[:place] + rng.choice("0123456789") + person.phone[place + 1 :]
    return person.phone


def _year(rng: Random, person: Person) -> int:
    return person.birth_year + (rng.choice((-1, 1, 10)) if rng.random() < 0.02 else 0)


def _street(rng: Random, person: Person) -> str:
    return f"{person.street} {person.house}" if rng.random() < 0.7 else person.street


def _write_name(rng: Random, person: Person, carelessness: float) -> str:
    """The name as somebody writes it who takes so much care."""
    name = _put_together(
        rng, _write_given(rng, person, carelessness), _write_family(rng, person, carelessness), carelessness
    )
    return rng.choice((str.upper, str.lower, _plain_letters))(name) if rng.random() < carelessness else name


def _write_given(rng: Random, person: Person, carelessness: float) -> str:
    given = person.given
    if rng.random() < carelessness:
        given = rng.choice(_SPELLINGS.get(given, [given]))
    if rng.random() < carelessness / 4:
        given = _NICKNAMES.get(given, given)
    return _slip(rng, given) if rng.random() < carelessness / 3 else given


def _write_family(rng: Random, person: Person, carelessness: float) -> str:
    family = person.family
    if rng.random() < carelessness / 3:
        family = _slip(rng, family)
    if rng.random() < carelessness / 6:
        family = person.married
    if person.middle and rng.random() < 0.5:
        family = f"{person.middle} {family}"
    return person.middle or family if rng.random() < carelessness / 8 else family


def _put_together(rng: Random, given: str, family: str, carelessness: float) -> str:
    if rng.random() < carelessness / 5:
        return given
    if rng.random() < carelessness / 6:
        return f"{family} {given}"
    return f"{family}, {given}" if rng.random() < carelessness / 3 else f"{given} {family}"


def _slip(rng: Random, word: str) -> str:
    if len(word) < 4:
        return word
    place = rng.randint(1, len(word) - 2)
    kind = rng.randint(0, 2)
    if kind == 0:
        return word[:place] + word[place + 1 :]
    if kind == 1:
        return word[:place] + word[place] + word[place:]
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


_PLAIN = {"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa", "ö": "o", "ü": "u", "-": " "}


def _plain_letters(name: str) -> str:
    return "".join(_PLAIN.get(letter, letter) for letter in name)


def _plain(name: str) -> str:
    return _plain_letters(name).lower().replace(" ", "")
