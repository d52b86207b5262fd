"""Indstillinger: areas, closed days, thresholds and owners, chosen by staff and kept with who and when. Staff only."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard import auth
from dashboard.components.choosing import changes_waiting, show_saved
from dashboard.components.run_now import offer_run
from dashboard.components.setting_areas import show_areas
from dashboard.components.setting_closures import show_closures
from dashboard.components.setting_history import show_history
from dashboard.components.setting_owners import show_owners
from dashboard.components.setting_thresholds import show_thresholds
from dashboard.texts import N_, _, plural

auth.require("staff")

st.title(_("Indstillinger"))
st.caption(_("Det, I selv bestemmer. Alt gælder fra næste nat, og alt kan fortrydes under Historik."))
show_saved()

waiting = changes_waiting()
if waiting:
    words = plural(
        "{count} ændring er ikke med i tallene endnu.", "{count} ændringer er ikke med i tallene endnu.", len(waiting)
    )
    st.info(words, icon=":material/schedule:")
offer_run()

SECTIONS: dict[str, tuple[str, Callable[[], None]]] = {
    "areas": (N_("Boligområder"), show_areas),
    "closures": (N_("Ferier og lukkedage"), show_closures),
    "thresholds": (N_("Grænser"), show_thresholds),
    "owners": (N_("Ansvarlige"), show_owners),
    "history": (N_("Historik"), show_history),
}
chosen = st.segmented_control(
    _("Afsnit"), list(SECTIONS), default="areas", required=True, format_func=lambda s: _(SECTIONS[s][0]), key="setting_section"
)  # fmt: skip
if chosen != "owners":
    st.header(_(SECTIONS[chosen][0]))
SECTIONS[chosen][1]()
