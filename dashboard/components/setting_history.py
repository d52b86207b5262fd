"""Historik: every change of the settings, by whom and when; the latest of each can be taken back."""

from __future__ import annotations

import streamlit as st

from dashboard.components.choosing import save
from dashboard.components.markdown import plain
from dashboard.components.setting_words import say_change
from dashboard.formats import format_moment
from dashboard.server import running_server
from dashboard.texts import _, plural
from warehouse.choices import Change, latest_of, read_changes, undo_change

_SHOWN = 50


def show_history() -> None:
    """The latest changes first."""
    settings = running_server().settings
    changes = read_changes(settings.choices)
    st.caption(_("Ændringerne ligger som små filer i mappen «indstillinger» i arbejdsområdet og slettes aldrig."))
    if not changes:
        st.info(_("Ingen har ændret noget endnu."), icon=":material/history:")
        return
    for change in changes[: -_SHOWN - 1 : -1]:
        _show_change(change, is_latest=change is latest_of(changes, change.kind, change.name))
    if len(changes) > _SHOWN:
        st.caption(plural("… og {count} ældre", "… og {count} ældre", len(changes) - _SHOWN))


def _show_change(change: Change, is_latest: bool) -> None:
    settings = running_server().settings
    with st.container(border=True, gap=None):
        words, button = st.columns([5, 1], vertical_alignment="center")
        with words:
            st.markdown(plain(say_change(change)))
            who = _("{who}, {moment}").format(
                who=change.by, moment=format_moment(change.at, settings.schedule.timezone)
            )
            undone = " · " + _("fortryder nr. {number}").format(number=change.undoes) if change.undoes else ""
            st.caption(plain(_("Nr. {number}").format(number=change.number) + f" · {who}{undone}"))
        if is_latest and button.button(_("Fortryd"), key=f"undo-{change.number}", icon=":material/undo:"):
            save(lambda user: undo_change(settings.choices, change.number, user))
