"""The questionnaire handed out all through the project, as Microsoft Forms exports it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random

from flows.reference_project.dates import PROJECT_END
from flows.reference_project.document import Document
from flows.reference_project.project import Project
from flows.reference_project.roster import MOTIVES, SKILLS, TIMES, Volunteer
from flows.reference_project.workbook import Cell, Sheet, xlsx

QUESTIONS = (
    "Hvad er dit fulde navn?",
    "Hvad er din e-mailadresse?",
    "Hvilket telefonnummer kan vi ringe til?",
    "Hvilket år er du født?",
    "Hvad er dit køn?",
    "Hvilken vej bor du på?",
    "Hvad er dit postnummer?",
    "Hvilket boligområde bor du i?",
    "Hvilket sprog taler du hjemme?",
    "Hvordan hørte du om at være frivillig?",
    "Hvilken rolle passer bedst til dig?",
    "Hvad er den vigtigste grund til, at du vil være frivillig?",
    "Hvad er ellers vigtigt for dig? (sæt gerne flere krydser)",
    "Hvad er du god til? (sæt gerne flere krydser)",
    "Hvad kunne du tænke dig at hjælpe med? (sæt gerne flere krydser)",
    "Hvornår har du tid? (sæt gerne flere krydser)",
    "Må frivilligkoordinatoren kontakte dig om frivilligopgaver?",
    "Samtykketekst",
)
_AUTOMATIC = ("ID", "Starttidspunkt", "Færdiggørelsestidspunkt", "Mail", "Navn")
_ANSWERING_TWICE = 12
_OLD_TEXT, _NEW_TEXT = "2013-1", "2014-1"
_GENDER_WORDS = {"female": "Kvinde", "male": "Mand"}


def draw_questionnaire(project: Project, volunteers: list[Volunteer]) -> Document:
    """The export: those who answered, twelve of them twice and differently the second time."""
    rng = project.chance("questionnaire")
    answers = [(_answered(v, rng), v, False) for v in volunteers]
    early = [(day, v) for day, v, _ in answers if day < date(2014, 6, 1)]
    for day, volunteer in rng.sample(early, _ANSWERING_TWICE):
        later = min(day + timedelta(days=rng.randint(90, 300)), PROJECT_END - timedelta(days=20))
        answers.append((later, volunteer, True))
    answers.sort(key=lambda a: (a[0], a[1].person.number))
    sheet = Sheet("Sheet1").header(*_AUTOMATIC, *QUESTIONS)
    twice = {v.person for _, v, again in answers if again}
    spoilt = next(v.person for _, v, again in answers if v.person in twice and not again)
    for number, (day, volunteer, again) in enumerate(answers, start=1):
        sheet.add(*_stamps(number, day, rng), *_answer(project, volunteer, day, again, rng))
        if volunteer.person is spoilt and not again:
            _spoil_birth_year(project, sheet)
    path = f"01 Frivillige/Spørgeskema/Vil du være frivillig i Nordbyen(1-{len(answers)}).xlsx"
    return Document(path, "questionnaire", xlsx([sheet]), datetime(2014, 12, 22, 9, 30))


def _answered(volunteer: Volunteer, rng: Random) -> date:
    """The day the questionnaire was answered: when they came, or when it reached those already there."""
    if volunteer.registered >= date(2013, 8, 15):
        return volunteer.registered
    return date(2013, 8, 15) + timedelta(days=rng.randint(0, 120))


def _stamps(number: int, day: date, rng: Random) -> list[Cell]:
    start = datetime.combine(day, time(rng.randint(9, 20), rng.randint(0, 59), rng.randint(0, 59)))
    return [number, start, start + timedelta(seconds=rng.randint(150, 1400)), "anonymous", None]


def _answer(project: Project, volunteer: Volunteer, day: date, again: bool, rng: Random) -> list[Cell]:
    person = volunteer.person
    mention = project.cast.mention(person, "volunteers", ("birth_year", "email", "phone"))
    wishes = _changed(volunteer.wishes, SKILLS, rng) if again else volunteer.wishes
    times = _changed(volunteer.times, TIMES, rng) if again else volunteer.times
    motive = rng.choice(MOTIVES) if again and rng.random() < 0.4 else volunteer.motive
    return [
        mention.full_name,
        mention.email or None,
        mention.phone or None,
        mention.birth_year,
        _GENDER_WORDS[person.gender] if rng.random() < 0.96 else "Ønsker ikke at svare",
        person.address,
        person.postal_code,
        person.area,
        person.language,
        volunteer.channel,
        volunteer.role,
        motive,
        _crosses(volunteer.other_motives),
        _crosses(volunteer.skills),
        _crosses(wishes),
        _crosses(times),
        "Ja" if volunteer.may_contact else "Nej",
        _OLD_TEXT if day < date(2014, 2, 1) else _NEW_TEXT,
    ]


def _changed(answers: list[str], choices: tuple[str, ...], rng: Random) -> list[str]:
    """Another answer than last time: one choice dropped, one new."""
    return [*answers[1:], rng.choice([choice for choice in choices if choice not in answers])]


def _crosses(answers: list[str]) -> str | None:
    """Several crosses as Forms writes them, with a semicolon after the last."""
    return "".join(f"{answer};" for answer in answers) or None


def _spoil_birth_year(project: Project, sheet: Sheet) -> None:
    cells = list(sheet.lines[-1].cells)
    cells[len(_AUTOMATIC) + QUESTIONS.index("Hvilket år er du født?")] = "det husker jeg ikke"
    sheet.lines[-1].cells = cells
    project.cast.unsay(project.cast.mentions[-1])
