"""Attendance sheets with names down and dates across: one file per activity, a sheet per season or month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random

from flows.reference_project.activities import BABY_CAFE, CHESS, DANCE, GUITAR, HELD, IT_CAFE, OPEN_CAFE
from flows.reference_project.dates import PROJECT_START, danish, month, season
from flows.reference_project.document import Document
from flows.reference_project.people import Mention, Person
from flows.reference_project.project import Project
from flows.reference_project.visits import PARTICIPANT, Visit, by_person
from flows.reference_project.workbook import Cell, Sheet, csv_text, ods, xlsx

ROLE_WORDS = {PARTICIPANT: "Bruger", "volunteer": "Frivillig", "coordinator": "Tovholder", "staff": "Personale"}
ROLE_LETTERS = {"volunteer": "f", "coordinator": "t", PARTICIPANT: "x"}


def short_date(day: date) -> Cell:
    """3/9"""
    return f"{day.day}/{day.month}"


def spoken_date(day: date) -> Cell:
    """d. 3/9"""
    return f"d. {day.day}/{day.month}"


def long_date(day: date) -> Cell:
    """03-09-2013, as text"""
    return danish(day)


def real_date(day: date) -> Cell:
    return day


@dataclass(frozen=True)
class Layout:
    """How the people behind one activity keep their sheet."""

    activity: str
    title: str
    sheet_of: Callable[[date], str]
    heading: Callable[[date], Cell]
    shows: tuple[str, ...] = ("birth_year", "phone")
    groups: tuple[tuple[str, str], ...] = ()
    has_area: bool = False
    marks: tuple[Cell, ...] = ("x", "x", "x", "X")
    staff: tuple[str, ...] = ()
    one_row_each: bool = False
    label_beside: bool = False
    name_only_in: str = ""
    names_only: int = 0
    spoilt: tuple[tuple[str, str], ...] = ()
    note: str = ""


@dataclass
class _Entry:
    """A row to be: who, in which role, and which days in which role."""

    person: Person
    role: str
    days: dict[date, str]


@dataclass
class Drawing:
    """Draws the sheets of one layout."""

    project: Project
    layout: Layout
    visits: list[Visit]
    rng: Random
    spoiler: dict[str, str] = field(default_factory=dict)

    def sheets(self) -> list[Sheet]:
        """Every season's or month's sheet, in order of time."""
        days: defaultdict[str, list[date]] = defaultdict(list)
        for day in sorted({visit.day for visit in self.visits} | self._unmarked_days()):
            days[self.layout.sheet_of(day)].append(day)
        return [self._sheet(name, columns) for name, columns in days.items()]

    def _unmarked_days(self) -> set[date]:
        """Days on which the offer was open though nobody came."""
        written = {visit.day for visit in self.visits}
        return {day for day in HELD[self.layout.activity] if written and min(written) <= day <= max(written)}

    def _sheet(self, name: str, days: list[date]) -> Sheet:
        layout = self.layout
        sheet = Sheet(name).title(f"{layout.title} – {name.lower()}")
        if layout.label_beside:
            sheet.add("Aktivitet", layout.activity)
        else:
            sheet.add(f"Aktivitet: {layout.activity}")
        sheet.blank().header(*self._headings(days), *(layout.heading(day) for day in days), "I alt")
        spoil = dict(layout.spoilt).get(name, "")
        name_only = layout.names_only if name == layout.name_only_in else 0
        entries = self._entries(days)
        groups = layout.groups or (("", ""),)
        for role, word in groups:
            members = [e for e in entries if not role or e.role == role]
            if not members:
                continue
            if word:
                sheet.group(word, "group" if role == PARTICIPANT else "volunteers")
            for entry in members:
                spoils = spoil if spoil and role in ("", PARTICIPANT) and self._can_be_spared(entry, name) else ""
                bare = name_only > 0 and not spoils and self._is_known_before(entry, days)
                sheet.add(*self._row(entry, days, spoils, bare))
                spoil, name_only = ("" if spoils else spoil), name_only - bare
        counts = [sum(day in entry.days for entry in entries) for day in days]
        sheet.add("I alt", *[None] * (len(self._headings(days)) - 1), *counts, style="total")
        if layout.note:
            sheet.blank().add(layout.note)
        return sheet

    def _headings(self, days: list[date]) -> list[str]:
        words = {"birth_year": "Født", "phone": "Tlf."}
        columns = ["Navn", *(words[name] for name in self.layout.shows)]
        columns += ["Område"] if self.layout.has_area else []
        return columns + ([] if self.layout.groups else ["Rolle"])

    def _entries(self, days: list[date]) -> list[_Entry]:
        visits = [visit for visit in self.visits if visit.day in set(days)]
        entries = _one_each(visits) if self.layout.one_row_each else _one_per_role(visits)
        for role in self.layout.staff:
            came = {day: "staff" for day in days if self.rng.random() < 0.6}
            entries.append(_Entry(self.project.staff[role], "staff", came or {days[0]: "staff"}))
        return entries

    def _row(self, entry: _Entry, days: list[date], spoil: str, bare: bool) -> Iterator[Cell]:
        mention = self._mention(entry, bare)
        if spoil:
            self.project.cast.unsay(mention)
        yield mention.full_name
        for name in self.layout.shows:
            yield mention.birth_year if name == "birth_year" else _as_typed(mention.phone, self.rng)
        if self.layout.has_area:
            yield entry.person.area if self.rng.random() < 0.8 and not bare else None
        if not self.layout.groups:
            yield ROLE_WORDS[entry.role]
        spoilt_day = min(entry.days) if spoil else None
        for day in days:
            yield spoil if day == spoilt_day else self._mark(entry, day)
        yield len(entry.days)

    def _mention(self, entry: _Entry, bare: bool) -> Mention:
        shows = ("phone",) if entry.person.is_staff else self.layout.shows
        return self.project.cast.mention(
            entry.person, "attendances", shows, activity=self.layout.activity, name_only=bare
        )

    def _mark(self, entry: _Entry, day: date) -> Cell:
        role = entry.days.get(day)
        if role is None:
            return self.rng.choice(("afbud", "-")) if self.rng.random() < 0.01 else None
        return self.rng.choice(self.layout.marks) if role == entry.role else ROLE_LETTERS[role]

    def _can_be_spared(self, entry: _Entry, sheet_name: str) -> bool:
        """Whether somebody is a participant on another sheet too, so that one row less loses no user."""
        return entry.role == PARTICIPANT and any(
            v.person is entry.person
            and v.role == PARTICIPANT
            and v.day >= PROJECT_START
            and self.layout.sheet_of(v.day) != sheet_name
            for v in self.visits
        )

    def _is_known_before(self, entry: _Entry, days: list[date]) -> bool:
        return entry.role == PARTICIPANT and any(
            v.person is entry.person and v.day < min(days) and v.day >= PROJECT_START for v in self.visits
        )


def _one_per_role(visits: list[Visit]) -> list[_Entry]:
    found = by_person(visits)
    return [_Entry(person, role, dict.fromkeys(days, role)) for (person, role), days in found.items()]


def _one_each(visits: list[Visit]) -> list[_Entry]:
    """One row per person: those who both come as users and lend a hand stand as users."""
    days: defaultdict[Person, dict[date, str]] = defaultdict(dict)
    for visit in visits:
        days[visit.person][visit.day] = visit.role
    return [
        _Entry(person, PARTICIPANT if PARTICIPANT in roles.values() else next(iter(roles.values())), roles)
        for person, roles in days.items()
    ]


def _as_typed(phone: str, rng: Random) -> Cell:
    """A phone number of plain digits is often a number to the spreadsheet."""
    return int(phone) if phone.isdigit() and rng.random() < 0.5 else phone or None


_CAFE_GROUPS = (
    (PARTICIPANT, "Forældre"),
    ("volunteer", "Frivillige"),
    ("coordinator", "Tovholder"),
    ("staff", "Ansatte"),
)
_CHILD_GROUPS = (
    (PARTICIPANT, "Børn"), ("coordinator", "Tovholder"), ("volunteer", "Frivillige voksne"), ("staff", "Personale"),
)  # fmt: skip

BABY = Layout(
    BABY_CAFE, "Nordbyens babycafé, fremmøde", month, short_date, groups=_CAFE_GROUPS, staff=("social_worker",),
    marks=("x", "x", "x", "X", "x"), spoilt=(("Marts 2014", "?"),), note="Husk at sende listen til frivilligkoordinatoren.",
)  # fmt: skip
OPEN = Layout(
    OPEN_CAFE, "ÅBEN CAFÉ mandag og torsdag", season, real_date, has_area=True, one_row_each=True,
    staff=("coordinator",), name_only_in="Forår 2014", names_only=5, spoilt=(("Efterår 2014", "??"),), label_beside=True,
    marks=("x", "X", "x", 1),
)  # fmt: skip
CHESS_CLUB = Layout(
    CHESS, "Skakklub, onsdage 15-17", season, long_date, groups=_CHILD_GROUPS, staff=("coordinator",),
    marks=("x", "x", "ja"), spoilt=(("Forår 2014", "?"),), label_beside=True,
)  # fmt: skip
IT = Layout(IT_CAFE, "IT-café torsdage", season, spoken_date, staff=("coordinator", "social_worker"), marks=("x", 1))
DANCING = Layout(
    DANCE, "Dans for kvinder", season, real_date, marks=(1,),
    groups=((PARTICIPANT, "Deltagere"), ("coordinator", "Instruktør"), ("volunteer", "Hjælpere")),
)  # fmt: skip
GUITAR_LESSONS = Layout(GUITAR, "Guitar hver onsdag", lambda day: f"{day.year}", long_date, marks=("x", "ja"))


def draw_attendance(project: Project) -> list[Document]:
    """All crosstab attendance files."""
    return [
        *_baby_cafe(project),
        Document(
            "02 Aktiviteter/Åben Café/Fremmøde Åben Café.xlsx", "attendance_sheet",
            xlsx([*_with_staff_among_users(project, _draw(project, OPEN)), _legend()]), datetime(2014, 12, 18, 14, 2),
        ),
        Document(
            "02 Aktiviteter/Skak/skakklubben.xlsx", "attendance_sheet",
            xlsx(_draw(project, CHESS_CLUB)), datetime(2014, 12, 17, 17, 20),
        ),
        Document(
            "02 Aktiviteter/IT-café/IT-cafe fremmøde.ods", "attendance_sheet",
            ods(_draw(project, IT)), datetime(2014, 11, 7, 9, 41),
        ),
        Document(
            "02 Aktiviteter/Dans/Dans for kvinder 2014.xlsx", "attendance_sheet",
            xlsx(_draw(project, DANCING)), datetime(2014, 12, 18, 10, 5),
        ),
        *_guitar(project),
    ]  # fmt: skip


def _draw(project: Project, layout: Layout, visits: Iterable[Visit] = ()) -> list[Sheet]:
    drawing = Drawing(
        project, layout, list(visits) or project.crowd.of(layout.activity), project.chance(f"sheet {layout.activity}")
    )
    return drawing.sheets()


def _baby_cafe(project: Project) -> Iterator[Document]:
    sheets = _draw(project, BABY)
    for year in (2013, 2014):
        of_year = [sheet for sheet in sheets if sheet.name.endswith(str(year))]
        if year == 2014:
            _add_row_without_name(of_year[3])
        path = f"02 Aktiviteter/Babycafé/Fremmøde babycafé {year}.xlsx"
        yield Document(path, "attendance_sheet", xlsx(of_year), datetime(year, 12, 19, 9, 12))


def _guitar(project: Project) -> Iterator[Document]:
    (sheet,) = _draw(project, GUITAR_LESSONS)
    lines = [line.cells for line in sheet.lines]
    content = csv_text(lines)
    yield Document("02 Aktiviteter/Guitar/guitar 2014.csv", "attendance_sheet", content, datetime(2014, 12, 17, 20, 30))


def _add_row_without_name(sheet: Sheet) -> None:
    total = next(n for n, line in enumerate(sheet.lines) if line.cells and line.cells[0] == "I alt")
    sheet.add(None, None, None, "x", "x")
    sheet.lines.insert(total, sheet.lines.pop())


def _with_staff_among_users(project: Project, sheets: list[Sheet]) -> list[Sheet]:
    """A colleague who sat down for coffee and put herself on the list of users."""
    sheet = sheets[-1]
    header = next(n for n, line in enumerate(sheet.lines) if line.style == "header")
    worker = project.cast.mention(project.staff["social_worker"], "attendances", ("phone",), activity=OPEN_CAFE)
    sheet.add(worker.full_name, None, worker.phone, None, ROLE_WORDS[PARTICIPANT], "x", None, "x")
    sheet.lines.insert(header + 2, sheet.lines.pop())
    return sheets


def _legend() -> Sheet:
    sheet = Sheet("Forklaring")
    sheet.add("Mærke", "Betyder", style="title")
    for mark, meaning in (
        ("x", "mødt op"),
        ("f", "gav en hånd med som frivillig"),
        ("t", "var tovholder"),
        ("-", "meldt afbud"),
    ):
        sheet.add(mark, meaning)
    return sheet
