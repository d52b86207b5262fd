"""Inaktive frivillige: whom to call, why, and what to offer them. Staff only."""

from __future__ import annotations

import streamlit as st

from dashboard import auth
from dashboard.components.access import note_opening
from dashboard.components.beginning import is_beginning, show_beginning
from dashboard.components.filters import choose_volunteers
from dashboard.components.tables import show_table
from dashboard.components.take_home import offer_person_files
from dashboard.components.volunteer import show_volunteer, volunteer_columns
from dashboard.data import ask
from dashboard.formats import format_number
from dashboard.texts import _, plural

auth.require("staff")

st.title(_("Inaktive frivillige"))
st.caption(_("Frivillige, der er blevet stille, og hvad der kunne få dem i gang igen. Begynd med de øverste."))

everyone = ask("inactive_volunteers")
if not everyone:
    if is_beginning():
        show_beginning(may_write=True)
    else:
        st.success(_("Ingen frivillige er blevet stille. Godt gået!"), icon=":material/celebration:")
    st.stop()

shown = choose_volunteers(everyone)
st.caption(
    plural("{count} frivillig", "{count} frivillige", len(shown), format_number(len(shown)))
    + ". "
    + _("Vælg en række for at se mere.")
)
chosen = show_table(shown, volunteer_columns(), alt=_("Frivillige, der er blevet stille"), key="inactive_table")
offer_person_files(_("Inaktive frivillige"), shown, volunteer_columns(), "inaktive")

if chosen:
    note_opening(chosen["person_id"], "inaktive")
    show_volunteer(chosen)
