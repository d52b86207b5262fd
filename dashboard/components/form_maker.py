"""A new form from a file that waits: what its rows stand for, what its columns are, and what would come of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard import auth
from dashboard.components.markdown import plain
from dashboard.components.tables import Column, show_table
from dashboard.data import Row, current_reading
from dashboard.server import running_server
from dashboard.texts import _, reason
from dashboard.texts.codes import ROW_FATES, word_for
from warehouse.archive import find_original
from warehouse.errors import FrivilligError
from warehouse.intake.children import read_in_child, reading_fingerprint
from warehouse.intake.reading import ReadFile, ReadSheet
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
from warehouse.own_form import USUAL_OWNER, FormAnswers, draft_form, fields_of, write_form
from warehouse.preview import preview
from warehouse.source import Source, load_sources

_HEADER_ROWS_SHOWN = 30
_ROWS_SHOWN = 5
_HEADER_WIDTH = 90
_ABSENT = ""


def choose_waiting_file(files: Sequence[Row]) -> Row:
    """The file the form is to be made from."""
    chosen: Row = st.selectbox(_("Fil, der venter"), files, format_func=_word_file, key="form_file")
    return chosen


def _word_file(file: Row) -> str:
    name: str = file["file_name"]
    return _("{file}, arket {sheet}").format(file=name, sheet=file["sheet"]) if file["sheet"] else name


def unread_sheets(file: Row, read: ReadFile) -> list[ReadSheet]:
    """The sheets a form may be made for: all of a file that waits, or the one that waits in a file that is read."""
    if not file["sheet"]:
        return filled_sheets(read) if read.source is None else []
    return [sheet for sheet in filled_sheets(read) if sheet.name == file["sheet"] and not sheet.tables]


def read_again(file: Row) -> ReadFile:
    """The file as it would be read now, with what has been answered since the night."""
    version, _sources = _forms()
    return _read(file["sha256"], file["file_name"], version)


@st.cache_data(max_entries=5, show_spinner=False)
def _read(sha256: str, file_name: str, version: str) -> ReadFile:
    settings = running_server().settings
    return read_in_child(find_original(settings, sha256), file_name, load_sources(settings.forms), settings.limits)


def choose_table(file: Row, read: ReadFile) -> UndeclaredTable:
    """The sheet and the row in which the headings stand."""
    sheets = unread_sheets(file, read)
    sheet = sheets[0]
    if len(sheets) > 1:
        sheet = st.selectbox(_("Ark"), sheets, format_func=lambda sheet: sheet.name, key=f"sheet {file['sha256']}")
    rows = {row.number: row.cells for row in sheet.rows[:_HEADER_ROWS_SHOWN]}
    number = st.selectbox(
        _("Rækken med overskrifter"),
        [*rows, LABELS_DOWN],
        index=[*rows, LABELS_DOWN].index(
            _guess_header_row(f"{file['sha256']} {sheet.number}", *_forms(), _sheet=sheet)
        ),
        format_func=lambda number: _word_row(number, rows[number]) if number in rows else _word_down(),
        key=f"header {file['sha256']} {sheet.number}",
    )
    table = table_at(sheet, number)
    _show_rows(sheet, table)
    return table


def _word_down() -> str:
    return _("Ingen: de står ned ad siden med svarene ved siden af")


@st.cache_data(max_entries=20, show_spinner=False)
def _guess_header_row(place: str, version: str, _sources: Mapping[str, Source], _sheet: ReadSheet) -> int:
    return guess_header_row(_sheet, _sources)


def _word_row(number: int, cells: Sequence[str]) -> str:
    return f"{number}: " + " · ".join(cell for cell in cells if cell)[:_HEADER_WIDTH]


def _show_rows(sheet: ReadSheet, table: UndeclaredTable) -> None:
    if table.has_labels_down:
        _show_answers(table)
        return
    rows = [{"cells": row.cells} for row in sheet.rows if row.number > table.header_row][:_ROWS_SHOWN]
    columns = [Column(column.heading, _cell_of(column.number)) for column in table.columns]
    show_table(rows, columns, alt=_("De første rækker under overskrifterne"))


def _show_answers(table: UndeclaredTable) -> None:
    rows = [{"label": column.heading, "answer": column.cells[0]} for column in table.columns]
    columns = [
        Column(_("Ledetekst"), lambda row: row["label"]),
        Column(_("Det første svar"), lambda row: row["answer"]),
    ]
    show_table(rows, columns, alt=_("Ledeteksterne og det, der står ved siden af"))


def _cell_of(number: int) -> Any:
    return lambda row: row["cells"][number] if number < len(row["cells"]) else None


def ask_about(file: Row, table: UndeclaredTable) -> FormAnswers:
    """Every question about a table, with what it looks like as the proposed answer."""
    place = f"{file['sha256']} {table.sheet} {table.header_row}"
    feeds = _choose_kind(place, table)
    fields = {name: field.label for name, field in fields_of(feeds).items()}
    title, owner = st.columns(2)
    with title:
        named = st.text_input(
            _("Hvad skal formularen hedde?"), Path(file["file_name"]).stem, key=f"title {file['sha256']}"
        )
    with owner:
        mender = st.text_input(_("Hvem retter rækker, der ikke kan læses?"), USUAL_OWNER, key="form_owner")
    columns = _choose_fields(place, table, feeds, fields)
    required = _choose_required(place, feeds, columns, fields)
    always, from_sheet_name = _ask_constants(place, table, feeds, set(columns.values()), fields)
    return FormAnswers(
        title=named.strip(),
        feeds=feeds,
        owner=mender.strip() or USUAL_OWNER,
        columns=columns,
        required=required,
        ignored=tuple(c.heading for c in table.named_columns if c.heading not in columns),
        always=always,
        from_sheet_name=from_sheet_name,
        marks=_choose_marks(place, table, feeds) if table.is_crosstab else {},
        has_labels_down=table.has_labels_down,
        by=auth.require("staff").user,
    )


def _forms(*drafts: Source) -> tuple[str, dict[str, Source]]:
    """The forms there are now and these drafts, after a mark that changes when they do or a night has learned of more."""
    settings = running_server().settings
    sources = load_sources(settings.forms) | {draft.name: draft for draft in drafts}
    return f"{current_reading().snapshot} {reading_fingerprint(settings, sources)}", sources


# Every heading is held against every form's: not again for each click. `place` and `version` stand for table and forms.
@st.cache_data(max_entries=20, show_spinner=False)
def _guess_kind(place: str, version: str, _sources: Mapping[str, Source], _table: UndeclaredTable) -> str:
    return guess_kind(_table, _sources)


@st.cache_data(max_entries=20, show_spinner=False)
def _suggest_fields(
    place: str, feeds: str, version: str, _sources: Mapping[str, Source], _table: UndeclaredTable
) -> dict[str, list[str]]:
    return suggest_fields(_table, feeds, _sources)


def _choose_kind(place: str, table: UndeclaredTable) -> str:
    if table.is_crosstab:
        st.info(_("Flere overskrifter er datoer: arket læses som en fremmødeliste med en kolonne pr. dato."))
        return "attendances"
    choices = kinds()
    guess = _guess_kind(place, *_forms(), _table=table)
    label = _("Hvad står en række for?")
    index = list(choices).index(guess)
    return st.selectbox(label, list(choices), index=index, format_func=lambda kind: choices[kind], key=f"kind {place}")


def _choose_fields(place: str, table: UndeclaredTable, feeds: str, fields: Mapping[str, str]) -> dict[str, str]:
    st.header(_("Hvad er kolonnerne?"))
    suggested = _suggest_fields(place, feeds, *_forms(), _table=table)
    options: list[str | None] = [None, *fields]
    columns: dict[str, str] = {}
    halves = st.columns(2)
    for number, (heading, likely) in enumerate(suggested.items()):
        with halves[number % 2]:
            chosen = st.selectbox(
                plain(heading),
                options,
                index=options.index(likely[0]) if len(likely) == 1 else 0,
                format_func=lambda name: fields[name] if name else _("Læses ikke"),
                key=f"field {place} {feeds} {heading}",
            )
            if len(likely) > 1:
                st.caption(plain(_("Ligner {fields}.").format(fields=", ".join(fields[name] for name in likely))))
        if chosen:
            columns[heading] = chosen
    return columns


def _choose_required(place: str, feeds: str, columns: Mapping[str, str], fields: Mapping[str, str]) -> list[str]:
    given = list(dict.fromkeys(columns.values()))
    usual = [name for name in usually_required(feeds) if name in given]
    label = _("Hvilke felter skal altid være udfyldt?")
    key = f"required {place} {feeds} {' '.join(given)}"
    return st.multiselect(label, given, usual, format_func=lambda name: fields[name], key=key, placeholder=_("Ingen"))


def _ask_constants(
    place: str, table: UndeclaredTable, feeds: str, given: set[str], fields: Mapping[str, str]
) -> tuple[dict[str, str], set[str]]:
    """What stands in no column but is needed: the same in every row, or the sheet's name."""
    always: dict[str, str] = {}
    from_sheet_name: set[str] = set()
    for name in needed_outside_columns(table, feeds, given):
        words = _("«{field}» står ikke i en kolonne. Hvad er det i alle rækker?").format(field=fields[name])
        value = st.text_input(plain(words), key=f"always {place} {feeds} {name}").strip()
        if table.sheet and st.checkbox(_("Det er arkets navn"), key=f"from sheet {place} {feeds} {name}"):
            from_sheet_name.add(name)
        elif value:
            always[name] = value
    return always, from_sheet_name


def _choose_marks(place: str, table: UndeclaredTable, feeds: str) -> dict[str, tuple[str, ...]]:
    st.header(_("Hvad betyder mærkerne?"))
    roles = {code: words[0] for code, words in fields_of(feeds)["role"].words.items()} | {_ABSENT: _("var der ikke")}
    marks: dict[str, tuple[str, ...]] = {}
    with st.container(horizontal=True, gap="small"):
        for mark in table.marks:
            usual = _ABSENT if means_absent(mark) else "participant"
            label, index = plain(f"«{mark}»"), list(roles).index(usual)
            code = st.selectbox(
                label,
                list(roles),
                index=index,
                format_func=lambda role: roles[role],
                key=f"mark {place} {mark}",
                width=200,
            )
            marks[code] = (*marks.get(code, ()), mark)
    return marks if any(marks) else marks | {"participant": ("x",)}


def offer_form(file: Row, answers: FormAnswers) -> None:
    """What would come of the file, and the button that keeps the form. Says in one sentence what is in the way."""
    st.header(_("Hvad ville der ske?"))
    try:
        draft = draft_form(running_server().settings, answers)
        with st.spinner(_("Læser filen …")):
            described = _preview(file["sha256"], file["file_name"], *_forms(draft))
    except FrivilligError as error:
        st.warning(plain(reason(str(error))))
        return
    _show_fates(described)
    if described["source"] is None:
        st.warning(plain(reason(described["message"])))
    elif any(place["kind"] == "sheet" and place["words"] == file["sheet"] for place in described["places"]):
        st.warning(_("Arket bliver ikke læst med det her. Se på, hvilken række overskrifterne står i."))
    elif st.button(_("Gem formularen"), type="primary", icon=":material/save:"):
        _keep(answers)


# Reading takes a process of its own: not again for each click that changes no answer.
@st.cache_data(max_entries=20, show_spinner=False)
def _preview(sha256: str, file_name: str, version: str, _sources: Mapping[str, Source]) -> dict[str, Any]:
    """What would become of the file under these forms; `version` stands for them."""
    settings = running_server().settings
    original = find_original(settings, sha256)
    (described,) = preview([original], settings, _sources, names={original: file_name})
    return described


def _show_fates(described: Mapping[str, Any]) -> None:
    fates: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for table in described["tables"]:
        fates.update(table["rows"])
        reasons.update(fault["reason"] for fault in table["quarantined"])
    rows = [{"fate": word_for(ROW_FATES, fate), "count": count} for fate, count in fates.items()]
    columns = [
        Column(_("Ville blive"), lambda row: row["fate"]),
        Column(_("Rækker"), lambda row: row["count"], "number"),
    ]
    show_table(rows, columns, alt=_("Rækkerne efter, hvad der ville ske med dem"))
    for said, count in reasons.most_common(3):
        st.caption(plain(f"{count} × {reason(said)}"))


def _keep(answers: FormAnswers) -> None:
    auth.require("staff")
    try:
        path = write_form(running_server().settings, answers)
    except (FrivilligError, OSError) as error:
        st.error(
            plain(reason(str(error)))
            if isinstance(error, FrivilligError)
            else _("Formularen kunne ikke gemmes. Prøv igen om lidt.")
        )
        return
    st.session_state["form_saved"] = path.name
    st.rerun()
