"""Who you are decides which pages exist for you. Streamlit runs this file from the top at every click."""

from __future__ import annotations

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboard import auth
from dashboard.components.access import note_list
from dashboard.components.page_frame import show_page_head
from dashboard.components.run_now import offer_run
from dashboard.components.sidebar import show_sidebar
from dashboard.components.tour import invite_to_tour
from dashboard.data import Reading, begin_reading, is_superseded
from dashboard.frame import icon_in_line
from dashboard.pages import PageOf, first_page, page_named, pages_for
from dashboard.server import ROLES, running_server
from dashboard.sessions import Session
from dashboard.texts import LANGUAGE_COOKIE, _, use_language
from warehouse.errors import QueryRefusedError

LOOK_FOR_NEWS_SECONDS = 3
SIDEBAR_PIXELS = 280


def main() -> None:
    use_language(st.context.cookies.get(LANGUAGE_COOKIE))
    st.set_page_config("Frivillig", icon_in_line(), "wide", SIDEBAR_PIXELS)
    session = auth.require(*ROLES)
    running_server().sessions.touch(session)
    first = first_page(session.role)
    chosen = st.navigation([_page(page, is_first=page is first) for page in pages_for(session.role)], expanded=True)
    show_sidebar(session, chosen.url_path)
    reading = begin_reading(session.role)
    follow_news(reading)
    if reading.snapshot is None:
        _show_nothing_published(session)
    else:
        name = chosen.url_path or first.name
        show_page_head(session, name)
        invite_to_tour(session, name)
        if session.role == "staff" and page_named(name).lists_persons:
            note_list(name, chosen.title)
        _run(chosen)


def _run(page: StreamlitPage) -> None:
    """Run a page; our own questions are only refused by a snapshot made before the page was."""
    try:
        page.run()
    except QueryRefusedError:
        _show_made_earlier()


@st.fragment(run_every=LOOK_FOR_NEWS_SECONDS)
def follow_news(reading: Reading) -> None:
    """Make the page again when a new snapshot is published or the login has ended."""
    if auth.current_session() is None or is_superseded(reading):
        st.rerun()


def _page(page: PageOf, is_first: bool) -> StreamlitPage:
    return st.Page(page.path, title=_(page.title), icon=page.icon, url_path=page.name, default=is_first)


def _show_nothing_published(session: Session) -> None:
    st.title(_("Der er ingen tal endnu"))
    if session.role == "staff":
        st.write(_("Tallene kommer, når den første nat er kørt. Læg filerne i indbakken, og tag dem ind:"))
        offer_run()
        return
    st.write(_("Tallene kommer, når den første nat er kørt. Læg filerne i indbakken, og kør natten:"))
    st.code("frivillig run", language=None)


def _show_made_earlier() -> None:
    st.warning(_("Tallene er lavet af en ældre udgave af Frivillig. Siden er klar, når næste nat er kørt:"))
    st.code("frivillig run", language=None)


if __name__ == "__main__":  # a child process that reads a file for us imports this module under another name
    main()
