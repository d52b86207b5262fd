"""Background: what residents answered in one survey and in the next. Never beside the project's own numbers."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.components.tables import Column, show_table
from dashboard.data import Row
from dashboard.formats import format_number, format_percent
from dashboard.texts import _


def show_survey_changes(changes: Sequence[Row]) -> None:
    """Staff: each question that was asked word for word the same in two surveys, with source and year."""
    with st.container(border=True):
        st.header(_("Baggrund: hvad undersøgelserne har vist"))
        if not changes:
            st.caption(_("Ingen spørgsmål er stillet ordret ens i to undersøgelser."))
            return
        st.caption(_("Tallene kommer fra undersøgelser og ikke fra jeres egne registreringer. De viser, hvad der har ændret sig, og ikke hvorfor. Er ændringen mindre end usikkerheden, kan den være tilfældig."))  # fmt: skip
        show_table(changes, _columns(), alt=_("Spørgsmål, der er stillet ordret ens i to undersøgelser"))


def _columns() -> list[Column]:
    return [
        Column(_("Spørgsmål"), lambda row: row["question"], width=280, pinned=True),
        Column(_("Svar"), lambda row: row["answer"], width=130),
        Column(_("Boligområde"), lambda row: row["area_name"], width=150),
        Column(_("Før"), lambda row: _say_share(row["earlier_share_percent"], row["earlier_year"]), width=120),
        Column(_("Siden"), lambda row: _say_share(row["later_share_percent"], row["later_year"]), width=120),
        Column(_("Ændring i procentpoint"), _say_change, width=190),
        Column(_("Kilde"), _say_sources, width=320),
    ]


def _say_share(share: float | None, year: int) -> str:
    return f"{format_percent(share)} ({year})"


def _say_change(row: Row) -> str | None:
    if row["change_points"] is None:
        return None
    sign = "+" if row["change_points"] > 0 else ""
    margin = f" (± {format_number(row['margin_points'])})" if row["margin_points"] is not None else ""
    return f"{sign}{format_number(row['change_points'])}{margin}"


def _say_sources(row: Row) -> str:
    """Where both numbers are from; the same source is named once."""
    sources = dict.fromkeys(filter(None, (row["earlier_reference"], row["later_reference"])))
    return "; ".join(sources) or _("Ikke oplyst")
