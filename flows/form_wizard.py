"""A new form by asking on the terminal, one question at a time; the answers may also come from a pipe."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flows.output import print_lines
from flows.texts import t
from warehouse.errors import DeclarationError, RefusedFileError
from warehouse.intake.children import read_in_child
from warehouse.intake.folding import fold
from warehouse.intake.reading import ReadFile
from warehouse.intake.undeclared import (
    LABELS_DOWN,
    UndeclaredTable,
    filled_sheets,
    guess_header_row,
    guess_kind,
    kinds,
    means_absent,
    needed_outside_columns,
    suggest_fields,
    table_at,
    usually_required,
)
from warehouse.model import Accepts
from warehouse.own_form import USUAL_OWNER, FormAnswers, fields_of
from warehouse.settings import Settings
from warehouse.source import Source, load_sources

_NOTHING = "-"
_DOWN = "ned"
_SHEET_NAME = "*"


@dataclass
class Wizard:
    """The questions about one file."""

    sources: Mapping[str, Source]
    table: UndeclaredTable
    by: str

    def ask_all(self, title: str) -> FormAnswers:
        """Every question in turn. Raises DeclarationError when the answers run out."""
        feeds = self._ask_kind()
        title = ask(t("Hvad skal formularen hedde?"), title)
        owner = ask(t("Hvem retter rækker, der ikke kan læses?"), USUAL_OWNER)
        columns = self._ask_columns(feeds)
        always, from_sheet_name = self._ask_constants(feeds, set(columns.values()))
        return FormAnswers(
            title=title,
            feeds=feeds,
            owner=owner,
            columns=columns,
            required=self._ask_required(feeds, columns),
            ignored=tuple(c.heading for c in self.table.named_columns if c.heading not in columns),
            always=always,
            from_sheet_name=from_sheet_name,
            marks=self._ask_marks(feeds) if self.table.is_crosstab else {},
            has_labels_down=self.table.has_labels_down,
            by=self.by,
        )

    def _ask_kind(self) -> str:
        if self.table.is_crosstab:
            print_lines([t("Flere overskrifter er datoer: arket læses som en fremmødeliste med en kolonne pr. dato.")])
            return "attendances"
        choices = kinds()
        return ask_choice(t("Hvad står en række for?"), choices, guess_kind(self.table, self.sources))

    def _ask_columns(self, feeds: str) -> dict[str, str]:
        fields = fields_of(feeds)
        print_lines(["", t("Felterne er: {fields}", fields=", ".join(_name(n, f) for n, f in fields.items()))])
        print_lines([t("Enter tager forslaget, «-» springer kolonnen over.")])
        columns: dict[str, str] = {}
        for heading, likely in suggest_fields(self.table, feeds, self.sources).items():
            free = [name for name in likely if name not in columns.values()]
            if chosen := ask_field(heading, free, fields):
                columns[heading] = chosen
        return columns

    def _ask_required(self, feeds: str, columns: Mapping[str, str]) -> set[str]:
        fields = fields_of(feeds)
        usual = [name for name in usually_required(feeds) if name in columns.values()]
        shown = ", ".join(fields[name].label for name in usual) or _NOTHING
        words = ask(t("Hvilke felter skal altid være udfyldt? (adskil med komma)"), shown)
        return {name for word in words.split(",") if (name := _find(word, fields))}

    def _ask_constants(self, feeds: str, given: set[str]) -> tuple[dict[str, str], set[str]]:
        fields = fields_of(feeds)
        always: dict[str, str] = {}
        from_sheet_name: set[str] = set()
        for name in needed_outside_columns(self.table, feeds, given):
            question = t(
                "«{label}» står ikke i en kolonne. Hvad er det i alle rækker? («*»: arkets navn)",
                label=fields[name].label,
            )
            value = ask(question, "")
            if value == _SHEET_NAME:
                from_sheet_name.add(name)
            elif value:
                always[name] = value
        return always, from_sheet_name

    def _ask_marks(self, feeds: str) -> dict[str, tuple[str, ...]]:
        roles = {code: words[0] for code, words in fields_of(feeds)["role"].words.items()}
        meanings = roles | {"": t("var der ikke")}
        marks: dict[str, tuple[str, ...]] = {}
        for mark in self.table.marks:
            code = ask_choice(
                t("Hvad betyder «{mark}» under en dato?", mark=mark),
                meanings,
                "" if means_absent(mark) else "participant",
            )
            marks[code] = (*marks.get(code, ()), mark)
        return marks if any(marks) else marks | {"participant": ("x",)}


def read_undeclared(settings: Settings, path: Path) -> ReadFile:
    """The file as it reads today. Raises RefusedFileError when it cannot be opened safely."""
    read = read_in_child(path, path.name, load_sources(settings.forms), settings.limits)
    if read.fate == "rejected":
        raise RefusedFileError(read.reason_code, read.message)
    return read


def choose_table(read: ReadFile, sources: Mapping[str, Source]) -> UndeclaredTable:
    """Ask which sheet, when there are several, and in which row the headings stand, or whether down the side."""
    sheets = {str(sheet.number): sheet for sheet in filled_sheets(read)}
    first = next((number for number, sheet in sheets.items() if not sheet.tables), next(iter(sheets)))
    names = {number: sheet.name or t("arket") for number, sheet in sheets.items()}
    sheet = sheets[ask_choice(t("Hvilket ark?"), names, first) if len(sheets) > 1 else first]
    guess = guess_header_row(sheet, sources)
    while True:
        question = t("I hvilken række står overskrifterne? («ned»: de står ned ad siden med svarene ved siden af)")
        row = ask(question, _DOWN if guess == LABELS_DOWN else str(guess))
        number = LABELS_DOWN if fold(row) == _DOWN else int(row) if row.isdigit() and int(row) else None
        if number is not None and (table := table_at(sheet, number)).columns:
            return table
        print_lines([t("Der er ingen overskrifter i række «{row}».", row=row)])


def ask(question: str, proposal: str) -> str:
    """One line from the keyboard or the pipe; an empty one is the proposal. Raises DeclarationError at the end."""
    print(f"{question} [{proposal}] " if proposal else f"{question} ", end="", flush=True)
    line = sys.stdin.readline()
    if not sys.stdin.isatty():
        print(flush=True)
    if not line:
        raise DeclarationError(t("Svarene slap op, før formularen var færdig. Intet er gemt."))
    return line.strip() or proposal


def ask_choice(question: str, choices: Mapping[str, str], proposal: str) -> str:
    """A choice by its number or its words, asked until it is one."""
    codes = list(choices)
    print_lines(["", question, *(f"  {number}. {choices[code]}" for number, code in enumerate(codes, start=1))])
    while True:
        answer = ask(t("Nummer:"), str(codes.index(proposal) + 1))
        if answer.isdigit() and 0 < int(answer) <= len(codes):
            return codes[int(answer) - 1]
        named = [code for code in codes if fold(answer) in (fold(code), fold(choices[code]))]
        if named:
            return named[0]
        print_lines([t("«{answer}» er ikke en af mulighederne.", answer=answer)])


def ask_field(heading: str, likely: list[str], fields: Mapping[str, Accepts]) -> str | None:
    """The field a column is, or None. Of two as likely none is proposed: both are named."""
    if len(likely) > 1:
        both = t(" eller ").join(f"«{fields[name].label}»" for name in likely)
        print_lines([t("«{heading}» ligner {both}.", heading=heading, both=both)])
    proposal = likely[0] if len(likely) == 1 else _NOTHING
    while True:
        answer = ask(f"«{heading}»:", proposal)
        if answer == _NOTHING:
            return None
        if name := _find(answer, fields):
            return name
        print_lines([t("«{answer}» er intet felt.", answer=answer)])


def _find(word: str, fields: Mapping[str, Accepts]) -> str | None:
    called = {fold(field.label): name for name, field in fields.items()} | {fold(name): name for name in fields}
    return called.get(fold(word))


def _name(name: str, field: Accepts) -> str:
    return f"{name} ({field.label})"
