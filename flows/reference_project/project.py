"""The whole reference project, imagined once from a seed: people, roster, visits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from flows.reference_project.people import GLARBJERG, Cast, Person
from flows.reference_project.roster import Roster, gather_volunteers
from flows.reference_project.visits import Crowd, gather_crowd

STAFF_TITLES = {
    "leader": "Projektleder",
    "coordinator": "Frivilligkoordinator",
    "social_worker": "Boligsocial medarbejder",
    "activity_worker": "Aktivitetsmedarbejder",
}
_STAFF_NAMES = {
    "leader": ("Hanne", "Vestergaard Lund", 1966, "female"),
    "coordinator": ("Selma", "Avdic", 1981, "female"),
    "social_worker": ("Bente", "Rosendal", 1972, "female"),
    "activity_worker": ("Jesper", "Kolind", 1984, "male"),
}
_STAFF_PHONES = {
    "leader": "51403010", "coordinator": "51403011", "social_worker": "51403012", "activity_worker": "51403013",
}  # fmt: skip


@dataclass
class Project:
    """Everything that is true of the made-up project; the sheets are drawn from it."""

    seed: int
    cast: Cast
    staff: dict[str, Person]
    roster: Roster
    crowd: Crowd

    def chance(self, purpose: str) -> Random:
        """A stream of chance of its own for each sheet, so that one sheet's change leaves the others."""
        return Random(f"{self.seed}:{purpose}")

    def staff_name(self, role: str) -> str:
        return self.staff[role].full_name


def imagine(seed: int = 2013) -> Project:
    """The reference project for a seed."""
    cast = Cast(Random(f"{seed}:people"))
    staff = {role: _employ(cast, role) for role in STAFF_TITLES}
    roster = gather_volunteers(cast, Random(f"{seed}:roster"))
    crowd = gather_crowd(cast, roster, Random(f"{seed}:visits"))
    return Project(seed, cast, staff, roster, crowd)


def _employ(cast: Cast, role: str) -> Person:
    given, family, birth_year, gender = _STAFF_NAMES[role]
    person = Person(
        number=len(cast.people) + 1,
        given_name=given,
        family_name=family,
        birth_year=birth_year,
        gender=gender,
        area=GLARBJERG,
        street="Glarbjergvej",
        house="1",
        postal_code="8930",
        language="Dansk",
        email=f"{given.lower()}@sekretariat.example.dk",
        is_staff=True,
    )
    cast.enrol(person, _STAFF_PHONES[role])
    return person


STAFF_SINCE = {
    "leader": date(2011, 8, 1),
    "coordinator": date(2013, 6, 1),
    "social_worker": date(2012, 2, 1),
    "activity_worker": date(2012, 5, 1),
}
