"""What to do first, in a workspace where nothing has been read yet."""

from __future__ import annotations

import streamlit as st

from dashboard.data import ask_one
from dashboard.pages import VIEWS
from dashboard.server import running_server
from dashboard.texts import _


def is_beginning() -> bool:
    """Whether no night has seen a file yet."""
    run = ask_one("latest_run")
    return run is not None and not run["files_total"]


def show_beginning(may_write: bool) -> None:
    """Three steps for staff; a word for everybody else."""
    with st.container(border=True):
        st.header(_("Her er tomt endnu"))
        if not may_write:
            st.markdown(_("Tallene kommer, når medarbejderne har lagt deres ark i indbakken, og en nat er kørt."))
            return
        st.markdown(_("Sådan kommer de første tal:"))
        inbox = f"`{running_server().settings.inbox}`"
        steps = (
            _("Læg jeres regneark i indbakken: {folder}. De må være, som de er; skabeloner ligger i mappen «skabeloner».").format(folder=inbox),
            _("Næste nat læses de. Vil I ikke vente, så kør natten nu."),
            _("Ligner et ark ikke noget, vi kender, så spørger vi under «Datakvalitet», eller I laver en formular til det."),
        )  # fmt: skip
        st.markdown("\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1)))
        if st.button(_("Se, hvad der er læst"), icon=":material/fact_check:", key="beginning"):
            st.switch_page(VIEWS / "datakvalitet.py")
