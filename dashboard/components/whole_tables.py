"""Tables with every row on the page: for paper, where a table that scrolls shows only what stands in its window."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import Any

import pyarrow as pa
import streamlit as st

from dashboard.formats import format_day, format_number
from dashboard.texts import _

_KEY = "whole_tables"
_NOTHING = "–"


def offer_whole_tables() -> None:
    """The switch, under the help of every page: it stays as it is set until the tab is closed."""
    st.toggle(
        _("Vis hele tabeller, så alle rækker kommer med på papir"),
        value=bool(st.session_state.get(_KEY)),
        key=f"{_KEY}_switch",
        on_change=_remember,
    )


def _remember() -> None:
    # a switch's own value is forgotten on a page that does not have it
    st.session_state[_KEY] = st.session_state[f"{_KEY}_switch"]


def wants_whole_tables() -> bool:
    return bool(st.session_state.get(_KEY))


def show_whole_table(table: pa.Table, alt: str) -> None:
    """Every row as plain lines, cells as on the screen."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.column_names)
    columns = [[_write_cell(value) for value in column.to_pylist()] for column in table.columns]
    body = "".join(f"<tr>{''.join(cells)}</tr>" for cells in zip(*columns, strict=True))
    st.html(
        f'<table class="whole-table" aria-label="{escape(alt)}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    )


def _write_cell(value: Any) -> str:
    if isinstance(value, float):
        return f'<td class="number">{escape(format_number(value, 2))}</td>'
    if isinstance(value, date):
        return f'<td class="day">{escape(format_day(value))}</td>'
    return f"<td>{escape(_NOTHING if value is None else str(value))}</td>"
