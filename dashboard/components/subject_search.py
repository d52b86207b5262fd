"""Find the person somebody asks about: why first, then the name as it sounds."""

from __future__ import annotations

import streamlit as st

from dashboard import auth
from dashboard.components.access import PURPOSES, ask_purpose
from dashboard.components.tables import Column, show_table
from dashboard.data import Row
from dashboard.server import running_server
from dashboard.texts import _, plural, reason
from warehouse.errors import AccessNotLoggedError, PurposeRefusedError
from warehouse.people import write_number
from warehouse.subject_access import requests

HELD = "subject_held"
_FOUND = "subject_found"
PAGE = "databeskyttelse"


def choose_person() -> tuple[str, str] | None:
    """The person_id chosen and the purpose given; None until there is one."""
    with st.form("subject_search", border=True):
        purpose = ask_purpose(PURPOSES, _("Hvorfor slår du op?"), "subject")
        typed = st.text_input(
            _("Navn, telefon, e-mail eller nummer"),
            key="subject_typed",
            placeholder=_("Skriv et navn, som det lyder"),
            icon=":material/search:",
        )
        wants_to_search = st.form_submit_button(_("Søg"), type="primary")
    if wants_to_search:
        st.session_state.pop(HELD, None)
        st.session_state[_FOUND] = _search(purpose, typed)
    return _choose(*st.session_state.get(_FOUND, ([], "")))


def _search(purpose: str, typed: str) -> tuple[list[Row], str]:
    if not typed.strip():
        st.info(_("Skriv, hvem du leder efter."))
        return [], ""
    session = auth.require("staff")
    try:
        found = requests.find(requests.Asker(running_server().settings, session.user, PAGE, purpose), typed)
    except (PurposeRefusedError, AccessNotLoggedError) as refusal:
        st.error(reason(str(refusal)), icon=":material/error:")
        return [], ""
    if not found:
        st.info(_("Ingen hedder noget, der ligner. Prøv et kortere navn."))
    return list(found), purpose


def _choose(found: list[Row], purpose: str) -> tuple[str, str] | None:
    if not found:
        return None
    st.caption(plural("{count} person.", "{count} personer.", len(found)) + " " + _("Vælg en række for at se alt."))
    chosen = show_table(found, _columns(), alt=_("Personer, der svarer til søgningen"), key="subject_table")
    return (chosen["person_id"], purpose) if chosen else None


def _columns() -> list[Column]:
    return [
        Column(_("Navn"), lambda row: row["full_name"], width=220),
        Column(_("Boligområde"), lambda row: row["area_name"], width=180),
        Column(_("Fødselsår"), lambda row: str(int(row["birth_year"])) if row["birth_year"] else "", width=100),
        Column(_("Nummer"), lambda row: write_number(row["person_id"]), width=170),
    ]
