"""I dag: whom to call, what is new since last time, what waits, and how the night went. Staff only."""

from __future__ import annotations

import streamlit as st

from dashboard import auth
from dashboard.components.beginning import is_beginning, show_beginning
from dashboard.components.freshness import show_freshness, show_night
from dashboard.components.run_now import offer_run
from dashboard.components.today import choose_mine, show_calls, show_due, show_news, show_waiting
from dashboard.data import ask_one
from dashboard.texts import _
from dashboard.thresholds import threshold
from dashboard.visits import day_seen_before

session = auth.require("staff")

st.title(_("I dag"))
show_freshness()
show_night()
offer_run()

run = ask_one("latest_run")
if run is None:
    st.stop()
if is_beginning():
    show_beginning(may_write=True)
    st.stop()
as_of = run["as_of"].date() if hasattr(run["as_of"], "date") else run["as_of"]

mine = choose_mine(session.user)
calls, waits = st.columns([3, 2], gap="large")
with calls:
    show_calls(as_of, mine)
with waits:
    show_due(as_of, mine)
    show_waiting()
    show_news(day_seen_before(session.user, as_of, threshold("first_visit_days")))
