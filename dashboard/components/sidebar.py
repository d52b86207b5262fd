"""Under the menu: who is logged in, the language, and the way out."""

from __future__ import annotations

import streamlit as st

from dashboard.components.markdown import plain
from dashboard.questionnaire.poster import POSTER_PATH
from dashboard.server import ROLES, running_server
from dashboard.sessions import Session
from dashboard.texts import _, current_language
from dashboard.texts.codes import ROLE_NAMES, word_for


def show_sidebar(session: Session, page: str) -> None:
    with st.sidebar:
        if session.is_demo:
            _offer_roles(session)
        else:
            # A name with an @ in it would become a link to write a mail to oneself.
            user = plain(session.user).replace("@", "@\N{WORD JOINER}")
            st.caption(f"{user} · {word_for(ROLE_NAMES, session.role)}")
        st.html(_links(session, page))


def _offer_roles(session: Session) -> None:
    st.segmented_control(
        _("Se som"),
        ROLES,
        default=session.role,
        required=True,
        format_func=lambda role: word_for(ROLE_NAMES, role),
        key="demo_role",
        on_change=_change_role,
        args=(session,),
    )
    st.caption(_("Demo med opdigtede personer."))


def _change_role(session: Session) -> None:
    if running_server().is_demo and st.session_state.demo_role in ROLES:
        session.role = st.session_state.demo_role
        session.files.clear()


def _links(session: Session, page: str) -> str:
    other, words = ("da", "Dansk") if current_language() == "en" else ("en", "English")
    link = '<a href="{}" target="_self" lang="{}" style="color:inherit;font-size:.875rem">{}</a>'
    poster = link.format(POSTER_PATH, current_language(), _("Spørgeskema og plakat")) + "<br>"
    others = [
        link.format(f"/sprog/{other}?til=/{page}", other, words),
        link.format("/log-ud", current_language(), _("Log ud")),
    ]
    return (poster if session.role == "staff" else "") + " · ".join(others)
