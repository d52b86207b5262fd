"""Tables of rows, with headings in words and dates as Danes write them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextvars import copy_context
from dataclasses import dataclass
from typing import Any, Literal

import pyarrow as pa
import streamlit as st

from dashboard.components.whole_tables import show_whole_table, wants_whole_tables
from dashboard.data import Row
from dashboard.keeping import Aside, keep
from dashboard.sheets import write_csv, write_xlsx
from dashboard.texts import _, current_language


@dataclass(frozen=True)
class Column:
    """One column: its heading, the value it shows of a row, and how."""

    heading: str
    value: Callable[[Row], Any]
    kind: Literal["text", "day", "number"] = "text"
    width: Literal["small", "medium", "large"] | int | None = None
    pinned: bool = False


def show_table(rows: Sequence[Row], columns: Sequence[Column], alt: str, key: str | None = None) -> Row | None:
    """The rows as a table. With a `key` one can be chosen, and is returned; not where whole tables are wanted for paper."""
    if not rows:
        st.caption(_("Ingen rækker."))  # an empty table says "empty", whatever the language
        return None
    options: dict[str, Any] = {
        "hide_index": True,
        "column_config": {column.heading: _config(column) for column in columns},
        "height": "auto" if len(rows) <= 12 else 460,
        "placeholder": "–",
        "alt": alt,
    }
    table = _table(list(rows), (alt, current_language(), *(column.heading for column in columns)), Aside(columns))
    if wants_whole_tables():
        show_whole_table(table, alt)
        return None
    if key is None:
        st.dataframe(table, **options)
        return None
    chosen = st.dataframe(table, **options, key=key, on_select="rerun", selection_mode="single-row")
    picked = [number for number in chosen["selection"]["rows"] if number < len(rows)]
    return rows[picked[0]] if picked else None


def offer_files(
    name: str, rows: Sequence[Row], columns: Sequence[Column], before: Callable[[], None] = lambda: None
) -> None:
    """Buttons that make the same table as a spreadsheet, when pressed. `before`: done first, e.g. noting who takes it."""
    headings = [column.heading for column in columns]
    here = copy_context()  # holds the language, which the thread that makes the file does not know

    def make(write: Callable[[list[list[Any]]], bytes]) -> bytes:
        before()
        return here.copy().run(lambda: write([[column.value(row) for column in columns] for row in rows]))

    with st.container(horizontal=True, gap="small"):
        st.download_button(
            _("Hent som Excel"),
            lambda: make(lambda cells: write_xlsx(name, headings, cells)),
            f"{name}.xlsx",
            icon=":material/download:",
            on_click="ignore",
            disabled=not rows,
        )
        st.download_button(
            _("Hent som CSV"),
            lambda: make(lambda cells: write_csv(headings, cells)),
            f"{name}.csv",
            "text/csv",
            on_click="ignore",
            disabled=not rows,
        )


@keep
def _table(rows: list[Row], known_by: tuple[str, ...], columns: Aside[Sequence[Column]]) -> pa.Table:
    """The cells as they are sent. `known_by`: what the table is called, its language and headings; what a column shows
    depends on them and the row alone.
    """
    return pa.table(
        {
            column.heading: pa.array([_cell(column, row) for row in rows], type=_TYPES[column.kind], from_pandas=True)
            for column in columns.value
        }
    )


def _cell(column: Column, row: Row) -> Any:
    value = column.value(row)
    if value is None or column.kind == "day":
        return value
    return str(value) if column.kind == "text" else float(value)


_TYPES: dict[str, Any] = {"text": pa.string(), "day": pa.date32(), "number": pa.float64()}


def _config(column: Column) -> Any:
    shared: dict[str, Any] = {"width": column.width, "pinned": column.pinned}
    if column.kind == "day":
        return st.column_config.DateColumn(format="DD-MM-YYYY", **shared)
    if column.kind == "number":
        return st.column_config.NumberColumn(format="localized", **shared)
    return st.column_config.TextColumn(**shared)
