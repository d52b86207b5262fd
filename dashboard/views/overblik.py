"""Overblik: how it goes, how new the numbers are, and the targets in short."""

from __future__ import annotations

import streamlit as st

from dashboard import auth
from dashboard.components.beginning import is_beginning, show_beginning
from dashboard.components.cards import show_cards
from dashboard.components.filters import choose_area
from dashboard.components.freshness import show_freshness, show_night
from dashboard.components.months import show_months
from dashboard.components.targets import show_targets_in_short
from dashboard.data import ask
from dashboard.kpis import cards_for, trends_for
from dashboard.texts import _

session = auth.require("staff", "management")

st.title(_("Overblik"))
show_freshness()
show_night()
if is_beginning():
    show_beginning(may_write=session.role == "staff")
    st.stop()
area = choose_area()

cards = cards_for(area)
if cards:
    show_cards(cards, trends_for(area), may_see_persons=session.role == "staff")
else:
    st.info(_("Der er ingen nøgletal endnu. De kommer, når der er registreret fremmøde."))

participations, hours = st.columns(2)
with participations:
    show_months("participations", area)
with hours:
    show_months("volunteer_hours", area)

if area is None:
    show_targets_in_short(ask("targets"))
