"""A workspace's own declarations in `forms/`, written from a person's answers.

Whatever is written has been read by the same strict loader as every other declaration; a file that
it refuses never reaches `forms/`. Each file is replaced as a whole, so a night reads the old one or
the new one.
"""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import FileLock
from ruamel.yaml import YAML

from warehouse.declaration import parse_yaml
from warehouse.errors import DeclarationError
from warehouse.intake.folding import fold, slug
from warehouse.intake.undeclared import usually_required
from warehouse.model import Accepts, load_models
from warehouse.settings import Settings
from warehouse.source import Source, load_sources, shipped_sources

USUAL_OWNER = "Frivilligkoordinatoren"
_ANSWERS = ".answers.yml"
_ABOUT = {"answers": "heading", "sheets": "sheet", "lines": "line"}  # part of an overlay → what its answers are about
_WIDTH = 110


@dataclass(frozen=True)
class LineMeaning:
    """What a line of one word says of the rows below it: the field it fills and its value."""

    field: str
    value: str


@dataclass(frozen=True)
class FormAnswers:
    """What a person answered about a file nobody declared.

    `columns`: heading → field. `always`: field → what it is in every row. `from_sheet_name`: fields
    that the sheet's name gives. `marks`: for a crosstab, what its marks mean: code → marks; the
    marks of `""` mean absent. `has_labels_down`: the headings stand down the side, the answers beside them.
    """

    title: str
    feeds: str
    owner: str
    columns: Mapping[str, str]
    required: Collection[str] = ()
    ignored: tuple[str, ...] = ()
    always: Mapping[str, str] = field(default_factory=dict)
    from_sheet_name: Collection[str] = ()
    marks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    has_labels_down: bool = False
    by: str = ""

    @property
    def name(self) -> str:
        """The name of the declaration, from its title."""
        return slug(self.title)


def answer_heading(settings: Settings, source_name: str, heading: str, field_name: str | None, by: str) -> Path:
    """Keep what somebody said a heading of a form means; `field_name` None: not read, not asked about again.

    Raises DeclarationError when there is no such form or field.
    """
    meaning = {"field": field_name} if field_name else {}
    return _keep_answer(settings, source_name, "answers", {"heading": heading} | meaning, by)


def dismiss_sheet(settings: Settings, source_name: str, sheet: str, by: str) -> Path:
    """Keep that a sheet of this name holds no data where the form reads the rest of the file.

    Raises DeclarationError when there is no such form.
    """
    return _keep_answer(settings, source_name, "sheets", {"sheet": sheet}, by)


def answer_line(settings: Settings, source_name: str, line: str, meaning: LineMeaning | None, by: str) -> Path:
    """Keep what a line of one word says of the rows below it; `meaning` None: nothing, it is no data.

    Raises DeclarationError when there is no such form or field.
    """
    said = {"field": meaning.field, "value": meaning.value} if meaning else {}
    return _keep_answer(settings, source_name, "lines", {"line": line} | said, by)


def _keep_answer(settings: Settings, source_name: str, part: str, answer: dict[str, str], by: str) -> Path:
    """Put an answer into the form's overlay in the place of an earlier one about the same words."""
    path = settings.forms / f"{source_name}{_ANSWERS}"
    about = _ABOUT[part]
    answer = answer | {"by": by, "at": datetime.now().astimezone().isoformat(timespec="seconds")}
    with _writing(settings):
        overlay: Any = _round_trip().load(path) if path.exists() else {"adds_to": source_name}
        earlier = overlay.get(part) or []
        overlay[part] = [given for given in earlier if fold(given[about]) != fold(answer[about])] + [answer]
        _write(settings, path, overlay)
    return path


def answered_headings(settings: Settings) -> set[tuple[str, str]]:
    """Form and folded heading of every question somebody has answered, in nights past or since."""
    return _answered(settings, "answers")


def answered_sheets(settings: Settings) -> set[tuple[str, str]]:
    """Form and folded name of every sheet that somebody said holds no data."""
    return _answered(settings, "sheets")


def answered_lines(settings: Settings) -> set[tuple[str, str]]:
    """Form and folded words of every line that somebody has answered about."""
    return _answered(settings, "lines")


def _answered(settings: Settings, part: str) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for path in sorted(settings.forms.glob(f"*{_ANSWERS}")):
        overlay: Any = parse_yaml(path.read_text(encoding="utf-8"), path.name)
        found |= {(overlay["adds_to"], fold(answer[_ABOUT[part]])) for answer in overlay.get(part) or ()}
    return found


def line_meanings(settings: Settings, source: Source) -> dict[LineMeaning, str]:
    """What a line of one word may say of the rows below it, each in the word people know it by."""
    fields = load_models("core")[source.feeds].accepted_fields
    asked = [*source.sections, *([source.cells.field] if source.cells else []), "area_name"]
    meanings: dict[LineMeaning, str] = {}
    for name in dict.fromkeys(name for name in asked if name in fields):
        meanings |= {LineMeaning(name, code): words[0] for code, words in fields[name].words.items() if words}
        meanings |= {
            LineMeaning(name, value): value for value in source.sections.get(name, ()) if not fields[name].words
        }
        if name == "area_name":
            meanings |= {LineMeaning(name, area.name): area.name for area in settings.areas}
    return meanings


def find_meaning(settings: Settings, source: Source, word: str) -> LineMeaning:
    """The meaning of a line that a person names by its word or code. Raises DeclarationError."""
    meanings = line_meanings(settings, source)
    called = {fold(meaning.value): meaning for meaning in meanings} | {fold(w): m for m, w in meanings.items()}
    if fold(word) not in called:
        raise DeclarationError(
            f"«{word}» siger intet om rækker i «{source.title}»; vælg en af: {', '.join(dict.fromkeys(meanings.values()))}."
        )
    return called[fold(word)]


def find_field(source: Source, word: str) -> str:
    """The field a person means: by its name, its label or a heading the form knows. Raises DeclarationError."""
    fields = load_models("core")[source.feeds].accepted_fields
    called = {fold(name): name for name in fields} | {fold(name.replace("_", " ")): name for name in fields}
    called |= {fold(field.label): name for name, field in fields.items()}
    called |= {fold(heading): name for name, headings in source.column_fields() for heading in headings}
    if fold(word) not in called:
        names = ", ".join(f"{name} ({field.label})" for name, field in fields.items())
        raise DeclarationError(f"«{word}» er intet felt i «{source.title}»; vælg et af: {names}.")
    return called[fold(word)]


def draft_form(settings: Settings, answers: FormAnswers) -> Source:
    """The form as it would be, checked and not written. Raises DeclarationError, saying what is wrong with it."""
    _refuse_unusable(settings, answers)
    return _load_with(settings, f"{answers.name}.yml", _to_yaml(_document(answers)))[answers.name]


def write_form(settings: Settings, answers: FormAnswers) -> Path:
    """Write the form into the workspace. Raises DeclarationError, and then nothing is written."""
    path = settings.forms / f"{answers.name}.yml"
    with _writing(settings):
        _refuse_unusable(settings, answers)
        _write(settings, path, _document(answers))
    return path


def _refuse_unusable(settings: Settings, answers: FormAnswers) -> None:
    if not answers.name or answers.name in load_sources(settings.forms):
        raise DeclarationError(f"Der er allerede en formular, der hedder «{answers.title}»; giv den en anden titel.")
    fields = load_models("core")[answers.feeds].accepted_fields
    for name in answers.columns.values():
        same = [heading for heading, field in answers.columns.items() if field == name]
        if len(same) > 1:
            both = " og ".join(f"«{heading}»" for heading in same)
            raise DeclarationError(f"{both} kan ikke begge være «{fields[name].label}»; vælg én af dem.")
    if not answers.columns:
        raise DeclarationError("Ingen af kolonnerne har fået et felt; vælg, hvad mindst én af dem er.")
    given = {*answers.columns.values(), *answers.always, *answers.from_sheet_name}
    given |= ({"full_name"} if "given_name" in given else set()) | (
        {_date_field(answers.feeds)} if answers.marks else set()
    )
    lacking = [fields[name].label for name in usually_required(answers.feeds) if name not in given]
    if lacking:
        raise DeclarationError(
            f"Rækkerne kan ikke bruges uden «{'» og «'.join(lacking)}»; vælg en kolonne, eller skriv værdien."
        )


def _document(answers: FormAnswers) -> dict[str, Any]:
    document: dict[str, Any] = {
        "title": answers.title,
        "description": f"Lavet ud fra en fil af {answers.by or 'ukendt'} den {datetime.now():%d-%m-%Y}.",
        "owner": answers.owner,
        "feeds": answers.feeds,
    }
    if answers.marks:
        document["shape"] = "crosstab"
    elif answers.has_labels_down:
        document["shape"] = "key-value"
    if key := _key(answers):
        document["key"] = key
    if answers.ignored:
        document["ignore_headings"] = list(answers.ignored)
    if answers.marks:
        present = {code: list(marks) for code, marks in answers.marks.items() if code}
        document["cells"] = {"field": "role", "marks": present, "absent": list(answers.marks.get("", ()))}
    return document | {"fields": _fields(answers)}


def _fields(answers: FormAnswers) -> dict[str, Any]:
    fields: dict[str, Any] = {name: {"headings": [heading]} for heading, name in answers.columns.items()}
    fields |= {name: {"always": value} for name, value in answers.always.items()}
    fields |= {name: {"sheet_name": True} for name in answers.from_sheet_name}
    if answers.marks:
        fields[_date_field(answers.feeds)] = {"headings": {"dates": True}}
        fields.setdefault("role", {})
    for name in fields:
        if name in (*answers.required, *answers.from_sheet_name) or (
            answers.marks and name == _date_field(answers.feeds)
        ):
            fields[name]["required"] = True
    return fields


def _key(answers: FormAnswers) -> list[str]:
    """What makes two rows speak of the same thing: what it is in the shipped forms of this kind."""
    keys = {name for source in shipped_sources().values() if source.feeds == answers.feeds for name in source.key}
    given = _fields(answers)
    return [name for name in load_models("core")[answers.feeds].accepted_fields if name in keys and name in given]


def _date_field(feeds: str) -> str:
    return next(iter(load_models("core")[feeds].dated_by), "")


def fields_of(feeds: str) -> dict[str, Accepts]:
    """Every field the rows of a form of this kind may have."""
    return load_models("core")[feeds].accepted_fields


def _write(settings: Settings, path: Path, document: Any) -> None:
    text = _to_yaml(document)
    _load_with(settings, path.name, text)
    unfinished = path.with_suffix(".new")
    unfinished.write_text(text, encoding="utf-8")
    os.replace(unfinished, path)


def _load_with(settings: Settings, file_name: str, text: str) -> dict[str, Source]:
    """The sources as they would be with one more file in `forms/`. Raises DeclarationError."""
    with tempfile.TemporaryDirectory() as folder:
        for path in settings.forms.glob("*.yml"):
            shutil.copy(path, folder)
        (Path(folder) / file_name).write_text(text, encoding="utf-8")
        return load_sources(Path(folder))


def _writing(settings: Settings) -> FileLock:
    """Hold the workspace's forms: the dashboard and a command may answer at the same time."""
    settings.forms.mkdir(parents=True, exist_ok=True)
    return FileLock(settings.forms / ".lock", timeout=10)


def _round_trip() -> YAML:
    yaml = YAML()
    yaml.width = _WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _to_yaml(document: Any) -> str:
    text = io.StringIO()
    _round_trip().dump(document, text)
    return text.getvalue()
