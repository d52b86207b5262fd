"""The volunteers and their stories: how each was found, what they took on, and where it went from there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from flows.reference_project.activities import (
    BABY_CAFE,
    BASKET,
    BINGO,
    BOARD_EVENTS,
    CHESS,
    DANCE,
    DINNER,
    FOOTBALL,
    FOOTBALL_SCHOOL,
    GIRLS_FOOTBALL,
    GUITAR,
    HEALTH_DAY,
    HOME_VISITS,
    IT_CAFE,
    MOTION,
    OPEN_CAFE,
)
from flows.reference_project.dates import PROJECT_END
from flows.reference_project.people import OUTSIDE, Cast, Person

CORE, COORDINATOR, HELPER, SPECIALIST = "Kernefrivillig", "Tovholder", "Deltager", "Specialist"

BYDELSMODRE, NORDBYENS_MOTION, JENNUM_ASSOCIATION = (
    "Bydelsmødrene", "Nordbyens Motion", "Aktivitetsforeningen Jennumparken",
)  # fmt: skip
BOARDS = ("Afdelingsbestyrelsen Glarbjergvej", "Afdelingsbestyrelsen Vangdalen", "Afdelingsbestyrelsen Jennumparken")

MOTIVES = (
    "Fællesskab", "Indflydelse og ansvar", "Gøre noget for andre", "Lære nyt", "Gratis mad og oplevelser",
    "Blive set", "Interesse for aktiviteten",
)  # fmt: skip
MOTIVE_WEIGHTS = (30, 8, 26, 14, 3, 5, 14)
SKILLS = (
    "Madlavning", "Bagning", "Idræt", "Musik", "Skak", "Computer", "Tolk", "Børn", "Håndarbejde", "Praktisk hjælp",
    "Kørsel", "Planlægning", "Førstehjælp", "Dans", "Bestyrelsesarbejde", "Samtale",
)  # fmt: skip
SKILL_WEIGHTS = (16, 12, 9, 4, 3, 6, 9, 14, 8, 22, 10, 7, 4, 5, 5, 12)
TIMES = ("Hverdag formiddag", "Hverdag eftermiddag", "Hverdag aften", "Weekend", "Ferier", "Kan ringes til")
TIME_WEIGHTS = (22, 24, 22, 12, 8, 12)


@dataclass(frozen=True)
class Stint:
    """A stretch of time in which a volunteer keeps coming: with which role, and how often of the times held."""

    activity: str
    first: date
    last: date
    rate: float
    role: str = "volunteer"


@dataclass(frozen=True)
class Engagement:
    """A task somebody has taken on."""

    person: Person
    task: str
    activity: str
    role: str
    first: date
    last: date | None
    arranged_by: str
    outcome: str
    committed_until: date | None = None


@dataclass
class Volunteer:
    """What the register knows about a volunteer."""

    person: Person
    registered: date
    channel: str
    role: str
    motive: str
    other_motives: list[str]
    skills: list[str]
    wishes: list[str]
    times: list[str]
    may_contact: bool
    status: str = "Aktiv"
    reason: str = ""
    status_date: date | None = None
    paused_until: date | None = None
    guardian_consent: bool | None = None
    organisations: list[tuple[str, str]] = field(default_factory=list)
    stints: list[Stint] = field(default_factory=list)
    circle: str = ""


@dataclass(frozen=True)
class Story:
    """One of those who took on a task through the coordinator."""

    task: str
    activity: str
    role: str
    first: date
    last: date | None
    rate: float
    guest_at: str
    channel: str
    skill: str
    gender: str = ""
    attends_as: str = "volunteer"
    status: str = "Aktiv"
    reason: str = ""
    outcome: str = "I gang"
    lives_outside: bool = False
    committed_until: date | None = None
    paused_until: date | None = None


def _day(text: str) -> date:
    return date.fromisoformat(text)


ATTACHED = (
    Story("Skakinstruktør", CHESS, COORDINATOR, _day("2013-10-02"), None, 0.9, DINNER, "Forening", "Skak", "male",
          attends_as="coordinator"),
    Story("Hjælper i skakklubben", CHESS, HELPER, _day("2014-02-19"), None, 0.8, DINNER, "Egen henvendelse", "Skak", "male"),
    Story("Hjælper i skakklubben", CHESS, HELPER, _day("2014-08-27"), _day("2014-11-26"), 0.9, DINNER, "Spørgeskema",
          "Skak", "female", lives_outside=True),
    Story("Fodboldtræner for drenge", FOOTBALL, COORDINATOR, _day("2013-09-06"), _day("2014-04-11"), 0.9, DINNER,
          "Boligsocial medarbejder", "Idræt", "male", attends_as="coordinator", status="Stoppet",
          reason="Flyttet til Aarhus", outcome="Stoppet før tid"),
    Story("Fodboldtræner for drenge", FOOTBALL, COORDINATOR, _day("2014-04-25"), None, 0.88, DINNER, "Egen henvendelse",
          "Idræt", "male", attends_as="coordinator"),
    Story("Guitarlærer", GUITAR, SPECIALIST, _day("2014-02-05"), None, 1.0, BABY_CAFE, "Babycafé", "Musik", "female",
          attends_as="coordinator"),
    Story("Vært i babycaféen", BABY_CAFE, COORDINATOR, _day("2013-09-10"), None, 0.85, BABY_CAFE, "Babycafé", "Børn",
          "female", attends_as="coordinator"),
    Story("Kaffe og borddækning i babycaféen", BABY_CAFE, HELPER, _day("2013-10-01"), None, 0.7, BABY_CAFE, "Babycafé",
          "Praktisk hjælp", "female"),
    Story("Kaffe og borddækning i babycaféen", BABY_CAFE, HELPER, _day("2013-11-05"), _day("2014-09-02"), 0.75,
          BABY_CAFE, "Babycafé", "Bagning", "female"),
    Story("Kaffe og borddækning i babycaféen", BABY_CAFE, HELPER, _day("2014-01-14"), _day("2014-06-24"), 0.8,
          BABY_CAFE, "Babycafé", "Børn", "female", status="På pause", reason="På rejse til foråret",
          paused_until=_day("2015-03-01")),
    Story("Legehjørnet i babycaféen", BABY_CAFE, HELPER, _day("2014-03-04"), _day("2014-12-02"), 0.85, BABY_CAFE,
          "Babycafé", "Børn", "female"),
    Story("Tovholder i Åben Café", OPEN_CAFE, COORDINATOR, _day("2014-01-13"), None, 0.6, OPEN_CAFE, "Åben Café",
          "Planlægning", "male", attends_as="coordinator"),
    Story("Bage kage til Åben Café", OPEN_CAFE, HELPER, _day("2014-02-03"), None, 0.5, OPEN_CAFE, "Åben Café",
          "Bagning", "female"),
    Story("Åbne og lukke Åben Café", OPEN_CAFE, HELPER, _day("2014-03-06"), None, 0.55, OPEN_CAFE, "Åben Café",
          "Praktisk hjælp", "male"),
    Story("Kaffehold i Åben Café", OPEN_CAFE, HELPER, _day("2014-03-10"), _day("2014-09-11"), 0.6, OPEN_CAFE,
          "Åben Café", "Samtale", "female"),
    Story("IT-makker", IT_CAFE, SPECIALIST, _day("2013-11-07"), None, 0.7, IT_CAFE, "Spørgeskema", "Computer", "male"),
    Story("IT-makker", IT_CAFE, SPECIALIST, _day("2014-03-06"), None, 0.75, IT_CAFE, "Aktivitet", "Computer", "male"),
    Story("Køkkenhold til fællesspisning", DINNER, COORDINATOR, _day("2013-10-31"), None, 1.0, DINNER,
          "Boligsocial medarbejder", "Madlavning", "female", attends_as="coordinator"),
    Story("Køkkenhold til fællesspisning", DINNER, HELPER, _day("2014-01-30"), _day("2014-05-29"), 1.0, DINNER,
          "Babycafé", "Madlavning", "female"),
    Story("Hjælper på danseholdet", DANCE, HELPER, _day("2014-04-02"), _day("2014-06-25"), 0.9, DANCE, "Babycafé",
          "Dans", "female", outcome="Gennemført"),
    Story("Træner for pigeholdet", BASKET, COORDINATOR, _day("2013-11-12"), None, 0.85, DINNER, "Koordinator", "Idræt",
          "female", attends_as="coordinator", lives_outside=True),
    Story("Hjælper på fodboldskolen", FOOTBALL_SCHOOL, HELPER, _day("2014-07-29"), _day("2014-07-30"), 1.0, DINNER,
          "Egen henvendelse", "Idræt", "male", status="Gennemført", reason="Enkelt opgave", outcome="Gennemført",
          lives_outside=True, committed_until=_day("2014-07-30")),
    Story("Tolk ved temaeftermiddage", BABY_CAFE, SPECIALIST, _day("2013-10-08"), _day("2014-10-21"), 0.08, BABY_CAFE,
          "Babycafé", "Tolk", "female", status="Gennemført", reason="Aftalen er slut", outcome="Gennemført",
          committed_until=_day("2014-11-30")),
)  # fmt: skip


@dataclass(frozen=True)
class Pattern:
    """What some of the other volunteers do: where they are guests, where they help and how it stands."""

    count: int
    guest_at: str
    activity: str = ""
    first: str = ""
    last: str = ""
    rate: float = 0.0
    channel: str = "Spørgeskema"
    status: str = "Aktiv"
    reason: str = ""
    registered: str = ""
    task: str = ""


OTHER_PATTERNS = (
    Pattern(4, "", channel="Spørgeskema", status=""),
    Pattern(3, "", registered="2014-11-10", channel="Spørgeskema", status=""),
    Pattern(4, BABY_CAFE, channel="Babycafé", status=""),
    Pattern(3, BABY_CAFE, BABY_CAFE, "2014-02-04", "2014-12-16", 0.45, "Babycafé", task="Kaffe og borddækning i babycaféen"),
    Pattern(1, BABY_CAFE, BABY_CAFE, "2013-10-22", "2014-06-10", 0.6, "Babycafé", task="Legehjørnet i babycaféen"),
    Pattern(1, BABY_CAFE, BABY_CAFE, "2013-09-24", "2014-12-09", 0.7, "Babycafé", task="Legehjørnet i babycaféen"),
    Pattern(1, BABY_CAFE, channel="Babycafé", registered="2014-11-18", status=""),
    Pattern(1, OPEN_CAFE, OPEN_CAFE, "2014-04-03", "2014-12-18", 0.4, "Åben Café", task="Kaffehold i Åben Café"),
    Pattern(1, OPEN_CAFE, channel="Åben Café", status=""),
    Pattern(1, OPEN_CAFE, OPEN_CAFE, "2014-05-05", "2014-11-27", 0.5, "Åben Café", task="Bage kage til Åben Café"),
    Pattern(1, OPEN_CAFE, OPEN_CAFE, "2013-10-21", "2014-05-26", 0.4, "Åben Café", "Stoppet", "Har fået arbejde"),
    Pattern(1, IT_CAFE, channel="Aktivitet", status=""),
    Pattern(2, IT_CAFE, DINNER, "2014-02-27", "2014-11-27", 0.85, "Aktivitet", task="Opdækning til fællesspisning"),
    Pattern(1, DANCE, channel="Babycafé", status=""),
    Pattern(2, DANCE, DINNER, "2014-05-29", "2014-11-27", 0.9, "Babycafé", task="Bage brød til fællesspisning"),
    Pattern(5, DINNER, DINNER, "2013-10-31", "2014-11-27", 0.85, "Babycafé", task="Opdækning til fællesspisning"),
    Pattern(1, DINNER, DINNER, "2013-10-31", "2014-06-26", 0.95, "Boligsocial medarbejder", task="Oprydning efter fællesspisning"),
    Pattern(2, DINNER, DINNER, "2014-01-30", "2014-09-25", 0.95, "Babycafé", task="Oprydning efter fællesspisning"),
    Pattern(1, DINNER, DINNER, "2013-11-28", "2014-10-30", 0.8, "Forening", "Gennemført", "Kun et år, som aftalt"),
    Pattern(2, DINNER, GIRLS_FOOTBALL, "2014-10-14", "2014-10-15", 1.0, "Babycafé", task="Hjælper i efterårsferien"),
    Pattern(5, DINNER, channel="Babycafé", status=""),
)  # fmt: skip

_BOARD_ROLES = ("Formand", "Kasserer", "Bestyrelsesmedlem", "Bestyrelsesmedlem", "Bestyrelsesmedlem")
_OFFICE_HOLDER = {"Formand", "Kasserer"}


@dataclass
class Roster:
    """Every volunteer, what they have taken on, and which of them are guests where."""

    volunteers: list[Volunteer] = field(default_factory=list)
    engagements: list[Engagement] = field(default_factory=list)
    guests: dict[str, list[tuple[Person, date]]] = field(default_factory=dict)
    dance_instructor: Person | None = None
    fitness_instructor: Person | None = None

    def of(self, person: Person) -> Volunteer:
        return next(v for v in self.volunteers if v.person is person)

    def welcome(self, activity: str, person: Person, until: date) -> None:
        """Make somebody a guest of an activity, up to the day before they lend a hand there."""
        self.guests.setdefault(activity, []).append((person, until))


def gather_volunteers(cast: Cast, rng: Random) -> Roster:
    """All who come to stand in the volunteer register, but for the six boys, who are found among the children."""
    roster = Roster()
    for story in ATTACHED:
        _add_attached(roster, cast, rng, story)
    _add_associations(roster, cast, rng)
    for pattern in OTHER_PATTERNS:
        for number in range(pattern.count):
            _add_other(roster, cast, rng, pattern, number)
    return roster


def add_boys(roster: Roster, rng: Random, boys: list[Person]) -> None:
    """The boys who cooked on Men's Health Day: volunteers under 18, with their parents' consent."""
    for number, boy in enumerate(boys):
        volunteer = new_volunteer(boy, rng, date(2014, 6, 2), "Aktivitet", HELPER, "Madlavning")
        volunteer.guardian_consent = True
        volunteer.stints = [Stint(HEALTH_DAY, date(2014, 6, 12), date(2014, 6, 12), 1.0)]
        if number < 5:
            volunteer.status, volunteer.reason = "Gennemført", "Enkelt opgave"
            volunteer.status_date = date(2014, 6, 13)
        roster.volunteers.append(volunteer)


def new_volunteer(person: Person, rng: Random, registered: date, channel: str, role: str, skill: str = "") -> Volunteer:
    """A volunteer with likely motives, skills and times, and the one skill the story needs."""
    motives = list(dict.fromkeys(rng.choices(MOTIVES, MOTIVE_WEIGHTS, k=4)))
    skills = list(dict.fromkeys(([skill] if skill else []) + rng.choices(SKILLS, SKILL_WEIGHTS, k=rng.randint(1, 3))))
    wishes = list(dict.fromkeys(skills[:1] + rng.choices(SKILLS, SKILL_WEIGHTS, k=rng.randint(1, 2))))
    times = list(dict.fromkeys(rng.choices(TIMES, TIME_WEIGHTS, k=rng.randint(1, 3))))
    return Volunteer(
        person=person,
        registered=registered,
        channel=channel,
        role=role,
        motive=motives[0],
        other_motives=motives[1:3],
        skills=skills,
        wishes=wishes,
        times=times,
        may_contact=rng.random() < 0.93,
    )


def _add_attached(roster: Roster, cast: Cast, rng: Random, story: Story) -> None:
    elder = story.activity == OPEN_CAFE
    person = cast.adult(story.gender, elder=elder, area=OUTSIDE if story.lives_outside else "")
    registered = story.first - timedelta(days=rng.randint(3, 40))
    volunteer = new_volunteer(person, rng, registered, story.channel, story.role, story.skill)
    volunteer.status, volunteer.reason, volunteer.paused_until = story.status, story.reason, story.paused_until
    if story.status != "Aktiv" and story.last:
        volunteer.status_date = story.last + timedelta(days=4)
    last = story.last or PROJECT_END
    volunteer.stints.append(Stint(story.activity, story.first, last, story.rate, story.attends_as))
    roster.volunteers.append(volunteer)
    roster.engagements.append(
        Engagement(
            person, story.task, story.activity, story.role, story.first,
            story.last if story.status != "Aktiv" or story.outcome == "Gennemført" else None,
            "Frivilligkoordinator", story.outcome, story.committed_until,
        )
    )  # fmt: skip
    if story.activity == DANCE:
        _become_instructor(roster, volunteer)
    came_first_as_guest = story.guest_at != DINNER or story.activity == DINNER
    roster.welcome(story.guest_at, person, story.first - timedelta(days=1) if came_first_as_guest else PROJECT_END)


def _become_instructor(roster: Roster, volunteer: Volunteer) -> None:
    first = date(2014, 8, 6)
    roster.dance_instructor = volunteer.person
    volunteer.stints.append(Stint(DANCE, first, PROJECT_END, 0.95, "coordinator"))
    roster.engagements.append(
        Engagement(
            volunteer.person, "Danseinstruktør", DANCE, COORDINATOR, first, None, "Frivilligkoordinator", "I gang"
        )
    )


def _add_associations(roster: Roster, cast: Cast, rng: Random) -> None:
    groups = [
        *((name, role, BOARD_EVENTS, 0.85) for name in BOARDS for role in _BOARD_ROLES),
        *((BYDELSMODRE, "Frivillig", HOME_VISITS, 0.5) for _ in range(10)),
        *((NORDBYENS_MOTION, "Instruktør" if n < 3 else "Frivillig", MOTION, 0.55) for n in range(9)),
        *((JENNUM_ASSOCIATION, "Formand" if n == 0 else "Frivillig", BINGO, 0.8) for n in range(6)),
    ]
    for number, (organisation, role, activity, rate) in enumerate(groups):
        _add_association_volunteer(roster, cast, rng, number, organisation, role, activity, rate)
    for number in (1, 6, 16, 27):  # also members of the association in Jennumparken
        roster.volunteers[len(ATTACHED) + number].organisations.append((JENNUM_ASSOCIATION, "Frivillig"))


# Silent ones among the association volunteers: place in the list → last time they came.
_SILENT_SINCE = {
    4: "2014-06-24",
    17: "2014-06-18",
    20: "2014-09-03",
    21: "2014-10-22",
    28: "2014-08-25",
    31: "2014-11-10",
    36: "2014-04-25",
}
_GUESTS_AMONG = frozenset({0, 2, 5, 8, 11, 15, 18, 19, 22, 26, 29, 32, 35, 38})


def _add_association_volunteer(
    roster: Roster, cast: Cast, rng: Random, number: int, organisation: str, role: str, activity: str, rate: float
) -> None:
    gender = "female" if organisation in (BYDELSMODRE, NORDBYENS_MOTION) else ""
    partner_of = roster.volunteers[-1].person if number in (3, 13, 39) else None
    person = cast.partner(partner_of) if partner_of else cast.adult(gender, elder=number % 3 != 0)
    registered = date(2011, 1, 10) + timedelta(days=rng.randint(0, 860))
    circle = CORE if role in _OFFICE_HOLDER else COORDINATOR if role == "Instruktør" else HELPER
    channel = "Forening" if rng.random() < 0.6 else "Boligsocial medarbejder"
    skill = {BOARD_EVENTS: "Bestyrelsesarbejde", MOTION: "Idræt", HOME_VISITS: "Samtale"}.get(
        activity, "Praktisk hjælp"
    )
    volunteer = new_volunteer(person, rng, registered, channel, circle, skill)
    volunteer.organisations.append((organisation, role))
    last = date.fromisoformat(_SILENT_SINCE[number]) if number in _SILENT_SINCE else PROJECT_END
    attends_as = "coordinator" if circle != HELPER else "volunteer"
    volunteer.stints.append(Stint(activity, date(2013, 6, 1), last, rate, attends_as))
    if number == 36:
        volunteer.status, volunteer.reason, volunteer.status_date = "Stoppet", "Fraflyttet", date(2014, 5, 12)
    if number == 25:
        _train_and_hire(roster, volunteer)
    roster.volunteers.append(volunteer)
    if number in _GUESTS_AMONG:
        roster.welcome(DINNER, person, PROJECT_END)


def _train_and_hire(roster: Roster, volunteer: Volunteer) -> None:
    """The fitness volunteer who was given a Zumba course, found a job through it and still comes."""
    roster.fitness_instructor = volunteer.person
    first, last = date(2014, 2, 5), date(2014, 6, 25)
    volunteer.stints.append(Stint(DANCE, first, last, 0.95, "coordinator"))
    roster.engagements.append(
        Engagement(volunteer.person, "Zumbainstruktør", DANCE, COORDINATOR, first, last, "Forening", "Gennemført")
    )


def _add_other(roster: Roster, cast: Cast, rng: Random, pattern: Pattern, number: int) -> None:
    person = cast.adult("female" if pattern.guest_at in (BABY_CAFE, DANCE) else "", elder=pattern.guest_at == OPEN_CAFE)
    first = date.fromisoformat(pattern.first) if pattern.first else None
    volunteer = new_volunteer(person, rng, _registered(pattern, first, number, rng), pattern.channel, HELPER)
    volunteer.status, volunteer.reason = pattern.status, pattern.reason
    if pattern.status not in ("", "Aktiv"):
        volunteer.status_date = date.fromisoformat(pattern.last) + timedelta(days=10)
    roster.volunteers.append(volunteer)
    if first:
        last = date.fromisoformat(pattern.last)
        volunteer.stints += _stints(pattern, first, last)
        if pattern.task:
            roster.engagements.append(_own_engagement(person, pattern, "Selv" if number % 2 else "Medarbejder"))
    if pattern.guest_at:
        until = first - timedelta(days=1) if first and pattern.guest_at == pattern.activity else PROJECT_END
        roster.welcome(pattern.guest_at, person, until)


def _own_engagement(person: Person, pattern: Pattern, arranged_by: str) -> Engagement:
    """A task not arranged by the coordinator; one for a few days of holiday is over when they are."""
    first, last = date.fromisoformat(pattern.first), date.fromisoformat(pattern.last)
    if pattern.activity == GIRLS_FOOTBALL:
        return Engagement(person, pattern.task, pattern.activity, HELPER, first, last, arranged_by, "Gennemført", last)
    return Engagement(person, pattern.task, pattern.activity, HELPER, first, None, arranged_by, "I gang")


def _stints(pattern: Pattern, first: date, last: date) -> Iterator[Stint]:
    if (pattern.activity, pattern.last) == (BABY_CAFE, "2014-12-09"):  # went quiet for half a year and came back
        yield Stint(BABY_CAFE, first, date(2014, 4, 8), pattern.rate)
        yield Stint(BABY_CAFE, date(2014, 11, 18), last, 1.0)
    else:
        yield Stint(pattern.activity, first, last, pattern.rate)


def _registered(pattern: Pattern, first: date | None, number: int, rng: Random) -> date:
    if pattern.registered:
        return date.fromisoformat(pattern.registered) + timedelta(days=9 * number)
    if first:
        return max(first - timedelta(days=rng.randint(2, 25)), date(2013, 6, 3))
    return date(2013, 9, 1) + timedelta(days=rng.randint(0, 380))
