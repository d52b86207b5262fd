"""The volunteer tasks: what there is to do, who has taken what on, and what is free right now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from flows.reference_project.activities import (
    BABY_CAFE,
    BASKET,
    CHESS,
    DANCE,
    DINNER,
    FOOTBALL,
    FOOTBALL_SCHOOL,
    GIRLS_FOOTBALL,
    GUITAR,
    IT_CAFE,
    OPEN_CAFE,
)
from flows.reference_project.document import Document
from flows.reference_project.project import Project
from flows.reference_project.roster import COORDINATOR, CORE, HELPER, SPECIALIST, Engagement
from flows.reference_project.workbook import Cell, Sheet, csv_text, xlsx

ONE_OFF, SHORT, REGULAR = "Enkeltstående", "Kort periode", "Fast"
MORNING, AFTERNOON, EVENING, WEEKEND, HOLIDAYS = (
    "Hverdag formiddag", "Hverdag eftermiddag", "Hverdag aften", "Weekend", "Ferier",
)  # fmt: skip


@dataclass(frozen=True)
class Task:
    """A row of the task list."""

    name: str
    activity: str
    role: str
    duration: str
    now: bool
    skills: str
    times: str
    benefits: str
    support: str
    places: int
    first: date | None = None
    last: date | None = None
    owner: str = "coordinator"


TASKS = (
    Task("Skakinstruktør", CHESS, COORDINATOR, REGULAR, False, "skak, børn", AFTERNOON, "Kursus hos Dansk Skoleskak", "Nej", 1),
    Task("Hjælper i skakklubben", CHESS, HELPER, REGULAR, True, "skak, børn", AFTERNOON, "Fællesskab", "Lidt", 3),
    Task("Fodboldtræner for drenge", FOOTBALL, COORDINATOR, REGULAR, False, "idræt", EVENING, "CV-udtalelse", "Lidt", 2,
         owner="activity_worker"),
    Task("Træner for pigeholdet", BASKET, COORDINATOR, REGULAR, False, "idræt", AFTERNOON, "CV-udtalelse", "Lidt", 2),
    Task("Guitarlærer", GUITAR, SPECIALIST, REGULAR, False, "musik", AFTERNOON, "Indflydelse", "Nej", 1),
    Task("Vært i babycaféen", BABY_CAFE, COORDINATOR, REGULAR, False, "børn, planlægning", MORNING, "Indflydelse", "Lidt", 1,
         owner="social_worker"),
    Task("Kaffe og borddækning i babycaféen", BABY_CAFE, HELPER, REGULAR, True, "praktisk hjælp", MORNING, "Fællesskab",
         "Lidt", 6, owner="social_worker"),
    Task("Legehjørnet i babycaféen", BABY_CAFE, HELPER, REGULAR, True, "børn", MORNING, "Fællesskab", "Nej", 4,
         owner="social_worker"),
    Task("Tolk ved temaeftermiddage", BABY_CAFE, SPECIALIST, SHORT, False, "tolk", MORNING, "CV-udtalelse", "Nej", 2,
         owner="social_worker"),
    Task("Tovholder i Åben Café", OPEN_CAFE, COORDINATOR, REGULAR, False, "planlægning, samtale", MORNING, "Indflydelse", "Ja", 1),
    Task("Bage kage til Åben Café", OPEN_CAFE, HELPER, REGULAR, True, "bagning", f"{MORNING}; {AFTERNOON}", "Fællesskab", "Nej", 3),
    Task("Åbne og lukke Åben Café", OPEN_CAFE, HELPER, REGULAR, False, "praktisk hjælp", MORNING, "Ansvar", "Lidt", 2),
    Task("Kaffehold i Åben Café", OPEN_CAFE, HELPER, REGULAR, True, "praktisk hjælp, samtale", MORNING, "Fællesskab", "Lidt", 4),
    Task("IT-makker", IT_CAFE, SPECIALIST, REGULAR, True, "computer", EVENING, "CV-udtalelse", "Nej", 4, owner="social_worker"),
    Task("Køkkenhold til fællesspisning", DINNER, COORDINATOR, REGULAR, True, "madlavning", EVENING, "Gratis mad", "Lidt", 4),
    Task("Opdækning til fællesspisning", DINNER, HELPER, REGULAR, True, "praktisk hjælp", EVENING, "Gratis mad", "Nej", 8),
    Task("Oprydning efter fællesspisning", DINNER, HELPER, REGULAR, True, "praktisk hjælp", EVENING, "Gratis mad", "Nej", 6),
    Task("Bage brød til fællesspisning", DINNER, HELPER, REGULAR, True, "bagning", EVENING, "Gratis mad", "Nej", 3),
    Task("Hjælper på danseholdet", DANCE, HELPER, REGULAR, False, "dans", EVENING, "Fællesskab", "Lidt", 2),
    Task("Danseinstruktør", DANCE, COORDINATOR, REGULAR, False, "dans", EVENING, "Kursus", "Lidt", 1),
    Task("Zumbainstruktør", DANCE, COORDINATOR, SHORT, False, "dans", EVENING, "Kursus", "Nej", 1,
         date(2014, 2, 5), date(2014, 6, 25)),
    Task("Hjælper på fodboldskolen", FOOTBALL_SCHOOL, HELPER, ONE_OFF, False, "idræt, børn", HOLIDAYS, "Fællesskab", "Nej", 3,
         date(2014, 7, 29), date(2014, 7, 30), "activity_worker"),
    Task("Hjælper i efterårsferien", GIRLS_FOOTBALL, HELPER, ONE_OFF, False, "idræt, børn", HOLIDAYS, "Fællesskab", "Nej", 4,
         date(2014, 10, 14), date(2014, 10, 15), "activity_worker"),
    Task("Rydde op efter julehygge", BABY_CAFE, HELPER, ONE_OFF, True, "praktisk hjælp", MORNING, "Fællesskab", "Nej", 3,
         date(2014, 12, 16), date(2014, 12, 16), "social_worker"),
    Task("Pynte fælleshuset til nytårskur", OPEN_CAFE, HELPER, ONE_OFF, True, "håndarbejde, praktisk hjælp", MORNING,
         "Fællesskab", "Nej", 4, date(2014, 12, 29), date(2015, 1, 5)),
    Task("Bage boller til årets første babycafé", BABY_CAFE, HELPER, ONE_OFF, True, "bagning", MORNING, "Fællesskab", "Nej", 2,
         date(2015, 1, 6), date(2015, 1, 6), "social_worker"),
    Task("Tolk på arabisk ved førstehjælp til børn", BABY_CAFE, SPECIALIST, ONE_OFF, True, "tolk", MORNING, "CV-udtalelse",
         "Nej", 1, date(2015, 1, 13), date(2015, 1, 13), "social_worker"),
    Task("Køre gæster til kulturtur", OPEN_CAFE, SPECIALIST, ONE_OFF, True, "kørsel", WEEKEND, "Oplevelse", "Nej", 2,
         date(2015, 1, 17), date(2015, 1, 17)),
    Task("Følge børn til skakturnering", CHESS, HELPER, ONE_OFF, True, "børn, skak", WEEKEND, "Oplevelse", "Nej", 3,
         date(2015, 1, 24), date(2015, 1, 24)),
    Task("Dække op til januars fællesspisning", DINNER, HELPER, ONE_OFF, True, "praktisk hjælp, madlavning", EVENING,
         "Gratis mad", "Nej", 5, date(2015, 1, 29), date(2015, 1, 29)),
    Task("Forberede frivilligfest 2015", DINNER, CORE, SHORT, True, "planlægning", f"{AFTERNOON}; {EVENING}", "Indflydelse",
         "Lidt", 4, date(2015, 2, 2), date(2015, 4, 30)),
    Task("Besøgsven for ældre nabo", OPEN_CAFE, HELPER, REGULAR, True, "samtale", "Kan ringes til", "Samvær", "Lidt", 5,
         date(2015, 1, 5), None, "social_worker"),
    Task("Sy forklæder til køkkenholdet", DINNER, SPECIALIST, ONE_OFF, True, "håndarbejde", "Kan ringes til", "Fællesskab",
         "Nej", 2, date(2014, 12, 15), date(2015, 1, 31)),
    Task("Lære nye at bruge e-Boks", IT_CAFE, SPECIALIST, SHORT, True, "computer", EVENING, "CV-udtalelse", "Nej", 3,
         date(2015, 1, 8), date(2015, 3, 26), "social_worker"),
)  # fmt: skip


def draw_tasks(project: Project) -> list[Document]:
    """The task list and the list of who has taken on what."""
    return [_task_list(project), _assignments(project)]


def _task_list(project: Project) -> Document:
    rng = project.chance("task list")
    sheet = Sheet("Opgaver").title("Frivilligopgaver, store og små").blank()
    sheet.header(
        "Opgave", "Aktivitet", "Rolle i cirklen", "Varighed", "Kan løses nu", "Kræver", "Hvornår", "Goder",
        "Støtte fra medarbejder", "Pladser", "Start", "Slut", "Ansvarlig", "Opdateret",
    )  # fmt: skip
    for task in TASKS:
        updated = (
            date(2014, 12, rng.randint(1, 19)) if task.now else date(2013 + rng.randint(0, 1), rng.randint(8, 11), 12)
        )
        sheet.add(
            task.name, task.activity, task.role, task.duration, "ja" if task.now else "nej", task.skills, task.times,
            task.benefits, task.support, task.places, task.first, task.last, project.staff_name(task.owner), updated,
        )  # fmt: skip
    path = "03 Opgaver/Frivilligopgaver.xlsx"
    return Document(path, "task_list", xlsx([sheet]), datetime(2014, 12, 19, 11, 11))


def _assignments(project: Project) -> Document:
    lines: list[list[Cell]] = [
        [
            "Opgave",
            "Aktivitet",
            "Navn",
            "Tlf.",
            "Født",
            "Rolle",
            "Fra",
            "Til",
            "Aftalt til",
            "Formidlet af",
            "Hvordan gik det",
        ]
    ]
    engagements = sorted(project.roster.engagements, key=lambda e: (e.first, e.person.number))
    lines += [_assignment(project, engagement) for engagement in engagements]
    lines.append(
        ["Legehjørnet i babycaféen", BABY_CAFE, "", "", "", HELPER, date(2014, 10, 7), "", "", "Selv", "I gang"]
    )
    newcomer = project.roster.volunteers[-8]
    lines.append(
        _assignment(
            project,
            Engagement(
                newcomer.person,
                "Hjælper i skakklubben",
                CHESS,
                HELPER,
                date(2015, 1, 7),
                None,
                "Frivilligkoordinator",
                "I gang",
            ),
        )
    )
    content = csv_text(lines, encoding="utf-8")
    return Document(
        "03 Opgaver/hvem_har_hvilken_opgave.csv", "task_assignments", content, datetime(2014, 12, 19, 14, 50)
    )


def _assignment(project: Project, engagement: Engagement) -> list[Cell]:
    mention = project.cast.mention(
        engagement.person, "engagements", ("phone", "birth_year"), activity=engagement.activity
    )
    return [
        engagement.task, engagement.activity, mention.full_name, mention.phone, mention.birth_year, engagement.role,
        engagement.first, engagement.last, engagement.committed_until, engagement.arranged_by, engagement.outcome,
    ]  # fmt: skip
