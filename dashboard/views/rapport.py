"""Rapport: what has to be handed in, as PDF, Word, Excel or web page; for staff and management from management's file."""

from __future__ import annotations

import streamlit as st

from dashboard import auth
from dashboard.components.freshness import show_freshness
from dashboard.components.report import show_other_papers, show_reports, show_workbook
from dashboard.texts import _

session = auth.require("staff", "management")
is_staff = session.role == "staff"

st.title(_("Rapport"))
show_freshness()

show_reports(is_staff)
show_workbook()
if is_staff:
    show_other_papers()
