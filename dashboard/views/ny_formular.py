"""Ny formular: a form for a file that waits, made by answering questions. Staff only."""

from __future__ import annotations

import streamlit as st

from dashboard import auth
from dashboard.components.form_maker import (
    ask_about,
    choose_table,
    choose_waiting_file,
    offer_form,
    read_again,
    unread_sheets,
)
from dashboard.components.markdown import plain
from dashboard.data import ask
from dashboard.texts import _, reason

auth.require("staff")

st.title(_("Ny formular"))
st.caption(
    _(
        "En fil eller et ark, der venter, ligner ikke noget skema, vi kender. Fortæl, hvad der står der, så læses det fra næste nat."
    )
)

if saved := st.session_state.pop("form_saved", None):
    words = _("Formularen er gemt som forms/{name}. Filen læses i nat.")
    st.success(plain(words.format(name=saved)), icon=":material/check:")

waiting = ask("waiting_files")
if not waiting:
    st.success(_("Ingen filer eller ark venter."), icon=":material/check:")
    st.stop()

file = choose_waiting_file(waiting)
read = read_again(file)
if read.fate == "rejected":
    st.error(plain(reason(read.message)))
elif not unread_sheets(file, read):
    st.info(_("Filen har fået en formular og læses i nat."))
else:
    st.caption(plain(reason(file["message"])))
    offer_form(file, ask_about(file, choose_table(file, read)))
