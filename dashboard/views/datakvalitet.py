"""Datakvalitet: which files came in, what came of every row, and what needs a person."""

from __future__ import annotations

import streamlit as st

from dashboard import auth
from dashboard.components.freshness import show_freshness, show_night
from dashboard.components.heading_questions import show_heading_questions
from dashboard.components.mending import offer_return_sheets, show_mendings, show_rows_to_mend, show_waiting_rows
from dashboard.components.place_questions import show_place_questions
from dashboard.components.quality import show_checks, show_files, show_nights, show_registrations, show_row_law
from dashboard.components.run_now import offer_run
from dashboard.components.same_person import show_same_person_questions
from dashboard.data import ask, ask_one
from dashboard.texts import _

session = auth.require("staff", "management")

st.title(_("Datakvalitet"))
show_freshness()
show_night()
if session.role == "staff":
    offer_run()

run = ask_one("latest_run")
if run:
    show_row_law(run)

if session.role == "staff":
    show_rows_to_mend(ask("rows_to_mend"))
    offer_return_sheets()
    show_heading_questions(ask("proposals"))
    show_place_questions(ask("open_places"))
    show_same_person_questions(ask("uncertain_pairs"))
    show_waiting_rows(ask("waiting_rows"))
    show_mendings(ask("mendings"))
    show_files(ask("files"))
    show_registrations(ask("registrations"))

show_checks(ask("checks"))
show_nights(ask("nights"))
