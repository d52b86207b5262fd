"""A survey as an XLSForm, ready for KoboToolbox and ODK: what is collected with it, we can read without asking.

Questions bear their fields' names and answers their codes, so that codes and labels alike come back
as what they are, in whatever language the form was filled in.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel import Locale
from openpyxl import Workbook

from warehouse.file_name import safe_name
from warehouse.model import Accepts, load_models
from warehouse.source import Question, Source, accepted

_FIRST_LANGUAGE = "da"
_YES_NO = {"yes": {"da": "Ja", "en": "Yes"}, "no": {"da": "Nej", "en": "No"}}
_TYPES = {"integer": "integer", "rating": "integer", "decimal": "decimal", "date": "date", "time": "time"}
_ANSWERED = "answered_date"
_CONSENT_VERSION = "consent_text_version"

Row = dict[str, Any]


def write_xlsform(source: Source, folder: Path) -> Path:
    """The survey as an XLSForm in `folder`, in Danish and every language it is translated into."""
    form = XLSForm(source)
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in form.sheets().items():
        sheet = workbook.create_sheet(name)
        columns = list(dict.fromkeys(column for row in rows for column in row))
        for row in [columns, *([row.get(column) for column in columns] for row in rows)]:
            sheet.append(row)
    path = folder / f"{safe_name(source.title)} til KoboToolbox og ODK.xlsx"
    workbook.save(path)
    return path


class XLSForm:
    """The three sheets of an XLSForm, made from a declared survey."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._fields = accepted(source, load_models("core"))
        self._languages = [_FIRST_LANGUAGE, *source.translations]
        self._asked = [
            name
            for name, headings in source.column_fields()
            if "?" in headings[0] and not source.fields[name].on_request
        ]

    def sheets(self) -> dict[str, list[Row]]:
        """Sheet name → rows, each a mapping of column to cell."""
        survey, choices = list(self._survey()), list(self._choices())
        version = str(int(hashlib.sha256(json.dumps([survey, choices]).encode()).hexdigest(), 16))[:10]
        if _CONSENT_VERSION in self._source.fields:
            survey.append({"type": "calculate", "name": _CONSENT_VERSION, "calculation": f"'XLSForm {version}'"})
        settings = {
            "form_title": self._source.title,
            "form_id": f"frivillig_{self._source.name}",
            "version": version,
            "default_language": _shown(_FIRST_LANGUAGE),
        }
        return {"survey": survey, "choices": choices, "settings": [settings]}

    def _survey(self) -> Iterator[Row]:
        yield {"type": "start", "name": "start"}
        yield {"type": "end", "name": "end"}
        if _ANSWERED in self._source.fields:
            yield {"type": "today", "name": _ANSWERED}
        for name in self._asked:
            yield self._question(name)

    def _question(self, name: str) -> Row:
        field, declared = self._fields[name], self._source.fields[name]
        questions = {language: self._in(language, name) for language in self._languages}
        row = {"type": self._type(name), "name": name}
        row |= {f"label::{_shown(language)}": asked.question for language, asked in questions.items()}
        if declared.description:
            row |= {f"hint::{_shown(language)}": asked.description for language, asked in questions.items()}
        row |= {"required": "yes"} if declared.required else {}
        row |= {"appearance": "numbers"} if field.type == "phone" else {}
        return row | _constraint(field)

    def _in(self, language: str, name: str) -> Question:
        if language != _FIRST_LANGUAGE:
            return self._source.translations[language].questions[name]
        heading = dict(self._source.column_fields())[name][0]
        return Question(question=heading, description=self._source.fields[name].description)

    def _type(self, name: str) -> str:
        kind = self._fields[name].type
        if kind in ("choice", "many-choice"):
            return f"select_{'one' if kind == 'choice' else 'multiple'} {self._list_of(name)}"
        return "select_one yes_no" if kind == "boolean" else _TYPES.get(kind, "text")

    def _list_of(self, name: str) -> str:
        return self._fields[name].codes or name

    def _choices(self) -> Iterator[Row]:
        lists = {self._list_of(name): name for name in reversed(self._asked) if self._fields[name].words}
        for list_name, name in sorted(lists.items()):
            for code, words in self._fields[name].words.items():
                labels = {
                    language: self._in(language, name).answers.get(code, words[0]) for language in self._languages
                }
                yield _choice(list_name, code, labels | {_FIRST_LANGUAGE: words[0].capitalize()})
        for code, answers in _YES_NO.items():
            yield _choice("yes_no", code, {language: answers.get(language, code) for language in self._languages})


def _constraint(field: Accepts) -> Row:
    limits = [(field.minimum, ">="), (field.maximum, "<=")]
    held = " and ".join(f". {sign} {limit:g}" for limit, sign in limits if limit is not None)
    return {"constraint": held} if held else {}


def _choice(list_name: str, code: str, labels: dict[str, str]) -> Row:
    return {"list_name": list_name, "name": code} | {f"label::{_shown(k)}": label for k, label in labels.items()}


def _shown(language: str) -> str:
    return f"{str(Locale.parse(language).display_name).capitalize()} ({language})"
