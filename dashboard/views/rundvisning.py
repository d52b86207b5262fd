"""Rundvisning: five minutes through the pages, for whoever is new or has forgotten."""

from __future__ import annotations

import streamlit as st

from dashboard import auth
from dashboard.components.tour import show_tour
from dashboard.texts import _

session = auth.require("staff", "management")

st.title(_("Rundvisning"))
st.caption(
    _("De vigtigste sider på fem minutter. Åbn en side undervejs, og vælg Rundvisning i menuen for at gå videre.")
)
show_tour(session)
