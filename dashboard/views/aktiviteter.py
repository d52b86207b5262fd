"""Aktiviteter: what was held and what is missing, how many came; for staff, who carries it and who needs what."""

from __future__ import annotations

import streamlit as st

from dashboard import auth
from dashboard.components.activity import (
    show_activities,
    show_attendance,
    show_calendar,
    show_certificates,
    show_months_held,
    show_totals,
)
from dashboard.components.filters import choose_area
from dashboard.components.freshness import show_freshness
from dashboard.components.months import show_months
from dashboard.components.sign_up import offer_sign_up
from dashboard.data import ask
from dashboard.texts import _

session = auth.require("staff", "management")

st.title(_("Aktiviteter"))
show_freshness()

if session.role == "staff":
    activities = ask("activities")
    show_calendar()
    show_attendance(activities)
    show_activities(activities)
    offer_sign_up(activities)
    show_certificates()
else:
    show_totals()
    show_months_held()
    area = choose_area()
    show_months("participations", area)
    show_months("sessions_held", area)
