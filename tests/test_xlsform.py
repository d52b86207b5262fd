"""The questionnaire as an XLSForm: sound in the tools' own checker, and read back whichever way its answers come."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from openpyxl import Workbook, load_workbook
from pyxform.xls2xform import convert

from flows.xlsform import XLSForm, write_xlsform
from tests.test_lessons import records
from warehouse.intake.reading import read_file
from warehouse.settings import Limits
from warehouse.source import load_sources

SOURCES = load_sources()
SURVEY = SOURCES["questionnaire"]
SHIPPED = Path(__file__).parents[1] / "docs" / "da" / "spoergeskema-xlsform.xlsx"
H = "{http://www.w3.org/1999/xhtml}"
MODEL = "{http://www.w3.org/2002/xforms}"
DANISH, ENGLISH = "Dansk (da)", "English (en)"
SHEETS = XLSForm(SURVEY).sheets()
QUESTIONS = {row["name"]: row for row in SHEETS["survey"]}
CHOICES: dict[str, dict[str, dict[str, Any]]] = {}
for row in SHEETS["choices"]:
    CHOICES.setdefault(row["list_name"], {})[row["name"]] = row

ANSWER = {
    "start": "2026-03-28T13:20:02.000+01:00",
    "end": "2026-03-28T13:22:11.000+01:00",
    "answered_date": "2026-03-28",
    "full_name": "Bo Berg",
    "email": "bo@example.dk",
    "phone": "20102030",
    "birth_year": "1974",
    "gender": "male",
    "street": "Vangdalen 4",
    "postal_code": "8930",
    "area_name": "Vangdalen",
    "language": "dansk",
    "recruitment_channel": "own_enquiry",
    "declared_role": "specialist",
    "primary_motive": "interest",
    "other_motives": "social altruistic",
    "competences": "cooking first_aid conversation",
    "task_preferences": "driving",
    "availability": "weekday_evening on_call",
    "contact_consent": "yes",
    "consent_text_version": "XLSForm 1",
}
RECORD = ANSWER | {
    "phone": "+4520102030",
    "birth_year": 1974,
    "other_motives": "altruistic;social",
    "competences": "conversation;cooking;first_aid",
    "availability": "on_call;weekday_evening",
    "contact_consent": True,
}
del RECORD["start"], RECORD["end"]


def options(name: str) -> dict[str, dict[str, Any]]:
    kind, _, list_name = QUESTIONS[name]["type"].partition(" ")
    return CHOICES[list_name] if kind.startswith("select") else {}


def is_several(name: str) -> bool:
    return str(QUESTIONS[name]["type"]).startswith("select_multiple")


def as_csv(rows: list[list[object]], delimiter: str = ",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode()


def as_xlsx(rows: list[list[object]]) -> bytes:
    workbook, content = Workbook(), io.BytesIO()
    for row in rows:
        workbook.worksheets[0].append(row)
    workbook.save(content)
    return content.getvalue()


def kobo_rows(show: Callable[[str], str], label: Callable[[str, str], str], *, is_split: bool) -> list[list[object]]:
    """KoboToolbox's export, as its formpack writes it: answers joined by blanks and, if asked for, a column for each."""
    headings: list[object] = []
    cells: list[object] = []
    for name, value in ANSWER.items():
        chosen = value.split() if options(name) else [value]
        headings.append(show(name))
        cells.append(" ".join(label(name, code) for code in chosen))
        if is_split and is_several(name):
            headings += [f"{show(name)}/{label(name, code)}" for code in options(name)]
            cells += ["1" if code in chosen else "0" for code in options(name)]
    return [[*headings, "_id", "_uuid", "_submission_time", "_index"], [*cells, "7", "u", "2026-03-28T12:22:14", "1"]]


def in_language(language: str) -> tuple[Callable[[str], str], Callable[[str, str], str]]:
    def show(name: str) -> str:
        return str(QUESTIONS[name].get(f"label::{language}") or name)

    def label(name: str, code: str) -> str:
        return str(options(name).get(code, {}).get(f"label::{language}", code))

    return show, label


def in_codes() -> tuple[Callable[[str], str], Callable[[str, str], str]]:
    return (lambda name: name), (lambda name, code: code)


def odk_instance() -> bytes:
    """A submission filled into the very instance pyxform makes."""
    model = ElementTree.fromstring(convert(dict_of_form()).xform)
    root = model.find(f".//{MODEL}instance/*")
    assert root is not None
    for element in root.iter():
        name = element.tag.rpartition("}")[2]
        if name in ANSWER:
            element.text = ANSWER[name]
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def dict_of_form() -> bytes:
    content = io.BytesIO()
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in SHEETS.items():
        sheet = workbook.create_sheet(name)
        columns = list(dict.fromkeys(column for row in rows for column in row))
        for row in [columns, *([row.get(column) for column in columns] for row in rows)]:
            sheet.append(row)
    workbook.save(content)
    return content.getvalue()


EXPORTS = {
    "kobo, codes": as_xlsx(kobo_rows(*in_codes(), is_split=True)),
    "kobo, codes joined": as_csv(kobo_rows(*in_codes(), is_split=False), ";"),
    "kobo, Danish": as_xlsx(kobo_rows(*in_language(DANISH), is_split=True)),
    "kobo, Danish joined": as_csv(kobo_rows(*in_language(DANISH), is_split=False), ";"),
    "kobo, English": as_csv(kobo_rows(*in_language(ENGLISH), is_split=True), ";"),
    "kobo, English joined": as_xlsx(kobo_rows(*in_language(ENGLISH), is_split=False)),
    "kobo, interface": json.dumps({"results": [ANSWER | {"_id": 7, "_attachments": []}]}).encode(),
    "odk, interface": json.dumps({"value": [ANSWER | {"__id": "u", "birth_year": 1974}]}).encode(),
    "odk, csv": as_csv([["SubmissionDate", *ANSWER, "KEY"], ["2026-03-29T00:22:14.120Z", *ANSWER.values(), "u"]]),
    "odk, instance": odk_instance(),
}


@pytest.mark.parametrize("content", EXPORTS.values(), ids=EXPORTS)
def test_answers_collected_with_the_form_are_read_back_without_a_question(content: bytes) -> None:
    read = read_file(content, "eksport", SOURCES, Limits())
    assert (read.fate, read.source, read.message, read.proposals) == ("taken", "questionnaire", "", [])
    assert records(read) == [RECORD]


def test_the_form_is_sound_in_the_tools_own_checker(tmp_path: Path) -> None:
    result = convert(write_xlsform(SURVEY, tmp_path))
    assert result.warnings == []
    model = ElementTree.fromstring(result.xform)
    languages = {element.get("lang") for element in model.iter(f"{MODEL}translation")}
    assert languages == {DANISH, ENGLISH}
    controls = [element.get("ref", "").rpartition("/")[2] for element in model.find(f"{H}body") or ()]
    asked = {name for name, headings in SURVEY.column_fields() if "?" in headings[0]}
    assert controls == [name for name in SURVEY.fields if name in asked - {"origin_consent", "origin"}]


def test_every_choice_has_a_label_in_every_language() -> None:
    for row in SHEETS["choices"]:
        assert row[f"label::{DANISH}"]
        assert row[f"label::{ENGLISH}"]
        assert row[f"label::{ENGLISH}"] != row["name"]


def test_the_form_in_the_documentation_is_todays(tmp_path: Path) -> None:
    def cells(path: Path) -> list[list[tuple[object, ...]]]:
        return [list(sheet.iter_rows(values_only=True)) for sheet in load_workbook(path).worksheets]

    assert cells(SHIPPED) == cells(write_xlsform(SURVEY, tmp_path))
