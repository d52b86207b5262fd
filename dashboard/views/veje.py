"""Veje: who goes on from guest to helper to core volunteer, how long they stay, and who is to be thanked."""

from __future__ import annotations

import streamlit as st

from dashboard import auth
from dashboard.components.freshness import show_freshness
from dashboard.components.pathway import (
    show_conversions,
    show_first_tasks,
    show_retention_curves,
    show_retention_points,
    show_role_drift,
    show_thanked,
    show_thanks,
    show_ways,
)
from dashboard.data import ask
from dashboard.texts import _

session = auth.require("staff", "management")

st.title(_("Veje"))
show_freshness()
show_conversions()

if session.role == "staff":
    show_first_tasks()
    show_retention_curves()
    show_role_drift()
    show_thanks(ask("recognition"))
    show_ways(ask("pathways"))
else:
    show_retention_points()
    show_thanked()
