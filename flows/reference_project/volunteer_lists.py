"""The lists of volunteers kept beside the questionnaire: the coordinator's workbook and a colleague's export."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from flows.reference_project.activities import BASKET, CHESS, FOOTBALL
from flows.reference_project.dates import danish
from flows.reference_project.document import Document
from flows.reference_project.people import GLARBJERG, JENNUM, OUTSIDE, VANGDALEN
from flows.reference_project.project import Project
from flows.reference_project.roster import ATTACHED, Volunteer
from flows.reference_project.workbook import Cell, Sheet, csv_text, xlsx

_HEADINGS = (
    "Navn", "Adresse", "Postnr.", "Tlf.", "Mail", "Født", "Kan", "Vil gerne", "Hvornår", "Rolle i cirklen", "Motiv",
    "Fundet via", "Registreret", "Status", "Årsag", "Status siden", "Pause til", "Må kontaktes", "Forældres samtykke", "Kontaktperson",
    "Børneattest",
)  # fmt: skip
_PHONE, _CHANNEL, _STATUS_DATE = _HEADINGS.index("Tlf."), _HEADINGS.index("Fundet via"), _HEADINGS.index("Status siden")
_WITH_CHILDREN = (BASKET, CHESS, FOOTBALL)
_PATH = "01 Frivillige/Frivilligliste Nordbyen.xlsx"
_COPY = "01 Frivillige/Gamle lister/Kopi af Frivilligliste Nordbyen (2).xlsx"


def share_out(project: Project) -> tuple[list[Volunteer], list[Volunteer], list[Volunteer]]:
    """Which volunteers stand where: in the questionnaire, the coordinator's list and the colleague's."""
    rng = project.chance("share out")
    questionnaire: list[Volunteer] = []
    coordinator: list[Volunteer] = []
    colleague: list[Volunteer] = []
    for number, volunteer in enumerate(project.roster.volunteers):
        if volunteer.guardian_consent or number < len(ATTACHED):
            coordinator.append(volunteer)
            questionnaire += [volunteer] if not volunteer.guardian_consent and rng.random() < 0.6 else []
        elif volunteer.organisations:
            colleague.append(volunteer)
            coordinator += [volunteer] if rng.random() < 0.6 else []
            questionnaire += [volunteer] if rng.random() < 0.3 else []
        else:
            on_list = volunteer.channel != "Spørgeskema" and (volunteer.status != "" or rng.random() < 0.6)
            coordinator += [volunteer] if on_list else []
            questionnaire += [volunteer] if not on_list or rng.random() < 0.55 else []
    return questionnaire, coordinator, colleague


def draw_coordinator_list(
    project: Project, volunteers: list[Volunteer], answered: list[Volunteer]
) -> Iterator[Document]:
    """The coordinator's workbook: grouped by area, with a legend; and the copy somebody took of it."""
    rng = project.chance("coordinator list")
    sheet = Sheet("Frivillige").title("FRIVILLIGE I NORDBYEN").title("Opdateret løbende af frivilligkoordinatoren")
    sheet.blank().header(*_HEADINGS)
    spoilable = [v for v in volunteers if v in answered and v.status == "Aktiv"]
    too_short, unknown_channel = spoilable[0], spoilable[1]
    for area in (GLARBJERG, VANGDALEN, JENNUM, OUTSIDE):
        sheet.group(area)
        for volunteer in (v for v in volunteers if v.person.area == area):
            row = _row(project, volunteer, rng)
            if volunteer is too_short:
                row[_PHONE] = str(volunteer.person.phone)[:7]
            if volunteer is unknown_channel:
                row[_CHANNEL] = "en plakat i vaskeriet"
            if volunteer in (too_short, unknown_channel):
                project.cast.unsay(project.cast.mentions[-1])
            sheet.add(*row, style="volunteers" if volunteer.status == "Aktiv" else "")
        sheet.blank()
    _repeat_a_row(sheet)
    sheet.add("I alt", len(volunteers), style="total")
    content = xlsx([sheet, _legend()])
    yield Document(_PATH, "volunteer_list", content, datetime(2014, 12, 19, 15, 10))
    yield Document(_COPY, "volunteer_list", content, datetime(2014, 12, 21, 20, 44))


def _row(project: Project, volunteer: Volunteer, rng: Random) -> list[Cell]:
    mention = project.cast.mention(volunteer.person, "volunteers", ("birth_year", "email", "phone"))
    person = volunteer.person
    return [
        mention.full_name,
        person.address,
        int(person.postal_code) if rng.random() < 0.5 else person.postal_code,
        mention.phone or None,
        mention.email or None,
        mention.birth_year,
        ", ".join(volunteer.skills).lower(),
        " og ".join(volunteer.wishes[:2]).lower(),
        ", ".join(volunteer.times).lower(),
        volunteer.role,
        volunteer.motive,
        volunteer.channel,
        volunteer.registered if rng.random() < 0.6 else danish(volunteer.registered, rng.choice("-/.")),
        volunteer.status or None,
        volunteer.reason or None,
        volunteer.status_date,
        volunteer.paused_until,
        "ja" if volunteer.may_contact else "nej",
        "ja" if volunteer.guardian_consent else None,
        project.staff_name(rng.choice(("coordinator", "coordinator", "social_worker", "activity_worker"))),
        _certificate(project, volunteer),
    ]


def _certificate(project: Project, volunteer: Volunteer) -> date | None:
    """The day the child certificate was obtained: for most, not all, of those who help where children come."""
    rng = project.chance(f"child certificate {project.roster.volunteers.index(volunteer)}")
    first = min((stint.first for stint in volunteer.stints if stint.activity in _WITH_CHILDREN), default=None)
    return first - timedelta(days=rng.randint(0, 40)) if first and rng.random() < 0.7 else None


def _repeat_a_row(sheet: Sheet) -> None:
    """The same row a second time, as happens when rows are copied between groups."""
    area_first_row = 5
    repeated = next(
        line for line in sheet.lines[area_first_row:] if len(line.cells) == len(_HEADINGS) and line.cells[_PHONE]
    )
    last_of_group = next(n for n in range(area_first_row, len(sheet.lines)) if not sheet.lines[n].cells)
    sheet.lines.insert(last_of_group, repeated)


def _legend() -> Sheet:
    sheet = Sheet("Forklaring").title("Farver og koder")
    for words in (("Grøn", "aktiv"), ("Hvid", "ikke i gang, pause eller stoppet"), ("Gul", "boligområde")):
        sheet.add(*words)
    return sheet


def draw_colleague_list(project: Project, volunteers: list[Volunteer], answered: list[Volunteer]) -> Document:
    """What a colleague's old system exports: semicolons, cp1252, decimal commas, names in two columns."""
    rng = project.chance("colleague list")
    lines: list[list[Cell]] = [
        [
            "Fornavn", "Efternavn", "Mobil", "E-mail", "Vejnavn", "Postnr", "Fødselsår", "Kompetencer", "Ønsker", "Kanal",
            "Oprettet", "Timer pr. uge", "Bemærkninger",
        ]
    ]  # fmt: skip
    spoilable = iter([v for v in volunteers if v in answered and v.person.email])
    bad_mail, bad_date = next(spoilable), next(spoilable)
    for volunteer in volunteers:
        row = _export_row(project, volunteer, rng)
        if volunteer is bad_mail:
            row[3] = volunteer.person.email.replace("@", " snabel-a ")
        if volunteer is bad_date:
            row[10] = "29-02-2013"
        if volunteer in (bad_mail, bad_date):
            project.cast.unsay(project.cast.mentions[-1])
        lines.append(row)
    lines.append(lines[7])
    path = "01 Frivillige/Fra Bente/frivillige_export_2014.csv"
    return Document(path, "colleague_list", csv_text(lines), datetime(2014, 11, 28, 10, 22))


def _export_row(project: Project, volunteer: Volunteer, rng: Random) -> list[Cell]:
    person = volunteer.person
    mention = project.cast.mention(person, "volunteers", ("birth_year", "email", "phone"))
    *given, family = mention.full_name.split()
    return [
        " ".join(given),
        family,
        mention.phone,
        mention.email,
        person.address,
        person.postal_code,
        mention.birth_year,
        ", ".join(volunteer.skills[:2]),
        volunteer.wishes[0],
        volunteer.channel,
        volunteer.registered + timedelta(days=rng.choice((0, 0, 0, 7))),
        rng.choice((1.5, 2.0, 2.5, 4.0)),
        "",
    ]
