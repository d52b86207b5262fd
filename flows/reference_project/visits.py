"""Who came when, and in which role: the truth behind every attendance sheet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from flows.reference_project.activities import (
    AUTUMN_CHESS,
    BABY_CAFE,
    CHESS,
    DANCE,
    DINNER,
    FOOTBALL_SCHOOL,
    GIRLS_FOOTBALL,
    GUITAR,
    HELD,
    IT_CAFE,
    OPEN_CAFE,
)
from flows.reference_project.dates import PROJECT_END, PROJECT_START
from flows.reference_project.people import Cast, Person
from flows.reference_project.roster import Roster, add_boys

PARTICIPANT = "participant"


@dataclass(frozen=True)
class Visit:
    """One person at one session."""

    person: Person
    activity: str
    day: date
    role: str = PARTICIPANT


@dataclass
class Crowd:
    """Everyone who came to anything."""

    visits: list[Visit] = field(default_factory=list)
    _seen: set[tuple[Person, str, date]] = field(default_factory=set)

    def add(self, person: Person, activity: str, day: date, role: str = PARTICIPANT) -> None:
        """Note a visit; somebody who is there in one role is not there in another."""
        if (person, activity, day) not in self._seen:
            self._seen.add((person, activity, day))
            self.visits.append(Visit(person, activity, day, role))

    def of(self, activity: str) -> list[Visit]:
        """The visits to one activity by date."""
        return sorted((v for v in self.visits if v.activity == activity), key=lambda v: (v.day, v.person.number))

    def users(self, first: date = PROJECT_START, last: date = PROJECT_END) -> set[Person]:
        """The distinct persons who took part in anything in a period; staff never."""
        return {
            v.person for v in self.visits if v.role == PARTICIPANT and first <= v.day <= last and not v.person.is_staff
        }


def gather_crowd(cast: Cast, roster: Roster, rng: Random) -> Crowd:
    """All visits of the project, and a few before it."""
    crowd = Crowd()
    _let_volunteers_come(crowd, roster, rng)
    babies = _fill(BABY_CAFE, 62, cast, roster, gender="female")
    open_cafe = _fill(OPEN_CAFE, 31, cast, roster, elder=True)
    it_cafe = _fill(IT_CAFE, 15, cast, roster)
    dance = _fill(DANCE, 14, cast, roster, gender="female")
    dinner = _fill(DINNER, 61, cast, roster, couples=8)
    parents = [person for person in dinner if person.birth_year >= 1964]
    children = _Children(cast, rng, parents)

    _come_regularly(crowd, rng, BABY_CAFE, babies, roster, days=(190, 420), rate=0.42)
    _come_regularly(crowd, rng, OPEN_CAFE, open_cafe, roster, days=(240, 560), rate=0.31)
    _come_regularly(crowd, rng, IT_CAFE, it_cafe + rng.sample(open_cafe, 9), roster, days=(140, 300), rate=0.4)
    _come_regularly(crowd, rng, DANCE, dance + rng.sample(babies, 6), roster, days=(120, 300), rate=0.55)
    guests = dinner + rng.sample(babies, 12) + rng.sample(open_cafe, 8)
    _come_regularly(crowd, rng, DINNER, guests, roster, days=(200, 500), rate=0.34)
    _bring_children(crowd, rng, children, roster)
    _come_before_the_project(crowd, cast, rng)
    return crowd


def _let_volunteers_come(crowd: Crowd, roster: Roster, rng: Random) -> None:
    for volunteer in roster.volunteers:
        for stint in volunteer.stints:
            held = [day for day in HELD[stint.activity] if stint.first <= day <= stint.last]
            came = [day for day in held if rng.random() < stint.rate]
            for day in sorted({*came, *held[:1], *held[-1:]}):
                crowd.add(volunteer.person, stint.activity, day, stint.role)


def _fill(
    activity: str, size: int, cast: Cast, roster: Roster, *, gender: str = "", elder: bool = False, couples: int = 0
) -> list[Person]:
    """The people whose first activity this is: volunteers who are guests there, then others up to `size`."""
    people = [person for person, _ in roster.guests.get(activity, [])]
    for _ in range(couples):
        first = cast.adult()
        people += [first, cast.partner(first)]
    while len(people) < size:
        people.append(cast.adult(gender, elder=elder))
    return people


def _come_regularly(
    crowd: Crowd,
    rng: Random,
    activity: str,
    people: Iterable[Person],
    roster: Roster,
    *,
    days: tuple[int, int],
    rate: float,
) -> None:
    held = [day for day in HELD[activity] if day >= PROJECT_START]
    until = dict(roster.guests.get(activity, []))
    for person in people:
        first, last = _stretch(held, until.get(person), days, rng)
        open_to = [day for day in held if first <= day <= last]
        came = [day for day in open_to if rng.random() < rate * rng.uniform(0.6, 1.3)]
        for day in came or [rng.choice(open_to)]:
            crowd.add(person, activity, day)


def _stretch(held: list[date], until: date | None, days: tuple[int, int], rng: Random) -> tuple[date, date]:
    """From when to when somebody comes. A volunteer-to-be comes from early on until the first task."""
    if until and until < PROJECT_END:
        return max(held[0], until - timedelta(days=200)), until
    first = rng.choice(held[: max(1, len(held) * 4 // 5)])
    return first, min(first + timedelta(days=rng.randint(*days)), PROJECT_END)


@dataclass
class _Children:
    """Children with a parent among the guests; siblings share the parent's phone."""

    cast: Cast
    rng: Random
    parents: list[Person]

    def make(self, count: int, gender: str, years: tuple[int, int]) -> list[Person]:
        return [self._one(gender, years) for _ in range(count)]

    def _one(self, gender: str, years: tuple[int, int]) -> Person:
        chosen = gender or self.rng.choice(("female", "male", "male"))
        old_enough = [p for p in self.parents if p.birth_year <= years[0] - 19]
        if self.rng.random() < 0.55:
            return self.cast.child(chosen, years, self.rng.choice(old_enough))
        return self.cast.child(chosen, years, self._unseen_parent(years))

    def _unseen_parent(self, years: tuple[int, int]) -> Person:
        """A parent known from nothing but the phone number."""
        while True:
            parent = self.cast.adult(danish=0.45)
            if parent.birth_year <= years[0] - 19:
                self.parents.append(parent)
                return parent


def _bring_children(crowd: Crowd, rng: Random, children: _Children, roster: Roster) -> None:
    chess = children.make(33, "", (1999, 2002))
    chess.append(children.cast.namesake(chess[0], 2 if chess[0].birth_year <= 2000 else -2))
    footballers = children.make(18, "", (1998, 2005))
    girls = children.make(16, "female", (1999, 2005))
    holiday_chess = children.make(4, "", (1999, 2004))
    guitar = children.make(3, "", (1999, 2004)) + rng.sample(chess, 2)
    boys = [c for c in chess if c.gender == "male"][:4] + [c for c in footballers if c.gender == "male"][:2]
    add_boys(roster, rng, boys)
    for volunteer in roster.volunteers[-len(boys) :]:
        crowd.add(volunteer.person, volunteer.stints[0].activity, volunteer.stints[0].first, "volunteer")

    _play_chess(crowd, rng, chess)
    _come_regularly(crowd, rng, GUITAR, guitar, roster, days=(150, 300), rate=0.85)
    _come_some_days(crowd, rng, FOOTBALL_SCHOOL, footballers + [c for c in chess if c.gender == "male"][4:10], 0.88)
    _come_some_days(crowd, rng, GIRLS_FOOTBALL, girls, 0.85)
    _come_some_days(crowd, rng, AUTUMN_CHESS, holiday_chess + chess[12:24], 0.6)


def _play_chess(crowd: Crowd, rng: Random, children: list[Person]) -> None:
    held = HELD[CHESS]
    for number, child in enumerate(children):
        first = held[0] if number < 24 else rng.choice(held[: len(held) // 2])
        last = held[-1] if number % 3 else rng.choice(held[len(held) // 2 :])
        came = [day for day in held if first <= day <= last and rng.random() < 0.78]
        for day in came or [first]:
            crowd.add(child, CHESS, day)


def _come_some_days(crowd: Crowd, rng: Random, activity: str, people: list[Person], rate: float) -> None:
    for person in people:
        came = [day for day in HELD[activity] if rng.random() < rate]
        for day in came or [rng.choice(HELD[activity])]:
            crowd.add(person, activity, day)


def _come_before_the_project(crowd: Crowd, cast: Cast, rng: Random) -> None:
    """Spring 2013, before the first day that counts: some regulars, and two who never came again."""
    before = [day for day in HELD[OPEN_CAFE] if day < PROJECT_START]
    regulars = list(dict.fromkeys(v.person for v in crowd.of(OPEN_CAFE) if v.role == PARTICIPANT))[:7]
    for person in [*regulars, cast.adult(elder=True), cast.adult(elder=True)]:
        for day in rng.sample(before, 5):
            crowd.add(person, OPEN_CAFE, day)


def by_person(visits: Iterable[Visit]) -> dict[tuple[Person, str], set[date]]:
    """The days each person came, by role: the rows of a sheet."""
    days: defaultdict[tuple[Person, str], set[date]] = defaultdict(set)
    for visit in visits:
        days[visit.person, visit.role].add(visit.day)
    return dict(days)
