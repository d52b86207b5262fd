"""Saving a setting: the change is made, said with old and new, and a refusal is one sentence."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard import auth
from dashboard.components.markdown import plain
from dashboard.components.setting_words import say_change
from dashboard.data import confirmed_at
from dashboard.server import running_server
from dashboard.texts import _, reason
from warehouse.choices import Change, read_changes
from warehouse.errors import ChoiceRefusedError, SettingsError

_SAID = "setting_said"


def save(choose: Callable[[str], Change]) -> None:
    """Make a change for whoever is logged in, and draw the page again."""
    session = auth.require("staff")
    try:
        change = choose(session.user)
    except (ChoiceRefusedError, SettingsError) as refusal:
        st.error(plain(reason(str(refusal))), icon=":material/error:")
        return
    st.session_state[_SAID] = say_change(change)
    st.rerun()


def show_saved() -> None:
    """What was saved just now, old and new, and that the numbers follow next night."""
    if said := st.session_state.pop(_SAID, None):
        st.success(plain(f"{said}. ") + _("Det gælder fra næste nat."), icon=":material/check:")


def changes_waiting() -> list[Change]:
    """The changes the published numbers do not know yet."""
    confirmed = confirmed_at()
    changes = read_changes(running_server().settings.choices)
    return [change for change in changes if confirmed is None or change.at > confirmed]
