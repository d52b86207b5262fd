"""Inaktive frivillige: whom to call, why, and what to offer them. Staff only."""

from __future__ import annotations

import streamlit as st

from dashboard import auth
from dashboard.components.beginning import is_beginning, show_beginning
from dashboard.components.filters import choose_volunteers
from dashboard.components.tables import offer_files, show_table
from dashboard.components.volunteer import show_volunteer, volunteer_columns
from dashboard.data import ask
from dashboard.formats import format_number
from dashboard.server import running_server
from dashboard.texts import _, plural
from warehouse.access_log import note_access

session = auth.require("staff")

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
offer_files(
    _("Inaktive frivillige"),
    shown,
    volunteer_columns(),
    before=lambda: note_access(
        running_server().settings, session.user, "export", "inaktive", [row["person_id"] for row in shown]
    ),
)

if chosen:
    show_volunteer(chosen)
