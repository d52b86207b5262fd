"""A list with persons taken home as a file: what for is asked, and who takes whom is in the log before the file is made."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.components.access import LIST_PURPOSES, ask_purpose, note_or_stop
from dashboard.components.tables import Column, offer_files
from dashboard.data import Row
from dashboard.texts import _, plural, reason
from warehouse.errors import PurposeRefusedError
from warehouse.subject_access.purpose import need_purpose


def offer_person_files(name: str, rows: Sequence[Row], columns: Sequence[Column], where: str) -> None:
    """Folded away: the purpose, a button, and then the files. Another list has to be asked for anew."""
    key = f"take_home_{where}"
    with st.expander(_("Tag listen med hjem"), icon=":material/download:"):
        persons = list(dict.fromkeys(row["person_id"] for row in rows if row.get("person_id")))
        said = plural("Listen har {count} person.", "Listen har {count} personer.", len(persons))
        st.caption(said + " " + _("Dit navn, tidspunktet og formålet bliver skrevet i loggen."))
        purpose = ask_purpose(LIST_PURPOSES, _("Hvad skal listen bruges til?"), key)
        if st.button(_("Lav filerne"), key=f"{key}_make", disabled=not purpose) and _is_fit(purpose):
            note_or_stop("export", where, persons, purpose)
            st.session_state[key] = _mark(persons, purpose)
        if purpose and st.session_state.get(key) == _mark(persons, purpose):
            offer_files(name, rows, columns)


def _is_fit(purpose: str) -> bool:
    try:
        need_purpose(purpose)
    except PurposeRefusedError as refusal:
        st.error(reason(str(refusal)), icon=":material/error:")
        return False
    return True


def _mark(persons: Sequence[str], purpose: str) -> tuple[object, ...]:
    return (purpose, *persons)
