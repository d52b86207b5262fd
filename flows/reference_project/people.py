"""The cast: made-up persons, their households, and how each is written in one list after another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

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
    fold,
)
from warehouse.names import comparable, given_name, given_names_agree

GLARBJERG, VANGDALEN, JENNUM, OUTSIDE = "Glarbjergvejområdet", "Vangdalen", "Jennumparken", "Uden for områderne"

STREETS: dict[str, tuple[str, ...]] = {
    GLARBJERG: (
        "Falkevej", "Glarbjergvej", "Infanterivej", "Glentevej", "Brigadevej", "Hadsundvej", "Nørrebrogade",
    ),
    VANGDALEN: ("Vangdalen", "Vangdalsvej", "Engdraget", "Mosedraget", "Østre Vang"),
    JENNUM: ("Jennumparken", "Jennumvænget", "Parkvænget", "Poppelvænget", "Birkelunden"),
    OUTSIDE: ("Vestergade", "Skovbakken", "Åbrinken", "Kløvervej", "Strømmen"),
}  # fmt: skip
OUTSIDE_POSTAL_CODES = ("8900", "8920", "8940", "8960")

_IMMIGRANT = (ARABIC, ARABIC, SOMALI, TURKISH, BOSNIAN, OTHERS)
_PHONE_STARTS = ("20", "21", "22", "23", "24", "26", "27", "28", "29", "30", "40", "41", "42", "50", "51", "60", "61")


@dataclass(eq=False)
class Person:
    """Someone who does not exist. `household` members share surname and, often, a phone."""

    number: int
    given_name: str
    family_name: str
    birth_year: int
    gender: str
    area: str
    street: str
    house: str
    postal_code: str
    language: str
    phone: str = ""
    email: str = ""
    is_staff: bool = False

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name}"

    @property
    def address(self) -> str:
        return f"{self.street} {self.house}"

    def __hash__(self) -> int:
        return self.number


@dataclass(frozen=True)
class Mention:
    """One row's words about a person: what linking sees, and (`person`) what is true."""

    person: Person
    full_name: str
    phone: str
    email: str
    birth_year: int | None
    activity: str
    entity: str


@dataclass
class Cast:
    """Everyone in the project. New persons never collide by accident: no two share a folded name,
    and no two who share a phone or an e-mail have given names that look alike.
    """

    rng: Random
    people: list[Person] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    _names: set[str] = field(default_factory=set)
    _phones: defaultdict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    _emails: set[str] = field(default_factory=set)
    _introduced: set[int] = field(default_factory=set)

    def adult(self, gender: str = "", *, elder: bool = False, area: str = "", danish: float = 0.68) -> Person:
        """A grown-up with a phone of their own; about a third are not of Danish origin."""
        is_danish = self.rng.random() < danish
        home = (DANISH_ELDER if elder else DANISH_ADULT) if is_danish else self.rng.choice(_IMMIGRANT)
        years = (1938, 1966) if elder else (1962, 1990)
        person = self._born(home, gender or self.rng.choice(("female", "male")), self.rng.randint(*years), area)
        self.give_phone(person, self._new_phone())
        if self.rng.random() < 0.7:
            person.email = self._new_email(person)
        return person

    def child(self, gender: str, years: tuple[int, int], parent: Person) -> Person:
        """A child of `parent`: same surname, address and phone, a given name unlike any other on that phone."""
        return self._relative(self._origin_of(parent, DANISH_CHILD), gender, years, parent)

    def partner(self, person: Person) -> Person:
        """Someone who shares a home and a phone with `person`."""
        gender = "male" if person.gender == "female" else "female"
        years = (person.birth_year - 4, person.birth_year + 4)
        return self._relative(self._origin_of(person, DANISH_ADULT), gender, years, person)

    def _relative(self, origin: Origin, gender: str, years: tuple[int, int], parent: Person) -> Person:
        while True:
            person = self._born(origin, gender, self.rng.randint(*years), parent.area, surname=parent.family_name)
            if not any(_alike(person, other) for other in self._phones[parent.phone]):
                break
            self._forget(person)
        person.street, person.house, person.postal_code = parent.street, parent.house, parent.postal_code
        self.give_phone(person, parent.phone)
        return person

    def namesake(self, person: Person, years_apart: int) -> Person:
        """Another person with the very same name, born in another year."""
        twin = self._born(
            self._origin_of(person, DANISH_ADULT), person.gender, person.birth_year + years_apart, person.area
        )
        self._forget_name(twin)
        twin.given_name, twin.family_name = person.given_name, person.family_name
        self.give_phone(twin, self._new_phone())
        return twin

    def give_phone(self, person: Person, phone: str) -> None:
        person.phone = phone
        self._phones[phone].append(person)

    def enrol(self, person: Person, phone: str) -> None:
        """Take in a person made elsewhere."""
        self.people.append(person)
        self._names.add(comparable(person.full_name))
        self.give_phone(person, phone)

    def _born(self, origin: Origin, gender: str, birth_year: int, area: str, surname: str = "") -> Person:
        given, family = self._free_name(origin, gender, surname)
        area = area or self.rng.choices((GLARBJERG, VANGDALEN, JENNUM, OUTSIDE), (38, 27, 27, 8))[0]
        person = Person(
            number=len(self.people) + 1,
            given_name=given,
            family_name=family,
            birth_year=birth_year,
            gender=gender,
            area=area,
            street=self.rng.choice(STREETS[area]),
            house=self._house(),
            postal_code="8930" if area != OUTSIDE else self.rng.choice(OUTSIDE_POSTAL_CODES),
            language=origin.language,
        )
        self.people.append(person)
        return person

    def _free_name(self, origin: Origin, gender: str, surname: str) -> tuple[str, str]:
        given_names = origin.women if gender == "female" else origin.men
        while True:
            given = self.rng.choice(given_names)
            family = surname or self.rng.choice(origin.surnames)
            key = comparable(f"{given} {family}")
            if key not in self._names:
                self._names.add(key)
                return given, family

    def _house(self) -> str:
        number = str(self.rng.randint(1, 88))
        return number + self.rng.choice(("", "", "A", "B", ", st. tv", ", 1. th", ", 2. tv", " 2.th."))

    def _forget(self, person: Person) -> None:
        self._forget_name(person)
        self.people.remove(person)

    def _forget_name(self, person: Person) -> None:
        self._names.discard(comparable(person.full_name))

    def _new_phone(self) -> str:
        while True:
            phone = self.rng.choice(_PHONE_STARTS) + f"{self.rng.randint(0, 999_999):06}"
            if phone not in self._phones:
                return phone

    def _new_email(self, person: Person) -> str:
        local = fold(person.full_name).replace(" ", self.rng.choice((".", "_", "")))
        email = f"{local}@{self.rng.choice(('example.dk', 'example.com'))}"
        while email in self._emails:
            email = email.replace("@", f"{self.rng.randint(1, 99)}@")
        self._emails.add(email)
        return email

    def _origin_of(self, person: Person, danish: Origin) -> Origin:
        homes = (ARABIC, SOMALI, TURKISH, BOSNIAN, OTHERS)
        return next((home for home in homes if home.language == person.language), danish)

    def mention(
        self, person: Person, entity: str, shows: Sequence[str], *, activity: str = "", name_only: bool = False
    ) -> Mention:
        """Write a person into a row that has the columns `shows` (phone, email, birth_year).

        The first row about somebody holds all the columns can take and the name as it is; later ones
        may lack an identifier or spell the name differently, never so that the person is lost.
        """
        first = person.number not in self._introduced
        known = {"phone": person.phone, "email": person.email, "birth_year": str(person.birth_year)}
        shown = {name: known[name] for name in shows if known[name] and not name_only}
        if {"phone", "birth_year"} <= set(shown):
            self._introduced.add(person.number)
        if not first and len(shown) > 1 and self.rng.random() < 0.3:
            del shown[self.rng.choice(sorted(shown))]
        mention = Mention(
            person=person,
            full_name=person.full_name if first or name_only else self._spell(person, reachable="phone" in shown),
            phone=self._write_phone(shown["phone"]) if "phone" in shown else "",
            email=shown.get("email", ""),
            birth_year=int(shown["birth_year"]) if "birth_year" in shown else None,
            activity=activity,
            entity=entity,
        )
        self.mentions.append(mention)
        return mention

    def unsay(self, mention: Mention) -> None:
        """Take back the latest mention: its row has a mistake in it and will not be loaded."""
        self.mentions.remove(mention)
        if not any(m.person is mention.person and m.phone and m.birth_year for m in self.mentions):
            self._introduced.discard(mention.person.number)

    def _spell(self, person: Person, *, reachable: bool) -> str:
        given, family = person.given_name, person.family_name
        aliases = ALIASES.get(given, ())
        if reachable and aliases and self.rng.random() < 0.6:
            given = self.rng.choice(aliases)
        name = f"{given} {family}"
        draw = self.rng.random()
        if draw < 0.12:
            return _without_danish_letters(name)
        if draw < 0.16:
            return name.upper()
        if draw < 0.20:
            return name.lower()
        if draw < 0.22:
            return name.swapcase()
        if draw < 0.26:
            return name.replace(" ", "  ").replace("-", " ") + " "
        return name

    def _write_phone(self, phone: str) -> str:
        pairs = [phone[n : n + 2] for n in range(0, 8, 2)]
        draw = self.rng.random()
        if draw < 0.45:
            return phone
        if draw < 0.70:
            return " ".join(pairs)
        if draw < 0.80:
            return f"{phone[:4]} {phone[4:]}"
        if draw < 0.87:
            return f"+45 {' '.join(pairs)}"
        return f"+45{phone}" if draw < 0.92 else ".".join(pairs)


def _alike(one: Person, other: Person) -> bool:
    return given_names_agree(given_name(one.given_name), given_name(other.given_name))


def _without_danish_letters(name: str) -> str:
    for letter, letters in (("æ", "ae"), ("ø", "oe"), ("å", "aa"), ("Æ", "Ae"), ("Ø", "Oe"), ("Å", "Aa")):
        name = name.replace(letter, letters)
    return name
