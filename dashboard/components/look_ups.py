"""The log of who looked at whom, for whoever answers for the register: by user, with a sample to check."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import streamlit as st

from dashboard import auth
from dashboard.components.access import LOG_PURPOSES, ask_purpose, note_or_stop
from dashboard.components.markdown import plain
from dashboard.components.subject_search import PAGE
from dashboard.components.tables import Column, show_table
from dashboard.data import ask_one
from dashboard.formats import format_moment
from dashboard.pages import PAGES
from dashboard.server import running_server
from dashboard.texts import N_, _, plural, reason
from dashboard.texts.codes import ACTS, word_for
from warehouse.access_log import LookUp, list_look_ups, note_access
from warehouse.errors import AccessNotLoggedError, PurposeRefusedError
from warehouse.people import write_number
from warehouse.subject_access.purpose import need_purpose

_OPEN, _SAMPLE = "look_ups_open", "look_ups_sample"
_SHOWN_AT_MOST, _SAMPLE_SIZE, _SAMPLE_DAYS, _NAMED_AT_MOST = 500, 10, 30, 3
_OUTCOMES = {"in_order": N_("I orden"), "to_follow_up": N_("Skal følges op")}


def show_look_ups() -> None:
    """Asked for with a purpose, which is logged like any other look-up."""
    if not st.session_state.get(_OPEN):
        _ask_to_open()
    if st.session_state.get(_OPEN):
        look_ups = list_look_ups(running_server().settings)
        _offer_sample(look_ups)
        _list(look_ups)


def _ask_to_open() -> None:
    days = running_server().settings.protection.keep_look_ups_days
    words = _(
        "Loggen siger, hvem der har slået op, hvornår og hvorfor. Linjer, der er ældre end {days} dage, slettes hver nat."
    )
    st.caption(words.format(days=days))
    with st.form("look_ups", border=True):
        purpose = ask_purpose(LOG_PURPOSES, _("Hvorfor ser du i loggen?"), "look_ups")
        wants_to_open = st.form_submit_button(_("Vis loggen"), type="primary")
    if wants_to_open:
        try:
            need_purpose(purpose)
        except PurposeRefusedError as refusal:
            st.error(reason(str(refusal)), icon=":material/error:")
            return
        note_or_stop("log", PAGE, [], purpose)
        st.session_state[_OPEN] = True


def _list(look_ups: Sequence[LookUp]) -> None:
    st.subheader(_("Alle opslag"))
    users = sorted({look_up.user for look_up in look_ups})
    chosen_users = st.multiselect(_("Medarbejder"), users, key="look_ups_users", placeholder=_("Alle"))
    shown = [look_up for look_up in look_ups if not chosen_users or look_up.user in chosen_users][:_SHOWN_AT_MOST]
    st.caption(
        plural("{count} linje.", "{count} linjer.", len(shown)) + " " + _("Vælg en linje for at se, hvem det gælder.")
    )
    rows = [look_up.__dict__ for look_up in shown]
    chosen = show_table(rows, _columns(), alt=_("Opslag, de nyeste først"), key="look_ups_table")
    if chosen:
        is_list = chosen["act"] == "list"
        st.markdown(_("Alle, der stod på siden.") if is_list else plain(_say_persons(chosen["person_ids"])))


def _columns() -> list[Column]:
    timezone = running_server().settings.schedule.timezone
    return [
        Column(_("Hvornår"), lambda row: format_moment(row["at"], timezone), width=170),
        Column(_("Medarbejder"), lambda row: row["user"], width=110),
        Column(_("Hvad"), lambda row: word_for(ACTS, row["act"]), width=185),
        Column(_("Hvor"), lambda row: _say_where(row["where"]), width=130),
        Column(_("Personer"), lambda row: len(row["person_ids"]) or None, "number", width=85),
        Column(_("Formål"), lambda row: row["purpose"] or _("Det daglige arbejde"), width=200),
        Column(_("Kontrol"), lambda row: word_for(_OUTCOMES, row["outcome"]), width=130),
    ]


def _say_where(where: str) -> str:
    """A page by its title; a command, a paper or a calculation as it stands."""
    return next((_(page.title) for page in PAGES if page.name == where), where)


def _offer_sample(look_ups: Sequence[LookUp]) -> None:
    """Some look-ups of the last month by others, to be asked about."""
    st.subheader(_("Stikprøve"))
    st.caption(
        _("Ti tilfældige opslag fra den seneste måned, som andre har lavet. Spørg, hvis formålet ikke er klart.")
    )
    if st.button(_("Træk en stikprøve"), icon=":material/casino:"):
        st.session_state[_SAMPLE] = _draw(look_ups)
    for place, look_up in enumerate(st.session_state.get(_SAMPLE, [])):
        _ask_about(place, look_up)


def _draw(look_ups: Sequence[LookUp]) -> list[LookUp]:
    me, since = auth.require("staff").user, datetime.now(UTC) - timedelta(days=_SAMPLE_DAYS)
    others = [look_up for look_up in look_ups if look_up.user != me and look_up.at >= since]
    wanted = [look_up for look_up in others if look_up.act not in ("list", "log", "checked")]
    return sorted(random.sample(wanted, min(_SAMPLE_SIZE, len(wanted))), key=lambda look_up: look_up.at)


def _ask_about(place: int, look_up: LookUp) -> None:
    timezone = running_server().settings.schedule.timezone
    why = look_up.purpose or _("Det daglige arbejde")
    said = [format_moment(look_up.at, timezone), look_up.user, word_for(ACTS, look_up.act), why]
    words, yes, no = st.columns([5, 1, 1], vertical_alignment="center")
    words.markdown(plain(" · ".join(filter(None, [*said, _say_persons(look_up.person_ids)]))))
    for button, outcome in ((yes, "in_order"), (no, "to_follow_up")):
        if button.button(_(_OUTCOMES[outcome]), key=f"sample-{place}-{outcome}"):
            _keep(look_up, outcome)


def _keep(look_up: LookUp, outcome: str) -> None:
    session, settings = auth.require("staff"), running_server().settings
    about = f"{look_up.user}, {look_up.at.isoformat(timespec='seconds')}"
    try:
        note_access(settings, session.user, "checked", PAGE, look_up.person_ids, about, outcome)
    except AccessNotLoggedError as refusal:
        st.error(reason(str(refusal)), icon=":material/error:")
        return
    st.session_state[_SAMPLE] = [other for other in st.session_state[_SAMPLE] if other != look_up]
    st.rerun()


def _say_persons(person_ids: Sequence[str]) -> str:
    """Names of one or a few; of a list only how many."""
    if len(person_ids) > _NAMED_AT_MOST:
        return plural("{count} person", "{count} personer", len(person_ids))
    named = [(ask_one("name_of_person", person_id) or {}).get("full_name") for person_id in person_ids]
    return ", ".join(name or write_number(person_id) for name, person_id in zip(named, person_ids, strict=True)) or _(
        "ingen"
    )
