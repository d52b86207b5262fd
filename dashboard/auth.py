"""Who is looking, decided here on the server, anew for every run of every page."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

from dashboard.server import running_server
from dashboard.sessions import Session
from dashboard.texts import _
from warehouse.accounts import Role


def current_session() -> Session | None:
    """The login behind this browser tab, if it is still open and its account still there."""
    return running_server().sessions.by_handle(_handle())


def require(*roles: Role) -> Session:
    """The login, if it has one of the roles; otherwise the page stops here with a word about why."""
    session = current_session()
    if session is None:
        _stop_ended()
    if session.role not in roles:
        _stop_forbidden()
    return session


def _handle() -> str | None:
    handle = st.user.get("handle")
    return handle if isinstance(handle, str) else None


def _stop_ended() -> NoReturn:
    st.title(_("Du er logget ud"))
    st.write(_("Det sker, når siden ikke har været brugt i et stykke tid, eller når adgangen er ændret."))
    st.html(f'<a href="/log-ind" target="_self">{_("Log ind igen")}</a>')
    st.stop()


def _stop_forbidden() -> NoReturn:
    st.title(_("Kun for medarbejdere"))
    st.write(_("Siden viser personer, og det kan din konto ikke give adgang til."))
    st.stop()
