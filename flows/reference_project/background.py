"""What stands around the volunteers: activities, staff, targets, closures, figures about the areas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from flows.reference_project.activities import ACTIVITIES
from flows.reference_project.dates import CLOSURES, PROJECT_END, PROJECT_START, danish
from flows.reference_project.document import Document
from flows.reference_project.people import GLARBJERG, JENNUM, VANGDALEN
from flows.reference_project.project import STAFF_SINCE, STAFF_TITLES, Project
from flows.reference_project.workbook import Cell, Sheet, csv_text, xlsx

FUNDER = "Social- og Integrationsministeriet"
PROJECT_NAME = "Frivillighed på tværs"
_AREAS = (GLARBJERG, VANGDALEN, JENNUM)


@dataclass(frozen=True)
class Target:
    """A row of the list of targets."""

    label: str
    metric: str
    target: float
    step: int
    first: date = PROJECT_START
    last: date = PROJECT_END
    direction: str = "Mindst"
    target_group: str | None = None
    funder: str = FUNDER


TARGETS = (
    Target("Brugere i hele projektperioden", "distinct_users", 180, 2),
    Target("Frivillige, der påtager sig en opgave gennem koordinatoren", "volunteers_engaged", 20, 1),
    Target("Frivillige registreret ved projektets slutning", "volunteers_registered", 100, 1),
    Target("Temaarrangementer i babycaféen", "theme_events", 20, 2),
    Target("Udflugter for småbørnsfamilier", "outings", 3, 2),
    Target("Brugere: småbørnsfamilier", "distinct_users", 60, 2, target_group="Familier med små børn"),
    Target("Brugere: børn og unge", "distinct_users", 80, 2, target_group="Børn og unge"),
    Target("Brugere: sårbare voksne", "distinct_users", 50, 2, target_group="Sårbare voksne"),
    Target("Deltagelser efterår 2013", "participations", 1000, 2, date(2013, 7, 1), date(2013, 12, 31), funder="Bysekretariatet"),
    Target("Deltagelser forår 2014", "participations", 2000, 2, date(2014, 1, 1), date(2014, 6, 30), funder="Bysekretariatet"),
    Target("Deltagelser efterår 2014", "participations", 2000, 2, date(2014, 7, 1), date(2014, 12, 31), funder="Bysekretariatet"),
    Target("Nye frivillige 2014", "new_volunteers", 40, 1, date(2014, 1, 1), date(2014, 12, 31), funder="Bysekretariatet"),
    Target("Frivillige timer 2014", "volunteer_hours", 2500, 2, date(2014, 1, 1), date(2014, 12, 31), funder="Bysekretariatet"),
    Target("Inaktive frivillige ved årets slutning", "inactive_volunteers", 8, 1, date(2014, 1, 1), date(2014, 12, 31),
           "Højst", funder="Bysekretariatet"),
    Target("Udfyldte fremmødelister", "completeness", 95, 2, date(2014, 1, 1), date(2014, 12, 31), funder="Bysekretariatet"),
)  # fmt: skip


# What, by when, whose, reached.
MILESTONES = (
    ("Frivilligkoordinatoren er ansat", date(2013, 6, 15), "Projektlederen", date(2013, 6, 3)),
    ("Frivilligdatabasen er taget i brug", date(2013, 10, 1), "Frivilligkoordinatoren", date(2013, 10, 21)),
    ("De første 10 frivillige har en opgave", date(2014, 3, 1), "Frivilligkoordinatoren", date(2014, 1, 14)),
    ("Fodboldskole er holdt sammen med foreningerne", date(2014, 8, 15), "Aktivitetsmedarbejderen", date(2014, 7, 30)),
    ("Frivilligfest er holdt", date(2014, 11, 30), "Den boligsociale medarbejder", date(2014, 11, 21)),
    ("Evaluering er sendt til styregruppen", date(2014, 12, 15), "Projektlederen", None),
)


def draw_background(project: Project) -> list[Document]:
    """Every list that is not about volunteers or who came."""
    return [
        _activities(project), _staff(project), _targets(), _milestones(), _closures(), _area_statistics(),
        _resident_survey(project, 2009), _resident_survey(project, 2012), _volunteer_survey(project), _shopping_list(),
    ]  # fmt: skip


def _activities(project: Project) -> Document:
    sheet = Sheet("Aktiviteter").title("Aktivitetsoversigt for Nordbyen 2013-2014").blank()
    sheet.header(
        "Aktivitet", "Kaldes også", "Slags", "Målgruppe", "Indsatsområde", "Rytme", "Arrangør", "Samarbejde med",
        "Projekter", "Boligområde", "Første gang", "Sidste gang", "Alder fra", "Alder til", "Timer pr. gang", "I privat hjem",
        "Ansvarlig",
    )  # fmt: skip
    for activity in ACTIVITIES:
        youngest, oldest = activity.ages or (None, None)
        sheet.add(
            activity.name, activity.also_called or None, activity.kind, activity.target_group, activity.focus_area,
            activity.rhythm, activity.organiser, activity.partners or None, activity.projects or None, activity.area or None,
            activity.first, activity.last, youngest, oldest, activity.hours, "ja" if activity.in_private_home else None,
            project.staff_name(activity.owner),
        )  # fmt: skip
    return Document(
        "02 Aktiviteter/Aktivitetsoversigt.xlsx", "activity_list", xlsx([sheet]), datetime(2014, 10, 20, 9, 5)
    )


def _staff(project: Project) -> Document:
    sheet = Sheet("Medarbejdere").header("Navn", "Stilling", "Telefon", "Mail", "Født", "Ansat fra", "Ansat til")
    for role, person in project.staff.items():
        project.cast.mention(person, "staff", ("phone", "email", "birth_year"))
        sheet.add(
            person.full_name, STAFF_TITLES[role], person.phone, person.email, person.birth_year, STAFF_SINCE[role], None
        )
    return Document("05 Projekt/Medarbejdere.xlsx", "staff_list", xlsx([sheet]), datetime(2013, 6, 4, 8, 30))


def _targets() -> Document:
    sheet = Sheet("Måltal").title(f"Måltal for {PROJECT_NAME}").blank()
    sheet.header("Måltal", "Nøgletal", "Fra", "Til", "Mål", "Retning", "Målgruppe", "Projekt", "Bevilget af", "Trin")
    for target in TARGETS:
        sheet.add(
            target.label, target.metric, target.first, target.last, target.target, target.direction, target.target_group,
            PROJECT_NAME, target.funder, target.step,
        )  # fmt: skip
    sheet.blank().add("Kilde: projektbeskrivelsen, sommeren 2013")
    return Document("05 Projekt/Måltal.xlsx", "targets", xlsx([sheet]), datetime(2013, 9, 10, 14, 0))


def _milestones() -> Document:
    sheet = Sheet("Milepæle").title(f"Milepælsplan for {PROJECT_NAME}").blank()
    sheet.header("Milepæl", "Frist", "Ansvarlig", "Nået den", "Projekt", "Opdateret")
    for milestone, due, owner, reached in MILESTONES:
        sheet.add(milestone, due, owner, reached, PROJECT_NAME, date(2014, 12, 18))
    return Document("05 Projekt/Milepælsplan.xlsx", "milestone_plan", xlsx([sheet]), datetime(2014, 12, 18, 11, 0))


def _closures() -> Document:
    lines: list[list[Cell]] = [["Lukkedage og ferier"], [], ["Anledning", "Fra", "Til"]]
    lines += [[closure.name, danish(closure.first), danish(closure.last)] for closure in CLOSURES]
    return Document("05 Projekt/lukkedage.csv", "closure_list", csv_text(lines), datetime(2013, 6, 10, 10, 0))


_STATISTICS = (
    ("Beboere med anden etnisk baggrund end dansk", "procent", "ca. 30", ("ca. 28", "ca. 33", "ca. 30")),
    ("Voksne 18-64 år uden for arbejdsmarkedet", "procent", "ca. 60", ("ca. 58", "ca. 63", "ca. 60")),
    ("Børn og unge under 18 år", "procent", "ca. 34", ("33", "36", "34")),
    ("Enlige forsørgere", "procent", "ca. 12", ("11,5", "12,8", "12,1")),
    ("Beboere", "personer", "ca. 2900", ("1240", "760", "905")),
)


def _area_statistics() -> Document:
    lines: list[list[Cell]] = [["Boligområde", "Indikator", "År", "Værdi", "Enhed", "Kilde"]]
    for indicator, unit, whole, values in _STATISTICS:
        lines.append(["", indicator, 2013, whole, unit, "Boligsociale data"])
        lines += [
            [area, indicator, 2013, value, unit, "Boligsociale data"]
            for area, value in zip(_AREAS, values, strict=True)
        ]
    lines.append([VANGDALEN, "Fraflytninger", 2013, "ukendt", "procent", "Boligsociale data"])
    path = "05 Projekt/Baggrund/områdetal_2013.csv"
    return Document(path, "area_statistics", csv_text(lines), datetime(2013, 8, 20, 9, 0))


QUESTIONS = (
    ("Tryghed", "Føler du dig tryg i dit boligområde om aftenen?", ("Meget tryg", "Tryg", "Utryg", "Meget utryg")),
    ("Tryghed", "Føler du dig tryg i dit boligområde om dagen?", ("Meget tryg", "Tryg", "Utryg", "Meget utryg")),
    ("Naboskab", "Kan du bede en nabo om hjælp?", ("Ja, altid", "Ja, som regel", "Sjældent", "Aldrig")),
    ("Tillid", "Kan man stole på de fleste her i området?", ("Helt enig", "Enig", "Uenig", "Helt uenig")),
    ("Trivsel", "Er du tilfreds med at bo her?", ("Meget tilfreds", "Tilfreds", "Utilfreds", "Meget utilfreds")),
    ("Deltagelse", "Har du hjulpet med noget i området det seneste år?", ("Ofte", "Nogle gange", "En enkelt gang", "Aldrig")),
)  # fmt: skip
EMPOWERMENT = (
    "Jeg kender mine egne stærke sider", "Jeg har noget at bidrage med", "Jeg tør og kan tage et initiativ",
)  # fmt: skip
_AGREEMENT = ("Helt enig", "Enig", "Uenig", "Helt uenig")


def _resident_survey(project: Project, year: int) -> Document:
    rng = project.chance(f"resident survey {year}")
    rows = list(_survey_rows(rng, year))
    headings: list[Cell] = ["År", "Boligområde", "Tema", "Spørgsmål", "Svar", "Andel (%)", "Antal svar", "Kilde"]
    saved = datetime(year, 11, 12, 12, 0)
    if year == 2009:
        path = "05 Projekt/Baggrund/beboerundersøgelse 2009.csv"
        return Document(path, "resident_survey", csv_text([headings, *rows]), saved)
    sheet = Sheet("Svarfordeling").title("Beboerundersøgelse 2012, svarfordelinger").blank().header(*headings)
    for row in rows:
        sheet.add(*row)
    return Document("05 Projekt/Baggrund/Beboerundersøgelse 2012.xlsx", "resident_survey", xlsx([sheet]), saved)


def _survey_rows(rng: Random, year: int) -> Iterator[list[Cell]]:
    for area in _AREAS:
        asked = rng.randint(140, 260)
        for theme, question, answers in QUESTIONS:
            for answer, share in zip(answers, _shares(rng, year), strict=True):
                yield [year, area, theme, question, answer, share, asked, f"Beboerundersøgelse {year}"]


def _shares(rng: Random, year: int) -> list[float]:
    """Four shares that make 100 %, a little different from one wave to the next."""
    weights = [
        24 + rng.uniform(-5, 5) - (year == 2012) * 2,
        40 + rng.uniform(-4, 4),
        24 + rng.uniform(-4, 4),
        12 + rng.uniform(-3, 3),
    ]
    shares = [round(100 * weight / sum(weights), 1) for weight in weights[:3]]
    return [*shares, round(100 - sum(shares), 1)]


def _volunteer_survey(project: Project) -> Document:
    rng = project.chance("volunteer survey")
    headings: list[Cell] = ["År", "Boligområde", "Tema", "Spørgsmål", "Svar", "Andel (%)", "Antal svar", "Kilde"]
    lines = [headings]
    for year, asked in ((2013, 41), (2014, 38)):
        for question in EMPOWERMENT:
            for answer, share in zip(_AGREEMENT, _shares(rng, year), strict=True):
                lines.append([year, "", "Empowerment", question, answer, share, asked, "Frivilliges egne svar"])
    path = "05 Projekt/Baggrund/frivilliges_svar_2013_2014.csv"
    return Document(path, "resident_survey", csv_text(lines), datetime(2014, 12, 15, 9, 0))


def _shopping_list() -> Document:
    """Something that lies in the folder and is none of our forms."""
    sheet = Sheet("Ark1").title("Indkøb til julefrokost")
    sheet.add("Vare", "Mængde", "Pris")
    for row in (("Rugbrød", 3, 54.0), ("Sild", 4, 96.0), ("Rødkål", 2, 30.0), ("Appelsiner", 12, 36.0)):
        sheet.add(*row)
    return Document("Diverse/Indkøb julefrokost.xlsx", None, xlsx([sheet]), datetime(2014, 11, 24, 19, 30))
