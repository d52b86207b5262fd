"""The made-up folder itself: the same bytes every time, nobody lost or mixed up, and every mistake put there on purpose."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from pathlib import Path

import pytest
from rapidfuzz.distance import JaroWinkler

from flows.reference_project.activities import DINNER, OPEN_CAFE
from flows.reference_project.dates import PROJECT_END, PROJECT_START
from flows.reference_project.document import Document
from flows.reference_project.inbox import draw_inbox, write_inbox
from flows.reference_project.people import Mention, Person
from flows.reference_project.project import Project, imagine
from warehouse.intake.cpr import has_cpr
from warehouse.intake.grid import open_sheets, show
from warehouse.intake.reading import ReadFile, read_file
from warehouse.intake.rows import Row
from warehouse.settings import Limits
from warehouse.source import load_sources

DANISH_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "é": "e", "ö": "o", "ü": "u", "-": " "})
ONE_NAME = ({"mohammed", "muhammad", "mohamed", "mohamad"}, {"christian", "kristian"}, {"sofie", "sophie"},
            {"katrine", "cathrine", "kathrine"})  # fmt: skip

# what people say on the dashboard and on their phones; nobody keeps a sheet of it
MADE_BY_THE_PAGES = {"agreement", "confirmation", "consent_withdrawal", "contact_note", "correction"}


@pytest.fixture(scope="module")
def drawn() -> tuple[Project, list[Document]]:
    project = imagine()
    return project, draw_inbox(project)


@pytest.fixture(scope="module")
def read(drawn: tuple[Project, list[Document]]) -> list[tuple[Document, ReadFile]]:
    sources = load_sources()
    return [(d, read_file(d.content, "uden navn", sources, Limits())) for d in drawn[1]]


def rows_of(read: Iterable[tuple[Document, ReadFile]]) -> Iterator[tuple[Document, Row]]:
    return ((document, row) for document, file in read for sheet in file.sheets for row in sheet.rows)


def test_same_seed_writes_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    write_inbox(tmp_path / "here")
    code = (
        "import sys, pathlib; from flows.reference_project import write_inbox; write_inbox(pathlib.Path(sys.argv[1]))"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "there")], check=True)
    here, there = (
        {p.relative_to(root).as_posix(): (p.read_bytes(), p.stat().st_mtime) for p in root.rglob("*") if p.is_file()}
        for root in (tmp_path / "here", tmp_path / "there")
    )
    assert len(here) > 30
    assert here == there


def test_another_seed_makes_other_people() -> None:
    one, other = ({person.full_name for person in imagine(seed).cast.people} for seed in (1, 2))
    assert len(one & other) < len(one) / 2


def test_every_file_is_recognised_by_its_content_alone(read: list[tuple[Document, ReadFile]]) -> None:
    assert {d.path: file.source for d, file in read} == {d.path: d.source for d, _ in read}


def test_every_declared_source_has_a_file_and_every_sheet_one_source(read: list[tuple[Document, ReadFile]]) -> None:
    assert {d.source for d, _ in read if d.source} == set(load_sources()) - MADE_BY_THE_PAGES
    strays = {(d.path, t.source) for d, file in read for s in file.sheets for t in s.tables if t.source != d.source}
    assert strays == set()


def test_between_ten_and_thirty_rows_hold_a_mistake_and_of_many_kinds(read: list[tuple[Document, ReadFile]]) -> None:
    faults = Counter(
        row.reason_code for document, row in rows_of(read) if row.fate == "quarantined" and document.source
    )
    assert 10 <= faults.total() <= 30
    assert {"not_a_date", "not_a_phone", "not_an_email", "unknown_mark", "unknown_choice", "missing", "not_a_count",
            "not_a_number", "not_a_duration", "two_persons"} == set(faults)  # fmt: skip


def test_one_file_lies_there_twice_under_two_names(drawn: tuple[Project, list[Document]]) -> None:
    copies = [paths for paths in _grouped(drawn[1], lambda d: d.content).values() if len(paths) > 1]
    assert [len(paths) for paths in copies] == [2]


def test_nothing_in_the_folder_looks_like_a_cpr_number(drawn: tuple[Project, list[Document]]) -> None:
    cells = (
        show(cell) for d in drawn[1] for sheet in open_sheets(d.content, Limits()) for row in sheet.rows for cell in row
    )
    assert not [cell for cell in cells if has_cpr(cell)]


def test_every_email_belongs_to_nobody(drawn: tuple[Project, list[Document]]) -> None:
    emails = [person.email for person in drawn[0].cast.people if person.email]
    assert len(emails) > 100
    assert all(email.endswith((".example.dk", "@example.dk", "@example.com")) for email in emails)


def test_truth_is_258_users_with_all_23_volunteers_among_them(drawn: tuple[Project, list[Document]]) -> None:
    project = drawn[0]
    users = project.crowd.users()
    engaged = {
        e.person
        for e in project.roster.engagements
        if e.arranged_by == "Frivilligkoordinator" and PROJECT_START <= e.first <= PROJECT_END
    }
    assert len(users) == 258
    assert len(engaged) == 23
    assert engaged <= users
    assert len(project.roster.volunteers) == 112


def test_three_rules_alone_find_each_person_once(drawn: tuple[Project, list[Document]]) -> None:
    project = drawn[0]
    groups = group_by_three_rules(project.cast.mentions)
    mixed = [group for group in groups if len({m.person for m in group}) > 1]
    apart = [p for p, n in Counter(group[0].person for group in groups).items() if n > 1]
    assert not mixed
    assert not apart
    mentioned = {m.person for m in project.cast.mentions}
    assert len(groups) == len(mentioned)
    assert sum(1 for group in groups if group[0].person in project.crowd.users()) == 258
    assert sum(1 for group in groups if any(m.entity == "volunteers" for m in group)) == 112


def test_neither_the_phone_rule_nor_the_name_rule_is_enough_alone(drawn: tuple[Project, list[Document]]) -> None:
    mentions = drawn[0].cast.mentions
    people = len({m.person for m in mentions})
    assert len(group_by_three_rules(mentions, by_phone=False)) > people
    assert len(group_by_three_rules(mentions, by_name=False)) > people


def test_families_share_phones_with_names_that_cannot_be_mistaken(drawn: tuple[Project, list[Document]]) -> None:
    households = [h for h in _grouped(drawn[0].cast.people, lambda p: p.phone).values() if len(h) > 1]
    assert len(households) > 20
    alike = [
        (one.given_name, other.given_name)
        for household in households
        for one, other in combinations(household, 2)
        if agree(one.given_name, other.given_name)
    ]
    assert not alike


def test_namesakes_are_born_in_different_years(drawn: tuple[Project, list[Document]]) -> None:
    namesakes = [p for p in _grouped(drawn[0].cast.people, lambda p: folded(p.full_name)).values() if len(p) > 1]
    assert namesakes
    assert all(len({p.birth_year for p in people}) == len(people) for people in namesakes)


def test_names_are_spelt_differently_from_file_to_file(drawn: tuple[Project, list[Document]]) -> None:
    spellings: defaultdict[Person, set[str]] = defaultdict(set)
    for mention in drawn[0].cast.mentions:
        spellings[mention.person].add(" ".join(mention.full_name.split()))
    assert sum(len(found) > 1 for found in spellings.values()) > 60


def test_two_came_only_before_the_project_and_are_no_users(drawn: tuple[Project, list[Document]]) -> None:
    crowd = drawn[0].crowd
    before = {v.person for v in crowd.of(OPEN_CAFE) if v.day < PROJECT_START}
    assert len(before - crowd.users()) == 2


def test_dinners_are_open_to_all_and_bring_volunteers_and_users_together(drawn: tuple[Project, list[Document]]) -> None:
    roles = Counter(v.role for v in drawn[0].crowd.of(DINNER))
    assert roles["participant"] > 100
    assert roles["volunteer"] > 50


def folded(name: str) -> str:
    return " ".join(name.lower().translate(DANISH_LETTERS).split())


def one_spelling(word: str) -> str:
    return next((min(family) for family in ONE_NAME if word in family), word)


def agree(one: str, other: str) -> bool:
    """The same given name: spelt alike, as one of a known family or one slip of the pen apart."""
    first, second = (one_spelling(folded(name).split()[0]) for name in (one, other))
    return JaroWinkler.similarity(first, second) >= 0.92


class Union:
    """Mentions joined one key at a time; written without the product's code."""

    def __init__(self, mentions: list[Mention]) -> None:
        self.mentions = mentions
        self._leader = list(range(len(mentions)))

    def head(self, number: int) -> int:
        while self._leader[number] != number:
            number = self._leader[number]
        return number

    def join(self, one: int, other: int) -> None:
        self._leader[self.head(one)] = self.head(other)

    def join_all(self, key_of: Callable[[Mention], tuple[str, ...] | None]) -> None:
        first: dict[tuple[str, ...], int] = {}
        for number, mention in enumerate(self.mentions):
            if key := key_of(mention):
                self.join(number, first.setdefault(key, number))

    def groups(self) -> list[list[Mention]]:
        found = _grouped(range(len(self.mentions)), self.head)
        return [[self.mentions[number] for number in numbers] for numbers in found.values()]


def group_by_three_rules(
    mentions: list[Mention], *, by_phone: bool = True, by_name: bool = True
) -> list[list[Mention]]:
    """E-mail and given name, phone and given name, name and birth year; a bare name within its activity."""
    union = Union(mentions)
    union.join_all(lambda m: ("mail", m.email, _given(m)) if m.email else None)
    if by_phone:
        union.join_all(lambda m: ("phone", _digits(m.phone), _given(m)) if m.phone else None)
    if by_name:
        union.join_all(lambda m: ("name", _full(m), str(m.birth_year)) if m.birth_year else None)
    known = {(m.activity, _full(m)): n for n, m in enumerate(mentions) if not _is_bare(m)}
    for number, mention in enumerate(mentions):
        if _is_bare(mention):
            union.join(number, known.get((mention.activity, _full(mention)), number))
    return union.groups()


def _is_bare(mention: Mention) -> bool:
    return not (mention.phone or mention.email or mention.birth_year)


def _given(mention: Mention) -> str:
    return one_spelling(folded(mention.full_name).split()[0])


def _full(mention: Mention) -> str:
    return " ".join(one_spelling(word) for word in folded(mention.full_name).split())


def _digits(phone: str) -> str:
    return "".join(c for c in phone if c.isdigit())[-8:]


def _grouped(items: Iterable, key: Callable) -> dict:  # type: ignore[type-arg]
    groups: defaultdict[object, list[object]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return groups
