"""Mål: what was promised, how far it is, the calculation behind each number, milestones, and which periods are approved."""

from __future__ import annotations

import streamlit as st

from dashboard import auth
from dashboard.components.approval import show_approvals
from dashboard.components.freshness import show_freshness
from dashboard.components.milestones import show_milestones
from dashboard.components.targets import choose_targets, show_targets, show_targets_in_short
from dashboard.data import ask
from dashboard.texts import _

session = auth.require("staff", "management")

st.title(_("Mål"))
show_freshness()

is_staff = session.role == "staff"
targets = ask("targets")
show_targets_in_short(targets)
if targets:
    show_targets(choose_targets(targets), may_see_persons=is_staff)
show_milestones(ask("milestones" if is_staff else "milestone_plan"), may_see_owner=is_staff)
show_approvals(may_approve=is_staff)
