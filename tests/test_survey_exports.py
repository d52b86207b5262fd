"""The same two answers, as each survey tool exports them, are the same two records."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.test_lessons import FORMS, read_lesson, records
from warehouse.intake.reading import read_file
from warehouse.intake.timestamps import day_of
from warehouse.settings import Limits
from warehouse.source import load_sources

UNEXPLAINED = FORMS / "survey_codes_unexplained.yml"
EXPORTS = sorted(set(FORMS.glob("survey_*.yml")) - {UNEXPLAINED})
ANSWERS = [
    {
        "answered_date": "2026-03-28",
        "full_name": "Bo Berg",
        "email": "bo@example.dk",
        "phone": "+4520102030",
        "birth_year": 1974,
        "gender": "male",
        "street": "Vangdalen 4",
        "postal_code": "8930",
        "area_name": "Vangdalen",
        "recruitment_channel": "activity",
        "declared_role": "helper",
        "primary_motive": "social",
        "competences": "cooking;first_aid",
        "availability": "weekday_evening;weekend",
        "contact_consent": True,
    },
    {
        "answered_date": "2026-04-02",
        "full_name": "Åse Dam",
        "email": "ase@example.dk",
        "phone": "+4530405060",
        "birth_year": 1990,
        "gender": "female",
        "street": "Jennumparken 2",
        "postal_code": "8930",
        "area_name": "Jennumparken",
        "recruitment_channel": "staff",
        "declared_role": "coordinator",
        "primary_motive": "altruistic",
        "competences": "children",
        "availability": "weekday_morning",
        "contact_consent": False,
    },
]


# A repeated group that no form knows is a table of its own, and asked about like any other.
ASKED = {
    "survey_kobotoolbox_json": "Arket «om_dig/børn» er ikke læst: det passer ikke til nogen formular. Er det data?"
}


@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: path.stem)
def test_every_tools_export_is_the_same_answers(path: Path) -> None:
    read = read_lesson(YAML(typ="safe").load(path), path.stem)
    assert (read.fate, read.source, read.message, read.proposals) == (
        "taken",
        "questionnaire",
        ASKED.get(path.stem, ""),
        [],
    )
    assert records(read) == ANSWERS


def test_codes_without_an_explanation_wait_and_say_what_is_missing() -> None:
    read = read_lesson(YAML(typ="safe").load(UNEXPLAINED), "svar")
    assert read.fate == "waiting"
    assert read.is_coded
    assert "Læg programmets forklaring af koderne i samme mappe" in read.message


def test_a_tick_that_is_neither_yes_nor_no_comes_back() -> None:
    text = "Tidsstempel;Hvad hedder du?;Må vi kontakte dig om frivilligopgaver?;Hvad kan du? [Skak]\n28-03-2026;Bo Berg;ja;måske\n"
    read = read_file(text.encode(), "svar.csv", load_sources(), Limits())
    assert [(row.fate, row.reason_code) for row in read.sheets[0].rows][1:] == [("quarantined", "unknown_choice")]


def test_a_repeated_group_names_the_answer_it_belongs_to() -> None:
    lesson = YAML(typ="safe").load(FORMS / "survey_kobotoolbox_json.yml")
    children = read_lesson(lesson, "svar").sheets[1]
    assert children.name == "om_dig/børn"
    assert [row.cells for row in children.rows] == [
        ["om_dig/børn/fornavn", "_parent_index", "_parent_key"],
        ["Ida", "1", "101"],
    ]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026/03/28 1:22:11 PM CET", "2026-03-28"),
        ("2026/03/28 1:22:11 PM GMT+1", "2026-03-28"),
        ("28/03/2026 13.22.11", "28/03/2026"),
        ("28-03-2026 13:22", "28-03-2026"),
        ("2026-03-28T13:22:11.000+01:00", "2026-03-28"),
        ("2026-03-27T23:30:00.000Z", "2026-03-28"),
        ("2026-07-27T22:30:00+00:00", "2026-07-28"),
        ("28. marts 2026", "28. marts 2026"),
        ("13.22", "13.22"),
    ],
)
def test_a_moment_is_the_day_it_was_in_denmark(written: str, day: str) -> None:
    assert day_of(written) == day


@pytest.mark.parametrize("text", ["2014-13-28T12:22:11Z", "2014-02-30T12:22:11.000Z", "0001-01-01T00:00:00Z"])
def test_a_moment_that_never_was_is_left_for_the_row_to_come_back(text: str) -> None:
    assert day_of(text) == text[:10]
