"""A place ten times the size: the reference project's own files, and those of a town with 2,000 volunteers more.

Seeded and made up. The files are as people send them, and the night reads them like any other.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import product
from pathlib import Path
from random import Random

from flows.night import open_night
from flows.outcome import NightOutcome
from flows.reference_project import write_inbox, write_settings
from flows.reference_project.dates import PROJECT_END, PROJECT_START, monthly, weekly
from flows.reference_project.document import Document
from flows.reference_project.names import ARABIC, BOSNIAN, DANISH_ADULT, DANISH_ELDER, SOMALI, TURKISH, fold
from flows.reference_project.people import GLARBJERG, JENNUM, OUTSIDE, STREETS, VANGDALEN
from flows.reference_project.roster import MOTIVE_WEIGHTS, MOTIVES, SKILL_WEIGHTS, SKILLS, TIME_WEIGHTS, TIMES
from flows.reference_project.workbook import Cell, csv_text
from flows.steps import run_night
from warehouse.settings import load_settings

VOLUNTEERS, GUESTS, OFFERS, TASKS = 2000, 1000, 40, 40

_AREAS = (GLARBJERG, VANGDALEN, JENNUM, OUTSIDE)
_GROUPS = ("Familier med små børn", "Børn og unge", "Sårbare voksne", "Alle beboere")
_KINDS = ("Lektiecafé", "Strikkeklub", "Kvindecafé", "Fællessang", "Gåtur", "Cykelværksted", "Haveklub", "Filmaften")
_PLACES = ("i Fælleshuset", "på Biblioteket", "i Beboerhuset", "på Skolen", "i Medborgerhuset")
_ERRANDS = ("Bage kage til", "Dække op til", "Køre gæster til", "Rydde op efter", "Tage imod nye i", "Lave kaffe i")
_CHANNELS = ("Spørgeskema", "Babycafé", "Forening", "Egen henvendelse", "Koordinator", "Boligsocial medarbejder")
_CIRCLE = ("Deltager", "Deltager", "Deltager", "Tovholder", "Specialist", "Kernefrivillig")
_STAFF = ("Selma Avdic", "Bente Rosendal", "Jesper Kolind")
_OUTCOMES = ("Vil gerne", "Ikke nu", "Talt sammen", "Intet svar")

Lines = list[list[Cell]]


@dataclass(frozen=True)
class Offer:
    """An activity and the days it was held."""

    name: str
    area: str
    group: str
    rhythm: str
    days: tuple[date, ...]


@dataclass(frozen=True)
class Resident:
    """Somebody who does not exist; the phone is nobody else's."""

    name: str
    phone: str
    birth_year: int


def make_large_home(home: Path) -> NightOutcome:
    """A workspace like the reference project's with the town's files beside its own, and its night."""
    (home / "inbox").mkdir(parents=True)
    write_settings(home)
    settings = load_settings(home)
    write_inbox(settings.inbox)
    for document in draw_town():
        _write(settings.inbox / document.path, document)
    with open_night(settings) as night:
        return run_night(night)


def _write(path: Path, document: Document) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(document.content)
    saved = document.saved_at.timestamp()
    os.utime(path, (saved, saved))


def draw_town(seed: int = 2014) -> Iterator[Document]:
    """The town's lists; the same seed gives the same bytes."""
    rng = Random(seed)
    offers = [_draw_offer(rng, number) for number in range(OFFERS)]
    people = _draw_people(rng, VOLUNTEERS + GUESTS)
    volunteers, guests = people[:VOLUNTEERS], people[VOLUNTEERS:]
    tasks = {f"{rng.choice(_ERRANDS)} {offer.name}": offer for offer in rng.choices(offers, k=TASKS)}
    yield _document("02 Aktiviteter/Aktivitetsoversigt byen.csv", "activity_list", _list_offers(rng, offers))
    yield _document("01 Frivillige/Frivilligliste byen.csv", "volunteer_list", _list_volunteers(rng, volunteers))
    yield _document(
        "02 Aktiviteter/vagtplan_byen.csv", "attendance_list", _list_visits(rng, offers, volunteers, guests)
    )
    yield _document("03 Opgaver/Frivilligopgaver byen.csv", "task_list", _list_tasks(rng, tasks))
    yield _document(
        "03 Opgaver/hvem_har_hvilken_opgave_byen.csv", "task_assignments", _list_taken(rng, tasks, volunteers)
    )
    yield _document("01 Frivillige/kontaktlog_byen.csv", "contact_log", _list_contacts(rng, volunteers))


def _document(path: str, source: str, lines: Lines) -> Document:
    return Document(path, source, csv_text(lines), datetime(2014, 12, 19, 16, 0))


def _draw_offer(rng: Random, number: int) -> Offer:
    """Most are weekly, some monthly; about one in eight was closed before the end."""
    kind, place = list(product(_KINDS, _PLACES))[number]
    last = PROJECT_END if rng.random() < 0.88 else date(2014, 8, 31)
    if rng.random() < 0.7:
        rhythm, days = "Hver uge", weekly(PROJECT_START, last, [rng.randint(0, 4)])
    else:
        rhythm, days = "Hver måned", monthly(PROJECT_START, last, rng.randint(0, 4))
    held = tuple(day for day in days if rng.random() < 0.95)
    return Offer(f"{kind} {place}", rng.choice(_AREAS[:3]), rng.choice(_GROUPS), rhythm, held)


def _draw_people(rng: Random, count: int) -> list[Resident]:
    """Everybody has a name and a phone of their own, and most a middle name."""
    names = [
        f"{given} {middle} {family}"
        for home in (DANISH_ADULT, DANISH_ADULT, DANISH_ELDER, ARABIC, SOMALI, TURKISH, BOSNIAN)
        for given in (*home.women, *home.men)
        for middle, family in rng.sample(list(product(home.surnames, home.surnames)), 16)
        if middle != family
    ]
    chosen = rng.sample(list(dict.fromkeys(names)), count)
    phones = rng.sample(range(60_000_000, 61_999_999), count)
    return [Resident(name, str(phone), rng.randint(1938, 1994)) for name, phone in zip(chosen, phones, strict=True)]


def _list_offers(rng: Random, offers: Sequence[Offer]) -> Lines:
    header: list[Cell] = [
        "Aktivitet",
        "Slags",
        "Målgruppe",
        "Rytme",
        "Boligområde",
        "Første gang",
        "Timer pr. gang",
        "Ansvarlig",
    ]
    return [
        header,
        *([o.name, "Café", o.group, o.rhythm, o.area, PROJECT_START, 2, rng.choice(_STAFF)] for o in offers),
    ]


def _list_volunteers(rng: Random, volunteers: Sequence[Resident]) -> Lines:
    header: list[Cell] = [
        "Navn", "Adresse", "Postnr.", "Tlf.", "Mail", "Født", "Kan", "Vil gerne", "Hvornår", "Rolle i cirklen", "Motiv",
        "Fundet via", "Registreret", "Status", "Må kontaktes", "Kontaktperson",
    ]  # fmt: skip
    return [header, *(_volunteer_row(rng, person) for person in volunteers)]


def _volunteer_row(rng: Random, person: Resident) -> list[Cell]:
    street = rng.choice(STREETS[rng.choice(_AREAS)])
    return [
        person.name,
        f"{street} {rng.randint(1, 88)}",
        "8930",
        person.phone,
        f"{fold(person.name).replace(' ', '.')}@example.dk" if rng.random() < 0.6 else "",
        person.birth_year,
        _some(rng, SKILLS, SKILL_WEIGHTS),
        _some(rng, SKILLS, SKILL_WEIGHTS),
        _some(rng, TIMES, TIME_WEIGHTS),
        rng.choice(_CIRCLE),
        rng.choices(MOTIVES, MOTIVE_WEIGHTS)[0],
        rng.choice(_CHANNELS),
        PROJECT_START + timedelta(days=rng.randint(0, 540)),
        rng.choices(("Aktiv", "Stoppet", ""), (80, 8, 12))[0],
        "nej" if rng.random() < 0.05 else "ja",
        rng.choice(_STAFF),
    ]


def _some(rng: Random, words: Sequence[str], weights: Sequence[int]) -> str:
    return ", ".join(dict.fromkeys(rng.choices(words, weights, k=rng.randint(1, 3)))).lower()


def _list_visits(
    rng: Random, offers: Sequence[Offer], volunteers: Iterable[Resident], guests: Iterable[Resident]
) -> Lines:
    """Half of the volunteers and all guests come to something for a while; one row in four hundred has a slip of the pen."""
    header: list[Cell] = ["Dato", "Aktivitet", "Navn", "Tlf.", "Rolle", "Timer"]
    helpers = [person for person in volunteers if rng.random() < 0.55]
    rows = [
        [day, offer.name, person.name, person.phone, role, 2]
        for role, people in (("Frivillig", helpers), ("Deltager", guests))
        for person in people
        for offer in rng.sample(offers, 1 if rng.random() < 0.8 else 2)
        for day in _come(rng, offer.days)
    ]
    for row in rows[::400]:
        row[0] = "31-02-2014"
    return [header, *sorted(rows, key=lambda row: (str(row[1]), str(row[0]), str(row[2])))]


def _come(rng: Random, days: Sequence[date]) -> list[date]:
    """Most of the days in a stretch of some months."""
    first = rng.randint(0, max(0, len(days) - 4))
    return [day for day in days[first : first + rng.randint(3, 26)] if rng.random() < 0.75]


def _list_tasks(rng: Random, tasks: dict[str, Offer]) -> Lines:
    header: list[Cell] = ["Opgave", "Aktivitet", "Rolle i cirklen", "Varighed", "Kan løses nu", "Kræver", "Hvornår", "Pladser", "Ansvarlig"]  # fmt: skip
    return [
        header,
        *(
            [task, offer.name, "Deltager", "Fast", "ja", _some(rng, SKILLS[:14], SKILL_WEIGHTS[:14]), rng.choice(TIMES), rng.randint(2, 8), rng.choice(_STAFF)]
            for task, offer in tasks.items()
        ),
    ]  # fmt: skip


def _list_taken(rng: Random, tasks: dict[str, Offer], volunteers: Sequence[Resident]) -> Lines:
    header: list[Cell] = ["Opgave", "Aktivitet", "Navn", "Tlf.", "Rolle", "Fra", "Formidlet af", "Hvordan gik det"]
    taken = [
        (task, offer, person, PROJECT_START + timedelta(days=rng.randint(30, 500)))
        for task, offer in tasks.items()
        for person in rng.sample(volunteers, 3)
    ]
    return [
        header,
        *([task, offer.name, who.name, who.phone, "Deltager", first, "Frivilligkoordinator", "I gang"] for task, offer, who, first in taken),
    ]  # fmt: skip


def _list_contacts(rng: Random, volunteers: Sequence[Resident]) -> Lines:
    header: list[Cell] = ["Dato", "Navn", "Tlf.", "Hvordan", "Udbytte", "Næste skridt", "Følg op", "Medarbejder"]
    rows: Lines = []
    for person in rng.sample(volunteers, 300):
        day = date(2014, 1, 6) + timedelta(days=rng.randint(0, 340))
        due = day + timedelta(days=30) if rng.random() < 0.5 else None
        rows.append([day, person.name, person.phone, "Ringet", rng.choice(_OUTCOMES), "Ringe igen" if due else "", due, rng.choice(_STAFF)])  # fmt: skip
    return [header, *rows]
