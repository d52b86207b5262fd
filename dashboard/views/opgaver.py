"""Opgaver og match: what is free, whom it fits and why, and a fair plan for all of it at once. Staff only."""

from __future__ import annotations

import streamlit as st

from dashboard import auth
from dashboard.components.matches import choose_way, show_plan, show_tasks, show_tasks_for_one
from dashboard.data import ask
from dashboard.texts import _

auth.require("staff")

st.title(_("Opgaver og match"))
st.caption(
    _(
        "Først kravene, så hvad der passer. Oprindelse, helbred og ydelser tæller aldrig med. Et forslag er en begyndelse på en snak."
    )
)

tasks = ask("free_tasks")
if not tasks:
    st.info(_("Der er ingen ledige opgaver. Skriv dem i opgavelisten, så konkret at de kan løses her og nu."))
    st.stop()

way = choose_way()
if way == "tasks":
    show_tasks(tasks)
elif way == "plan":
    show_plan(tasks, ask("task_plan"))
else:
    show_tasks_for_one(ask("matched_volunteers"))
