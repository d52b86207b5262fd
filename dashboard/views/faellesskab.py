"""Fællesskab: whether people meet across, what groups consist of, and how they hang together."""

from __future__ import annotations

import streamlit as st

from dashboard import auth
from dashboard.components.groups import choose_trait, show_bridges, show_compositions, show_residents
from dashboard.components.mixing import show_mixing
from dashboard.components.network import show_bridge_persons, show_network
from dashboard.data import ask, ask_one
from dashboard.formats import format_period
from dashboard.texts import _

session = auth.require("staff", "management")

st.title(_("Fællesskab"))
window = ask_one("meeting_window")
if window:
    st.caption(_("Navngivet fremmøde {period}.").format(period=format_period(window["from_date"], window["to_date"])))
st.info(
    _("Siden viser sammensætning, ikke virkning: hvem der mødes, ikke hvad det har ført til."), icon=":material/info:"
)

show_mixing(ask("meeting_mixing"))

trait = choose_trait()
show_compositions(ask("group_shares", trait), ask("group_compositions", trait), trait)
show_residents(ask("group_shares", "resident_area"), ask("group_shares", "minor"))

show_bridges(ask("group_bridges"), ask("group_links"))

if session.role == "staff":
    show_network(ask("network_people"), ask("network_ties"))
    show_bridge_persons(ask("bridge_persons"))
