"""What we know of a person, corrected by staff: it goes before every sheet until it is withdrawn."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from dashboard import auth
from dashboard.components.markdown import plain
from dashboard.data import Row, ask, ask_one
from dashboard.formats import format_day, format_phone
from dashboard.server import running_server
from dashboard.texts import N_, _, reason
from warehouse.errors import CorrectionRefusedError

_FIELDS = {
    "full_name": N_("Navn"),
    "phone": N_("Telefon"),
    "email": N_("E-mail"),
    "birth_year": N_("Fødselsår"),
}
_CONTACT = ("phone", "email")
_SAID = "correction_said"


def correct_person(row: Row) -> None:
    """Two forms, folded away: the person's own facts, and a session they are wrongly marked at."""
    auth.require("staff")
    person_id = row["person_id"]
    with st.expander(_("Ret oplysninger"), icon=":material/edit:"):
        if st.session_state.get(_SAID) == person_id:
            del st.session_state[_SAID]
            st.success(_("Rettelsen er gemt. Den tæller fra næste nat."), icon=":material/check:")
        _ask_for_facts(person_id, may_show_contact=row["contact_consent"] is not False)
        _ask_for_session(person_id)
        _show_earlier(person_id)


def _ask_for_facts(person_id: str, may_show_contact: bool) -> None:
    known = ask_one("person", person_id) or {}
    with st.form(f"facts-{person_id}", border=False, clear_on_submit=False):
        places = st.columns(len(_FIELDS))
        typed = {}
        for place, (name, label) in zip(places, _FIELDS.items(), strict=True):
            shown = _shown(known, name) if may_show_contact or name not in _CONTACT else ""
            typed[name] = (shown, place.text_input(_(label), shown, key=f"fact-{name}-{person_id}"))
        why = st.text_input(_("Hvorfor retter du det?"), key=f"fact-why-{person_id}", max_chars=200)
        wants_to_save = st.form_submit_button(_("Gem rettelsen"), type="primary", icon=":material/save:")
    if wants_to_save:
        changed = {name: now.strip() for name, (before, now) in typed.items() if now and now.strip() != before}
        if changed:
            _save(person_id, why, **changed)
        else:
            st.info(_("Der er ikke rettet noget endnu."))


def _shown(known: Row, name: str) -> str:
    value = known.get(name)
    if value is None:
        return ""
    if name == "phone":
        return format_phone(value) or ""
    return str(int(value)) if name == "birth_year" else str(value)


def _ask_for_session(person_id: str) -> None:
    sessions = ask("sessions_of", person_id)
    if not sessions:
        return
    st.markdown(f"**{_('Er et fremmøde forkert?')}**")
    with st.form(f"session-{person_id}", border=False):
        which, how, day = st.columns(3)
        chosen = which.selectbox(_("Fremmøde"), sessions, format_func=_say_session, key=f"session-which-{person_id}")
        was_there = how.radio(_("Hvad er forkert?"), (_("Var der ikke"), _("Datoen")), key=f"session-how-{person_id}")
        correct = day.date_input(
            _("Rigtig dato"), chosen["session_date"], format="DD-MM-YYYY", key=f"session-date-{person_id}"
        )
        why = st.text_input(_("Hvorfor retter du det?"), key=f"session-why-{person_id}", max_chars=200)
        wants_to_save = st.form_submit_button(_("Ret fremmødet"), icon=":material/event_busy:")
    if wants_to_save:
        said: dict[str, Any] = {
            "activity_name": chosen["activity_name"],
            "session_date": _as_date(chosen["session_date"]),
        }
        said |= {"was_wrong": True} if was_there == _("Var der ikke") else {"correct_date": correct}
        _save(person_id, why, **said)


def _say_session(session: Row) -> str:
    return f"{session['activity_name']}, {format_day(session['session_date'])}"


def _as_date(day: date) -> date:
    return date(day.year, day.month, day.day)


def _show_earlier(person_id: str) -> None:
    for correction in ask("corrections_of", person_id):
        words, button = st.columns([5, 1], vertical_alignment="center")
        words.caption(plain(_say_correction(correction)))
        if button.button(_("Træk tilbage"), key=f"withdraw-{correction['correction_id']}"):
            _save(person_id, _("Trukket tilbage"), withdraws=correction["correction_id"])


def _say_correction(correction: Row) -> str:
    fields = [_(label) for name, label in _FIELDS.items() if correction[name] is not None]
    if correction["session_date"]:
        fields.append(_say_session(correction))
    words = _("{day}: {who} rettede {what}. {why}")
    return words.format(
        day=format_day(correction["made_date"]),
        who=correction["made_by"],
        what=", ".join(fields),
        why=correction["reason"],
    )


def _save(person_id: str, why: str, **said: Any) -> None:
    from warehouse.correction_file import submit_correction  # the reader's libraries take a second to import

    session = auth.require("staff")
    try:
        submit_correction(running_server().settings, session.user, why, about_person=person_id, **said)
    except CorrectionRefusedError as refusal:
        st.error(plain(reason(str(refusal))), icon=":material/error:")
        return
    st.session_state[_SAID] = person_id
    st.rerun()
