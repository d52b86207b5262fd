"""Ferier og lukkedage: days on which nobody is expected, from here and from the sheet."""

from __future__ import annotations

from datetime import date

import streamlit as st

from dashboard.components.choosing import save
from dashboard.components.markdown import plain
from dashboard.components.tables import Column, show_table
from dashboard.data import Row, ask
from dashboard.formats import format_day, format_period
from dashboard.server import running_server
from dashboard.texts import _
from warehouse.choosing import choose_closure, remove_closure
from warehouse.settings import Closure

_SHOWN = 40


def show_closures() -> None:
    """Those set here, with a way to take them away; a form for one more; those that stand in a sheet."""
    chosen = running_server().settings.closures
    st.caption(
        _("Dagene tæller ikke med, når det vurderes, hvem der er blevet stille, og hvilke mødegange der mangler.")
    )
    for closure_id, closure in sorted(chosen.items(), key=lambda pair: pair[1].start, reverse=True):
        _show_closure(closure_id, closure)
    if not chosen:
        st.info(_("Her er endnu ingen ferier eller lukkedage. Skriv den første nedenfor."), icon=":material/event:")
    _ask_for_closure()
    _show_those_in_sheets({(c.name, c.start, c.end) for c in chosen.values()})


def _show_closure(closure_id: str, closure: Closure) -> None:
    words, button = st.columns([5, 1], vertical_alignment="center")
    words.markdown(f"**{plain(closure.name)}**, {plain(_say_days(closure))}")
    if button.button(_("Fjern"), key=f"remove-closure-{closure_id}", icon=":material/delete:"):
        save(lambda user: remove_closure(running_server().settings, closure_id, user))


def _say_days(closure: Closure) -> str:
    return format_day(closure.start) if closure.start == closure.end else format_period(closure.start, closure.end)


def _ask_for_closure() -> None:
    with st.form("closure", clear_on_submit=True):
        st.subheader(_("Ny ferie eller lukkedag"))
        what, first, last = st.columns([2, 1, 1])
        name = what.text_input(_("Anledning"), key="closure_name", max_chars=80, placeholder=_("Sommerferie"))
        start = first.date_input(_("Første dag"), None, format="DD-MM-YYYY", key="closure_start")
        end = last.date_input(
            _("Sidste dag"), None, format="DD-MM-YYYY", key="closure_end", help=_("Tom, når det kun er én dag.")
        )
        wants_to_save = st.form_submit_button(_("Gem lukkedagene"), type="primary", icon=":material/save:")
    if wants_to_save:
        save(lambda user: choose_closure(running_server().settings, name, start, end, user))


def _show_those_in_sheets(chosen: set[tuple[str, date, date]]) -> None:
    rows = [row for row in ask("closures") if _key(row) not in chosen]
    if not rows:
        return
    st.subheader(_("Fra arket med lukkedage"))
    st.caption(_("De rettes i arket. Her er dem, der gælder i tallene nu."))
    columns = [
        Column(_("Anledning"), lambda row: row["closure_name"], width=300),
        Column(_("Første dag"), lambda row: row["from_date"], "day", width=130),
        Column(_("Sidste dag"), lambda row: row["to_date"], "day", width=130),
    ]
    show_table(rows[:_SHOWN], columns, alt=_("Fra arket med lukkedage"))


def _key(row: Row) -> tuple[str, date, date]:
    first, last = row["from_date"], row["to_date"]
    return row["closure_name"], date(first.year, first.month, first.day), date(last.year, last.month, last.day)
