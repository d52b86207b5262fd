"""Who looks at whom and why, written in the log before anything is shown; what cannot be logged is not shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from dashboard import auth
from dashboard.server import running_server
from dashboard.texts import N_, _, reason
from warehouse.access_log import Act, note_access
from warehouse.errors import AccessNotLoggedError

PURPOSES = (
    N_("Personen har bedt om indsigt"),
    N_("Oplysninger skal rettes"),
    N_("Samtykke trækkes tilbage"),
    N_("Kontakt og opfølgning"),
    N_("Andet"),
)
LIST_PURPOSES = (
    N_("Ringe rundt til frivillige"),
    N_("Planlægge en aktivitet"),
    N_("Møde med kolleger"),
    N_("Andet"),
)
LOG_PURPOSES = (
    N_("Stikprøve"),
    N_("En person har spurgt, hvem der har slået op"),
    N_("Mistanke om misbrug"),
    N_("Andet"),
)
_OPENED, _LISTED, _FOUND = "profiles_opened", "lists_seen", "searches_made"


def note_or_stop(act: Act, where: str, person_ids: Iterable[str], purpose: str = "", heading: str = "") -> None:
    """Write it in the log; when that cannot be done the page ends here with a sentence. `heading`: of a page not begun yet."""
    session = auth.require("staff")
    try:
        note_access(running_server().settings, session.user, act, where, person_ids, purpose)
    except AccessNotLoggedError as refusal:
        if heading:
            st.title(heading)
        st.error(reason(str(refusal)), icon=":material/error:")
        st.stop()


def note_opening(person_id: str, where: str) -> None:
    """Write down that a profile is opened, once for as long as somebody is logged in."""
    opened = st.session_state.setdefault(_OPENED, set())
    if (person_id, where) not in opened:
        note_or_stop("profile", where, [person_id])
        opened.add((person_id, where))


def note_list(where: str, heading: str = "") -> None:
    """Write down that somebody sees several persons at once, once a place for as long as the tab is logged in; not whom, it would be all."""
    seen = st.session_state.setdefault(_LISTED, set())
    if where not in seen:
        note_or_stop("list", where, [], heading=heading)
        seen.add(where)


def note_search(person_ids: Sequence[str], where: str) -> None:
    """Write down who was found, once for each answer; never what was typed."""
    made, found = st.session_state.setdefault(_FOUND, set()), (where, *person_ids)
    if found not in made:
        note_or_stop("find", where, person_ids)
        made.add(found)


def ask_purpose(purposes: Sequence[str], label: str, key: str) -> str:
    """The purpose chosen, with what is added to it; blank until one is chosen. Kept in Danish in the log."""
    which, more = st.columns([2, 3], vertical_alignment="bottom")
    chosen = which.selectbox(label, purposes, None, format_func=_, key=f"{key}_purpose", placeholder=_("Vælg"))
    added = more.text_input(
        _("Uddyb (uden navne)"), key=f"{key}_more", max_chars=100, help=_("Skal skrives, når du vælger «Andet».")
    )
    if not chosen or (chosen == "Andet" and not added.strip()):
        return ""
    return f"{chosen}: {added.strip()}" if added.strip() else chosen
