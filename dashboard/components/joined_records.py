"""The ways in which a person is written in the sheets, why they were joined, and the word that one of them is somebody else."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard import auth
from dashboard.components.markdown import plain
from dashboard.components.tables import Column, show_table
from dashboard.data import Row
from dashboard.server import running_server
from dashboard.texts import _, plural, reason
from warehouse.errors import PersonNotFoundError
from warehouse.people.answers import set_apart

_SAID = "set_apart_said"


def show_records(records: Sequence[Row]) -> None:
    """Each way of writing with its files and reason; where there are several, one may be parted from the rest."""
    if said := st.session_state.pop(_SAID, None):
        st.success(said, icon=":material/check:")
    words = plural("Skrevet på én måde i arkene", "Skrevet på {count} måder i arkene", len(records))
    st.markdown(f"**{words}**")
    columns = [
        Column(_("Navn"), lambda row: row["full_name"], width=200),
        Column(_("Rækker"), lambda row: row["times"], "number", width=80),
        Column(_("Filer"), lambda row: row["file_names"], width=300),
        Column(_("Koblet fordi"), lambda row: reason(row["explanation"]), width=360),
    ]
    show_table(records, columns, alt=words)
    if len(records) > 1:
        _offer_to_part(records)


def _offer_to_part(records: Sequence[Row]) -> None:
    with st.expander(_("En af dem er en anden person"), icon=":material/call_split:"):
        st.caption(
            _("Det bliver skrevet ned med dit navn, tæller fra næste nat og kan fortrydes på siden Datakvalitet.")
        )
        choices = {record["record_id"]: record for record in records}
        chosen = st.selectbox(
            _("Hvilken?"),
            list(choices),
            index=None,
            placeholder=_("Vælg"),
            format_func=lambda mention: f"{choices[mention]['full_name']} ({choices[mention]['file_names']})",
            key=f"part {records[0]['record_id']}",
        )
        is_sure = st.button(_("Skil fra de andre"), disabled=chosen is None, key=f"part now {records[0]['record_id']}")
        if chosen and is_sure:
            _part(chosen)


def _part(mention: str) -> None:
    session = auth.require("staff")
    try:
        set_apart(running_server().settings, mention, session.user)
    except PersonNotFoundError as refusal:
        st.error(plain(reason(str(refusal))))
        return
    st.session_state[_SAID] = _("Tak. De bliver to personer i nat.")
    st.rerun()
