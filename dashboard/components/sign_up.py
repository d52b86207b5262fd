"""A sheet to sign up on: printed for the wall, or as the spreadsheet that comes back through the inbox."""

from __future__ import annotations

from collections.abc import Sequence
from contextvars import copy_context
from datetime import date
from typing import Literal

import streamlit as st

from dashboard import auth
from dashboard.data import Row
from dashboard.server import running_server
from dashboard.texts import _

_MOST_WEEKS = 8


def offer_sign_up(activities: Sequence[Row]) -> None:
    """Staff: choose activity, day and how many weeks; two buttons make the sheet when pressed."""
    auth.require("staff")
    if not activities:
        return
    with st.expander(_("Lav et tilmeldingsark"), icon=":material/playlist_add:"):
        which, when, weeks = st.columns([2, 1, 1])
        names = sorted({str(row["activity_name"]) for row in activities})
        activity = which.selectbox(_("Aktivitet"), names, key="sign_up_activity")
        first = when.date_input(_("Første gang"), _today(), format="DD-MM-YYYY", key="sign_up_first")
        times = weeks.number_input(_("Uger i træk"), 1, _MOST_WEEKS, 1, key="sign_up_times")
        st.caption(
            _(
                "Skriv navnene ind i arket, og læg det i indbakken: så læses det næste nat. Kun dem med kryds tæller som mødt."
            )
        )
        with st.container(horizontal=True, gap="small"):
            _offer(_("Hent til udskrift"), activity, first, int(times), "pdf")
            _offer(_("Hent som Excel"), activity, first, int(times), "xlsx")


def _offer(words: str, activity: str, first: date, times: int, kind: Literal["pdf", "xlsx"]) -> None:
    here = copy_context()  # holds the language, which the thread that makes the file does not know

    def make() -> bytes:
        from warehouse.papers.files import make_sign_up_sheet

        server = running_server()
        return here.copy().run(
            lambda: make_sign_up_sheet(server.settings, activity, first, times, kind, server.readers["staff"]).content
        )

    name = f"Fremmødeliste {activity} {first:%d-%m-%Y}.{kind}"
    st.download_button(words, make, name, icon=":material/download:", on_click="ignore", key=f"sign_up_{kind}")


def _today() -> date:
    """Today, as the data counts it: a frozen project stays at its own date."""
    return running_server().settings.as_of()
