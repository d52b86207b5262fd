"""What staff write about a volunteer: a contact with its next step, or a pause or stop that was agreed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import streamlit as st

from dashboard import auth
from dashboard.components.markdown import plain
from dashboard.server import running_server
from dashboard.texts import _, reason
from dashboard.texts.codes import AGREEMENTS, CHANNELS, OUTCOMES, word_for
from dashboard.thresholds import threshold
from warehouse.errors import CorrectionRefusedError

_SAID = "contact_said"


def write_about(person_id: str) -> None:
    """Two forms, folded away: the contact log, and pause, stop or back again."""
    auth.require("staff")
    if st.session_state.get(_SAID, ("",))[0] == person_id:
        st.success(st.session_state.pop(_SAID)[1], icon=":material/check:")
    with st.expander(_("Skriv i kontaktloggen"), icon=":material/call:"):
        _ask_for_contact(person_id)
    with st.expander(_("Pause, stop eller i gang igen"), icon=":material/pause_circle:"):
        _ask_for_agreement(person_id)


def _ask_for_contact(person_id: str) -> None:
    with st.form(f"contact-{person_id}", border=False, clear_on_submit=False):
        how, went, again = st.columns(3)
        channel = how.selectbox(
            _("Hvordan"), CHANNELS, None, format_func=_say(CHANNELS), placeholder=_("Vælg"), key=f"channel-{person_id}"
        )
        outcome = went.selectbox(
            _("Hvordan gik det"),
            OUTCOMES,
            None,
            format_func=_say(OUTCOMES),
            placeholder=_("Vælg"),
            key=f"outcome-{person_id}",
        )
        due = again.date_input(_("Følg op den"), None, min_value=_today(), format="DD-MM-YYYY", key=f"due-{person_id}")
        note = st.text_area(
            _("Notat"),
            max_chars=500,
            key=f"note-{person_id}",
            height=90,
            help=_("Kort, og kun det, der skal bruges. Ingen CPR-numre og intet om helbred."),
        )
        step = st.text_input(_("Næste skridt"), max_chars=120, key=f"step-{person_id}")
        wants_to_save = st.form_submit_button(_("Gem i loggen"), type="primary", icon=":material/save:")
    if wants_to_save:
        from warehouse.staff_note import submit_note  # the reader's libraries take a second to import

        _save(
            person_id,
            _("Gemt. Det står i kontaktloggen fra næste nat."),
            lambda user: submit_note(
                running_server().settings,
                user,
                person_id,
                note=note or "",
                channel=channel,
                outcome=outcome,
                next_step=step or "",
                due_date=due,
            ),
        )


def _ask_for_agreement(person_id: str) -> None:
    with st.form(f"agreement-{person_id}", border=False, clear_on_submit=False):
        what, until, why = st.columns([2, 1, 2])
        status = what.selectbox(_("Hvad er aftalt"), AGREEMENTS, format_func=_say(AGREEMENTS), key=f"agree-{person_id}")
        paused_until = until.date_input(
            _("Pause til og med"),
            _today() + timedelta(days=threshold("usual_pause_days")),
            min_value=_today(),
            format="DD-MM-YYYY",
            key=f"until-{person_id}",
            help=_("Bruges kun, når der holdes pause."),
        )
        reason = why.text_input(_("Grund (hvis den er sagt)"), max_chars=120, key=f"reason-{person_id}")
        wants_to_save = st.form_submit_button(_("Gem aftalen"), type="primary", icon=":material/save:")
    if wants_to_save:
        from warehouse.staff_note import submit_agreement  # the reader's libraries take a second to import

        _save(
            person_id,
            _("Gemt. Status følger aftalen fra næste nat."),
            lambda user: submit_agreement(
                running_server().settings, user, person_id, status, reason=reason or "", paused_until=paused_until
            ),
        )


def _save(person_id: str, said: str, submit: Callable[[str], Path]) -> None:
    session = auth.require("staff")
    try:
        submit(session.user)
    except CorrectionRefusedError as refusal:
        st.error(plain(reason(str(refusal))), icon=":material/error:")
        return
    st.session_state[_SAID] = (person_id, said)
    st.rerun()


def _say(words: dict[str, str]) -> Callable[[str], str]:
    return lambda code: word_for(words, code)


def _today() -> date:
    """Today, as the data counts it: a frozen project stays at its own date."""
    return running_server().settings.as_of()
