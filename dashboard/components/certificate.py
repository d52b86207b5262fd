"""A volunteer's certificate for a CV, made when pressed; that it was taken out is written down first."""

from __future__ import annotations

from contextvars import copy_context

import streamlit as st

from dashboard import auth
from dashboard.data import ask_one
from dashboard.server import running_server
from dashboard.texts import _
from warehouse.access_log import note_access


def offer_certificate(person_id: str) -> None:
    """Staff: a button, for those who have helped."""
    session = auth.require("staff")
    way = ask_one("pathway_of", person_id) or {}
    if not way.get("help_date"):
        return
    here = copy_context()  # holds the language, which the thread that makes the file does not know

    def make() -> bytes:
        from warehouse.papers.files import make_certificate

        server = running_server()
        note_access(server.settings, session.user, "export", "frivilligbevis", [person_id])
        return here.copy().run(lambda: make_certificate(server.settings, person_id, server.readers["staff"]).content)

    st.download_button(
        _("Frivilligbevis til CV"),
        make,
        f"{_('Frivilligbevis')}.pdf",
        "application/pdf",
        icon=":material/workspace_premium:",
        on_click="ignore",
        key=f"certificate-{person_id}",
        help=_(
            "Kun hvad personen har gjort: aktiviteter, opgaver, poster, timer og kurser. Intet om motiver eller helbred."
        ),
    )
