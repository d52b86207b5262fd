"""Frivillige: find somebody, see what they do and wish, write down what was agreed. Staff only."""

from __future__ import annotations

import streamlit as st

from dashboard import auth
from dashboard.components.profile import OPEN_PERSON, show_profile
from dashboard.components.register import choose_from_register, register_columns
from dashboard.components.tables import show_table
from dashboard.components.take_home import offer_person_files
from dashboard.data import ask
from dashboard.formats import format_number
from dashboard.texts import _, plural

auth.require("staff")

st.title(_("Frivillige"))

everyone = ask("volunteers")
if not everyone:
    st.info(_("Der er endnu ingen frivillige. De kommer, når en liste eller et spørgeskema er læst."))
    st.stop()

asked = st.session_state.get(OPEN_PERSON)
opened = next((row for row in everyone if row["person_id"] == asked), None) if asked else None
if opened:
    if st.button(_("Tilbage til listen"), icon=":material/arrow_back:"):
        del st.session_state[OPEN_PERSON]
        st.rerun()
    show_profile(opened)
    st.stop()

shown = choose_from_register(everyone)
if not shown:
    st.info(_("Ingen svarer til det, du har valgt. Prøv færre filtre eller et kortere navn."))
    st.stop()
st.caption(
    plural("{count} frivillig", "{count} frivillige", len(shown), format_number(len(shown)))
    + ". "
    + _("Vælg en række for at se mere.")
)
chosen = show_table(shown, register_columns(), alt=_("Frivillige"), key="register_table")
offer_person_files(_("Frivillige"), shown, register_columns(), "frivillige")
if chosen:
    show_profile(chosen)
