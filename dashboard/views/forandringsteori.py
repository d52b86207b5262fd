"""Forandringsteori: the board, with what is measured, what was measured long ago and what nobody measures."""

from __future__ import annotations

import streamlit as st

from dashboard import auth
from dashboard.components.board import show_board, show_concepts
from dashboard.components.freshness import show_freshness
from dashboard.components.survey import show_survey_changes
from dashboard.data import ask
from dashboard.texts import _

session = auth.require("staff", "management")

st.title(_("Forandringsteori"))
show_freshness()
st.caption(_("Hvad vi tror, frivilligt arbejde fører til, og om nogen måler det. En grå rude er også et svar."))

indicators = ask("board")
if indicators:
    show_board(indicators)
else:
    st.info(_("Tavlen er tom."))
show_concepts()

if session.role == "staff":
    show_survey_changes(ask("survey_changes"))
