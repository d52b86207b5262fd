"""The local associations: who they are, who is a member, who holds an office."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from flows.reference_project.document import Document
from flows.reference_project.people import GLARBJERG, JENNUM, VANGDALEN
from flows.reference_project.project import Project
from flows.reference_project.roster import BYDELSMODRE, JENNUM_ASSOCIATION, NORDBYENS_MOTION
from flows.reference_project.workbook import Sheet, ods, xlsx

ORGANISATIONS = (
    (BYDELSMODRE, "Forening", JENNUM, "Hjælp til regnskab og ansøgninger", "Formand vælges i marts"),
    (NORDBYENS_MOTION, "Forening", GLARBJERG, "Lokale og hjælp til medlemsliste", None),
    (JENNUM_ASSOCIATION, "Forening", JENNUM, "Hjælp til ansøgninger", None),
    ("Afdelingsbestyrelsen Glarbjergvej", "Afdelingsbestyrelse", GLARBJERG, "Sekretær ved beboermøder", None),
    ("Afdelingsbestyrelsen Vangdalen", "Afdelingsbestyrelse", VANGDALEN, "Sekretær ved beboermøder", None),
    ("Afdelingsbestyrelsen Jennumparken", "Afdelingsbestyrelse", JENNUM, "Sekretær ved beboermøder", None),
    ("Dansk Skoleskak", "Landsorganisation", None, None, "Skakkonsulenten"),
    ("Sundhedscenter Randers", "Kommunal", None, None, "Sundhedskonsulenten"),
    ("Biblioteket", "Kommunal", None, None, "Børnebibliotekaren"),
    ("Sundhedsplejen", "Kommunal", None, None, None),
    ("Foreningsmentor", "Kommunal", None, None, "Foreningsmentoren"),
    ("Bysekretariatet", "Boligsocialt sekretariat", GLARBJERG, None, None),
)
_MEMBERS_ONLY = 12


def draw_associations(project: Project) -> list[Document]:
    """Organisation list, offices and members across associations, and Nordbyens Motion's own list."""
    return [_organisations(), _offices(project), _motion_members(project)]


def _organisations() -> Document:
    sheet = Sheet("Samarbejdspartnere").title("Foreninger og samarbejdspartnere i Nordbyen").blank()
    sheet.header("Organisation", "Type", "Boligområde", "Støtte fra os", "Kontakt")
    for row in ORGANISATIONS:
        sheet.add(*row)
    path = "04 Foreninger/Foreninger og partnere.xlsx"
    return Document(path, "organisation_list", xlsx([sheet]), datetime(2014, 9, 2, 13, 0))


def _offices(project: Project) -> Document:
    rng = project.chance("offices")
    sheet = Sheet("Poster og medlemmer").title("Hvem er med hvor").blank()
    sheet.header("Forening / bestyrelse", "Navn", "Tlf.", "Fødselsår", "Post", "Valgt", "Fratrådt")
    for volunteer in project.roster.volunteers:
        for organisation, role in volunteer.organisations:
            if organisation == NORDBYENS_MOTION:
                continue
            mention = project.cast.mention(volunteer.person, "memberships", ("phone", "birth_year"))
            since = volunteer.registered - timedelta(days=rng.randint(0, 700))
            left = volunteer.status_date if volunteer.status == "Stoppet" else None
            sheet.add(organisation, mention.full_name, mention.phone or None, mention.birth_year, role, since, left)
    someone = project.roster.volunteers[24].person
    sheet.add(BYDELSMODRE, someone.full_name, someone.phone, someone.birth_year, "Frivillig", "engang i foråret", None)
    sheet.blank().add("Opdateret efter generalforsamlingerne i marts 2014")
    path = "04 Foreninger/Poster i foreninger og bestyrelser.xlsx"
    return Document(path, "membership_list", xlsx([sheet]), datetime(2014, 4, 3, 16, 40))


def _motion_members(project: Project) -> Document:
    rng = project.chance("motion members")
    sheet = (
        Sheet("Medlemmer")
        .add(f"Forening: {NORDBYENS_MOTION}")
        .add("Kassererens liste, revideret af bestyrelsen")
        .blank()
    )
    sheet.add("Navn", "Telefon", "Mailadresse", "Fødselsår", "Funktion", "Medlem siden", "Udmeldt")
    instructors = [
        (v.person, role, v.registered)
        for v in project.roster.volunteers
        for name, role in v.organisations
        if name == NORDBYENS_MOTION
    ]
    members = [
        (project.cast.adult(), "Medlem", date(2011, 9, 1) + timedelta(days=rng.randint(0, 1000)))
        for _ in range(_MEMBERS_ONLY)
    ]
    users = sorted(project.crowd.users(), key=lambda person: person.number)
    members += [(person, "Medlem", date(2013, 9, 2)) for person in rng.sample([p for p in users if p.email], 6)]
    for person, role, since in instructors + members:
        mention = project.cast.mention(person, "memberships", ("phone", "email", "birth_year"))
        sheet.add(
            mention.full_name, mention.phone or None, mention.email or None, mention.birth_year, role, since, None
        )
    path = "04 Foreninger/Nordbyens Motion medlemsliste.ods"
    return Document(path, "association_list", ods([sheet]), datetime(2014, 8, 28, 21, 12))
