"""Databeskyttelse: what a person may ask for, and who has looked at whom. Staff only."""

from __future__ import annotations

import streamlit as st

from dashboard import auth
from dashboard.components.look_ups import show_look_ups
from dashboard.components.subject_holdings import show_person
from dashboard.components.subject_search import choose_person
from dashboard.texts import _

auth.require("staff")

st.title(_("Databeskyttelse"))
st.caption(
    _(
        "Find alt, hvad I har om en person, giv personen en kopi, og træk et samtykke tilbage. Hvert opslag bliver skrevet i loggen, før noget vises."
    )
)
ways = {"person": _("Find en person"), "log": _("Hvem har slået op?")}
way = st.segmented_control(
    _("Vis"),
    list(ways),
    default="person",
    required=True,
    format_func=lambda way: ways[way],
    label_visibility="collapsed",
)
if way == "log":
    show_look_ups()
else:
    chosen = choose_person()
    if chosen:
        show_person(*chosen)
