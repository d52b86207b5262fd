"""What happens between the coordinator and the volunteers: calls, thanks, courses and jobs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from flows.reference_project.activities import HEALTH_DAY
from flows.reference_project.dates import PROJECT_END, danish
from flows.reference_project.document import Document
from flows.reference_project.people import Person
from flows.reference_project.project import Project
from flows.reference_project.roster import Volunteer
from flows.reference_project.workbook import Cell, Sheet, csv_text, xlsx

PARTY_DAY = date(2014, 11, 21)
INVITED, CAME = 64, 33
_OUTCOMES = (
    ("Vil gerne", "Vil prøve noget nyt", "Finde en opgave, der passer"),
    ("Vil gerne", "Vil gerne have mere ansvar", "Udviklingssamtale"),
    ("Ikke nu", "Har travlt lige nu", "Ringe igen efter nytår"),
    ("Talt sammen", None, None),
    ("Intet svar", None, "Prøve igen"),
    ("Vil gerne", "Vil gerne bruge sit håndelag", "Vise opgavelisten"),
)
_CHANNELS = ("Telefon", "Ringet", "SMS", "Mail", "Mødt", "Personligt")


def draw_logs(project: Project) -> list[Document]:
    """Contact log, recognition log, courses and jobs."""
    return [_contacts(project), _recognitions(project), _steps(project)]


def _contacts(project: Project) -> Document:
    rng = project.chance("contacts")
    lines: list[list[Cell]] = [
        ["Dato", "Navn", "Tlf.", "Hvordan", "Udbytte", "Ønske", "Næste skridt", "Følg op", "Medarbejder"]
    ]
    candidates = [v for v in project.roster.volunteers if v.status != "Stoppet" and not v.guardian_consent]
    rows: list[tuple[date, Volunteer]] = []
    for volunteer in rng.sample(candidates, 46):
        earliest = max(volunteer.registered, date(2013, 7, 1))
        rows.append((earliest + timedelta(days=rng.randint(0, max(1, (PROJECT_END - earliest).days - 14))), volunteer))
    for day, volunteer in sorted(rows, key=lambda row: (row[0], row[1].person.number)):
        outcome, wish, step = rng.choice(_OUTCOMES)
        due = day + timedelta(days=rng.choice((14, 30, 60))) if step else None
        staff = project.staff_name(rng.choice(("coordinator", "coordinator", "social_worker")))
        lines.append(
            [
                day,
                *_who(project, volunteer.person, "follow_ups"),
                rng.choice(_CHANNELS),
                outcome,
                wish,
                step,
                due,
                staff,
            ]
        )
    last = rows[-1][1].person
    lines.append(
        [
            "32-10-2014",
            last.full_name,
            last.phone,
            "Ringet",
            "Talt sammen",
            "",
            "",
            "",
            project.staff_name("coordinator"),
        ]
    )
    path = "01 Frivillige/kontaktlog.csv"
    return Document(path, "contact_log", csv_text(lines), datetime(2014, 12, 19, 15, 55))


def _recognitions(project: Project) -> Document:
    rng = project.chance("recognitions")
    volunteers = [v for v in project.roster.volunteers if v.registered < PARTY_DAY and v.status != "Stoppet"]
    adults = [v for v in volunteers if not v.guardian_consent]
    invited = rng.sample(adults, INVITED)
    sheet = Sheet("Anerkendelser").title("Tak til de frivillige").blank()
    sheet.header("Dato", "Navn", "Tlf.", "Anerkendelse", "Anledning", "Inviteret", "Deltog")
    for number, volunteer in enumerate(invited):
        came = "ja" if number < CAME else "nej"
        sheet.add(
            PARTY_DAY,
            *_who(project, volunteer.person, "recognitions"),
            "Frivilligfest",
            "Frivilligfesten 2014",
            "ja",
            came,
        )
    sheet.blank()
    for day, volunteer, kind, occasion in _small_thanks(project, adults):
        sheet.add(danish(day), *_who(project, volunteer.person, "recognitions"), kind, occasion, None, None)
    someone = invited[0].person
    sheet.add("sidst i november", someone.full_name, someone.phone, "Kort", "For hjælpen", None, None)
    path = "01 Frivillige/Anerkendelser.xlsx"
    return Document(path, "recognition_log", xlsx([sheet]), datetime(2014, 12, 1, 12, 0))


def _small_thanks(project: Project, volunteers: list[Volunteer]) -> Iterator[tuple[date, Volunteer, str, str]]:
    rng = project.chance("small thanks")
    for volunteer in sorted(rng.sample(volunteers, 24), key=lambda v: v.person.number):
        if volunteer.registered < date(2013, 12, 1):
            yield date(2013, 12, 16), volunteer, "Gavekort", "Julehilsen"
    for volunteer in sorted(rng.sample(volunteers, 14), key=lambda v: v.person.number):
        day = max(volunteer.registered, date(2014, 1, 15)) + timedelta(days=rng.randint(5, 30))
        yield day, volunteer, rng.choice(("Kort", "Tak", "Omtale")), "For en god indsats"
    for volunteer in (v for v in project.roster.volunteers if v.guardian_consent):
        yield date(2014, 6, 19), volunteer, "Gavekort", f"Maden til {HEALTH_DAY}"


def _steps(project: Project) -> Document:
    rng = project.chance("steps")
    sheet = Sheet("Kurser og job").title("Skridt på vejen, som de frivillige selv har fortalt om").blank()
    sheet.header("Dato", "Navn", "Tlf.", "Født", "Skridt", "Hvad")
    for day, person, kind, what in sorted(_pathways(project), key=lambda s: (s[0], s[1].number)):
        mention = project.cast.mention(person, "milestones", ("phone", "birth_year"))
        cell: Cell = day if rng.random() < 0.6 else danish(day, ".")
        sheet.add(cell, mention.full_name, mention.phone or None, mention.birth_year, kind, what)
    path = "01 Frivillige/Kurser og job.xlsx"
    return Document(path, "courses_and_jobs", xlsx([sheet]), datetime(2014, 12, 12, 10, 10))


def _pathways(project: Project) -> Iterator[tuple[date, Person, str, str]]:
    roster = project.roster
    if not (roster.fitness_instructor and roster.dance_instructor):
        raise ValueError("the roster lacks an instructor")
    yield date(2014, 1, 18), roster.fitness_instructor, "Kursus", "Zumbakursus, givet som tak"
    yield date(2014, 9, 1), roster.fitness_instructor, "Job", "Ansat i fitnesscenter, fortsætter som frivillig"
    yield date(2014, 8, 6), roster.dance_instructor, "Fast instruktør", "Fra hjælper til fast danseinstruktør"
    attached = [volunteer.person for volunteer in roster.volunteers]
    yield date(2013, 11, 9), attached[0], "Kursus", "Skakinstruktør hos Dansk Skoleskak"
    yield date(2014, 9, 27), attached[1], "Kursus", "Skakinstruktør hos Dansk Skoleskak"
    yield date(2014, 5, 17), attached[4], "Kursus", "Børnetræner"
    yield date(2014, 3, 8), attached[6], "Kursus", "Førstehjælp"
    yield date(2014, 3, 8), attached[7], "Kursus", "Førstehjælp"
    yield date(2014, 3, 8), attached[17], "Kursus", "Hygiejnebevis"
    yield date(2014, 8, 18), attached[8], "Uddannelse", "Begyndt på SOSU-uddannelsen"
    yield date(2014, 1, 13), attached[11], "Ny rolle", "Fra gæst til tovholder i caféen"
    yield date(2014, 8, 1), attached[15], "Job", "Vikar på biblioteket"


def _who(project: Project, person: Person, entity: str) -> tuple[Cell, Cell]:
    mention = project.cast.mention(person, entity, ("phone",))
    return mention.full_name, mention.phone or None
