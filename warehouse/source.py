"""Declared forms and spreadsheets: one YAML file each in `sources/` or the workspace's `forms/`.

A source says which headings people use, what the columns mean and which core entity its rows
become. Types, choices and whether a field is personal come from the entity it feeds
(`models/core/<entity>.yml`, `accepts`); a source adds only the words its sheets use. A file in
`forms/` that says `adds_to` is no form of its own: it adds what people have answered to another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from fnmatch import fnmatch
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

from pydantic import model_validator

from warehouse.declaration import Declaration, parse_yaml, read_declaration
from warehouse.errors import DeclarationError
from warehouse.intake.folding import fold
from warehouse.model import Accepts, Model, load_models

Sections = dict[str, tuple[str, ...]]  # the value a section gives its rows → the words that open it
SHIPPED = Path(__file__).parent / "sources"


DateOrder = Literal["day_month", "month_day", "ask"]


class DateHeadings(Declaration):
    """The columns whose headings are dates: the second axis of a crosstab."""

    dates: Literal[True]


class Field(Declaration):
    """One field of a form: where its value stands and what the sheet calls it.

    The value comes from a column (`headings`), from a labelled cell above the table (`above`:
    "Aktivitet: Skakklub", or the cell to the right of "Aktivitet"), from the sheet's name
    (`sheet_name`) or is the same for every row (`always`). `choices` are words of the form's own, read
    beside the entity's; `offers` are the ones to choose between, code → word, where the entity's would puzzle people.
    `date_order`: how to read its dates where a column does not show it itself. Of a survey's questions: `after_yes_to`
    names the one that has to be answered yes first; `on_request` is only asked where the workspace says so.
    """

    headings: tuple[str, ...] | DateHeadings = ()
    above: tuple[str, ...] = ()
    sheet_name: bool = False
    always: str | None = None
    required: bool = False
    choices: dict[str, tuple[str, ...]] = {}
    offers: dict[str, str] = {}
    default: str | None = None
    date_order: DateOrder | None = None
    description: str = ""
    after_yes_to: str = ""
    on_request: bool = False


class Cells(Declaration):
    """What a mark in a crosstab's body means: code → marks (`{participant: [x, ja]}`), and which mean no.

    The code becomes the record's `field`. The first code's marks are the plain ones: where the row or
    its section gives the field a value of its own, that value holds.
    """

    marks: dict[str, tuple[str, ...]]
    absent: tuple[str, ...] = ()
    field: str

    @property
    def plain(self) -> str:
        """The code a plain cross stands for."""
        return next(iter(self.marks))


class Question(Declaration):
    """A survey's field in another language: how it is asked, and code → the answer as it is shown."""

    question: str
    description: str = ""
    answers: dict[str, str] = {}


class Translation(Declaration):
    """A survey in another language: `sources/languages/<form>.<language>.yml`."""

    title: str
    questions: dict[str, Question]


class Source(Declaration):
    """A declared form or spreadsheet. See the module's own words and `docs/en/declare-a-form.md`.

    `survey`: the form is asked through survey tools. Its exports are put into words first (see
    `warehouse/intake/survey_exports.py`), and a field's own name is a heading too.
    """

    name: str
    title: str
    description: str
    owner: str
    feeds: str
    files: tuple[str, ...] = ()
    shape: Literal["list", "crosstab", "key-value"] = "list"
    key: tuple[str, ...] = ()
    precedence: int = 50
    ignore_sheets: tuple[str, ...] = ()
    ignore_headings: tuple[str, ...] = ()
    ignore_lines: tuple[str, ...] = ()
    sections: dict[str, Sections] = {}
    cells: Cells | None = None
    survey: bool = False
    translations: dict[str, Translation] = {}
    fields: dict[str, Field]

    @model_validator(mode="after")
    def _crosstab_needs_cells(self) -> Source:
        has_dates = any(isinstance(field.headings, DateHeadings) for field in self.fields.values())
        if (self.shape == "crosstab") != (self.cells is not None and has_dates):
            raise ValueError("en krydstabel skal have både «cells» og ét felt med «headings: {dates: true}»")
        return self

    @property
    def has_labels_down(self) -> bool:
        """Whether its labels stand down the side, an answer in each column beside them."""
        return self.shape == "key-value"

    @cached_property
    def date_field(self) -> str | None:
        """The field whose values are the column headings of a crosstab."""
        return next((n for n, f in self.fields.items() if isinstance(f.headings, DateHeadings)), None)

    def ignores(self, heading: str) -> bool:
        """Whether a column is known to hold nothing the form asks for: `ignore_headings` are names or patterns (`_*`)."""
        return fold(heading) in {fold(word) for word in self.ignore_headings} or any(
            fnmatch(heading.casefold(), pattern.casefold()) for pattern in self.ignore_headings
        )

    def column_fields(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Fields that stand in columns of their own, each with the headings people use."""
        for name, field in self.fields.items():
            if field.headings and not isinstance(field.headings, DateHeadings):
                yield name, field.headings


class Answer(Declaration):
    """What somebody said a heading means: the name of a field, or nothing: not read, not asked about again."""

    heading: str
    field: str | None = None
    by: str = ""
    at: datetime | None = None


class SheetAnswer(Declaration):
    """Somebody said that a sheet of this name holds no data; it is read once a form has its headings all the same."""

    sheet: str
    by: str = ""
    at: datetime | None = None


class LineAnswer(Declaration):
    """What somebody said a line of one word means: a value for the rows below it, or nothing: it is no data."""

    line: str
    field: str | None = None
    value: str | None = None
    by: str = ""
    at: datetime | None = None


class Overlay(Declaration):
    """What a workspace adds to a declared form: answers about headings, sheets and lines, and words for its sections."""

    adds_to: str
    answers: tuple[Answer, ...] = ()
    sheets: tuple[SheetAnswer, ...] = ()
    lines: tuple[LineAnswer, ...] = ()
    sections: dict[str, Sections] = {}


def load_sources(forms: Path | None = None) -> dict[str, Source]:
    """The shipped sources and those of a workspace, by name, with what the workspace adds to them.

    Raises DeclarationError when a source feeds an entity or a field that does not exist.
    """
    models = load_models("core")
    own = sorted(forms.glob("*.yml")) if forms and forms.is_dir() else []
    overlays = [path for path in own if _is_overlay(path)]
    sources = shipped_sources() | _read_sources([path for path in own if path not in overlays])
    for path in overlays:
        source = _add(path.name, read_declaration(path, Overlay), sources)
        _refuse_unknown_fields(path.name, source, models)
        sources[source.name] = source
    return sources


def with_owners(sources: Mapping[str, Source], owners: Mapping[str, str]) -> dict[str, Source]:
    """The same sources, each with the owner a workspace has chosen for it, if it has."""
    return {
        name: source.model_copy(update={"owner": owners[name]}) if name in owners else source
        for name, source in sources.items()
    }


@cache
def shipped_sources() -> dict[str, Source]:
    """The sources we ship, by name."""
    return _read_sources(sorted(SHIPPED.glob("*.yml")))


def _read_sources(paths: list[Path]) -> dict[str, Source]:
    models = load_models("core")
    sources: dict[str, Source] = {}
    for path in paths:
        source = read_declaration(path, Source, name=path.stem, translations=_translations(path))
        _refuse_unknown_fields(path.name, source, models)
        sources[source.name] = in_every_language(source) if source.survey else source
    return sources


def _is_overlay(path: Path) -> bool:
    return "adds_to" in parse_yaml(path.read_text(encoding="utf-8"), path.name)


def _add(file: str, overlay: Overlay, sources: Mapping[str, Source]) -> Source:
    """The source an overlay adds to, with its answers; a later answer about a heading replaces an earlier one."""
    source = sources.get(overlay.adds_to)
    if source is None:
        raise DeclarationError(
            f"{file}: «adds_to: {overlay.adds_to}» er ingen formular; vælg en af: {', '.join(sorted(sources))}."
        )
    for answer in overlay.answers:
        if answer.field and answer.field == source.date_field:
            raise DeclarationError(
                f"{file}: «{answer.heading}» kan ikke være «{answer.field}»: det felt står i kolonnerne med datoer."
            )
        source = _with_answer(source, answer)
    for line in overlay.lines:
        if line.field and line.field not in load_models("core")[source.feeds].accepted_fields:
            raise DeclarationError(f"{file}: «{line.line}» kan ikke give «{line.field}»: det felt har formularen ikke.")
        source = _with_line(source, line)
    ignored = (*source.ignore_sheets, *(answer.sheet for answer in overlay.sheets))
    return source.model_copy(update={"sections": _joined(source.sections, overlay.sections), "ignore_sheets": ignored})


def _with_line(source: Source, answer: LineAnswer) -> Source:
    word = fold(answer.line)
    sections = {
        name: {value: tuple(w for w in words if fold(w) != word) for value, words in values.items()}
        for name, values in source.sections.items()
    }
    ignored = tuple(line for line in source.ignore_lines if fold(line) != word)
    if answer.field is None or answer.value is None:
        ignored = (*ignored, answer.line)
    else:
        sections = _joined(sections, {answer.field: {answer.value: (answer.line,)}})
    return source.model_copy(update={"sections": sections, "ignore_lines": ignored})


def _joined(ours: Mapping[str, Sections], theirs: Mapping[str, Sections]) -> dict[str, Sections]:
    """Field → value → words of both."""
    return {
        name: {
            value: (*ours.get(name, {}).get(value, ()), *theirs.get(name, {}).get(value, ()))
            for value in {**ours.get(name, {}), **theirs.get(name, {})}
        }
        for name in {**ours, **theirs}
    }


def _with_answer(source: Source, answer: Answer) -> Source:
    fields = {name: _forget_heading(field, answer.heading) for name, field in source.fields.items()}
    ignored = tuple(heading for heading in source.ignore_headings if fold(heading) != fold(answer.heading))
    if answer.field is None:
        ignored = (*ignored, answer.heading)
    else:
        field = fields.get(answer.field, Field())
        headings = () if isinstance(field.headings, DateHeadings) else field.headings
        fields[answer.field] = field.model_copy(update={"headings": (*headings, answer.heading)})
    return source.model_copy(update={"fields": fields, "ignore_headings": ignored})


def _forget_heading(field: Field, heading: str) -> Field:
    if isinstance(field.headings, DateHeadings):
        return field
    kept = tuple(word for word in field.headings if fold(word) != fold(heading))
    return field.model_copy(update={"headings": kept})


def in_every_language(source: Source) -> Source:
    """A survey that also knows its fields' own names and its translations as headings, and their answers as words."""
    fields = dict(source.fields)
    for name, field in fields.items():
        asked = [t.questions[name] for t in source.translations.values() if name in t.questions]
        if isinstance(field.headings, DateHeadings):
            continue
        headings = dict.fromkeys((*field.headings, *(question.question for question in asked), name))
        choices = {code: tuple(words) for code, words in field.choices.items()}
        for question in asked:
            choices |= {code: (*choices.get(code, ()), answer) for code, answer in question.answers.items()}
        fields[name] = field.model_copy(update={"headings": tuple(headings), "choices": choices})
    return source.model_copy(update={"fields": fields})


def _translations(path: Path) -> dict[str, Translation]:
    files = sorted((path.parent / "languages").glob(f"{path.stem}.*.yml"))
    return {file.stem.rpartition(".")[2]: read_declaration(file, Translation) for file in files}


def accepted(source: Source, models: Mapping[str, Model]) -> dict[str, Accepts]:
    """Type, choices and privacy of each of a source's fields, from the entity it feeds."""
    accepts = models[source.feeds].accepted_fields
    return {name: accepts[name] for name in source.fields}


def offered(accepts: Accepts, declared: Field) -> dict[str, str]:
    """The choices a form hands out, code → word: its own wording where it has any, else the entity's."""
    return declared.offers or {code: words[0] for code, words in accepts.words.items() if words}


def _refuse_unknown_fields(file: str, source: Source, models: Mapping[str, Model]) -> None:
    if source.feeds not in models or not models[source.feeds].accepted_fields:
        takers = ", ".join(sorted(n for n, m in models.items() if m.accepted_fields))
        raise DeclarationError(f"{file}: «feeds: {source.feeds}» findes ikke; vælg en af: {takers}.")
    known = models[source.feeds].accepted_fields
    for name in [*source.fields, *source.key, *source.sections]:
        if name not in known:
            raise DeclarationError(
                f"{file}: feltet «{name}» findes ikke i {source.feeds}; den tager imod: {', '.join(sorted(known))}."
            )
