"""What stands around every page: help at the top, and a head that only paper shows."""

from __future__ import annotations

import html
from datetime import date

import streamlit as st

from dashboard.components.whole_tables import offer_whole_tables
from dashboard.data import ask_one
from dashboard.formats import format_day, format_period
from dashboard.page_help import help_for
from dashboard.server import running_server
from dashboard.sessions import Session
from dashboard.texts import _


def show_page_head(session: Session, page: str) -> None:
    """«Hvad viser siden?», folded up at the right above the title; on paper the project, its period and the dates."""
    text = help_for(page, session.role)
    with st.container(horizontal=True, horizontal_alignment="right", key="page_head"):
        st.html(f'<div class="only-on-paper">{html.escape(_say_what_is_printed())}</div>', width="content")
        if text is not None:
            with st.popover(_("Hvad viser siden?"), icon=":material/help:", type="tertiary"):
                st.write(_(text))
                offer_whole_tables()


def _say_what_is_printed() -> str:
    project = running_server().settings.project
    run = ask_one("latest_run")
    parts = [
        f"{project.name} · {project.organisation}",
        _("projektperiode {period}").format(period=format_period(project.start, project.end)),
        _("data til og med {day}").format(day=format_day(run["as_of"])) if run else "",
        _("udskrevet {day}").format(day=format_day(date.today())),
    ]
    return " · ".join(filter(None, parts))
