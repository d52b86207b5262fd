"""Are these two the same person? Both side by side, why it is asked, two buttons, and a way back.

An answer is written into the ledger; the published files are never touched, and it counts from the next night.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

import streamlit as st

from dashboard import auth
from dashboard.components.access import note_or_stop
from dashboard.components.markdown import plain
from dashboard.data import Row, ask_one
from dashboard.formats import format_day, format_phone
from dashboard.server import running_server
from dashboard.texts import N_, _, in_language, plural, reason
from warehouse.errors import PersonNotFoundError
from warehouse.ledger import PersonDecision
from warehouse.people.answers import answer_pair, list_answers, undo_answer

_SAID = "same_person_said"
_SHOWN = "same_person_whole"
_PURPOSE = "Er det den samme?"
_COVERED = ("phone", "email")
_AT_ONCE = 5
_FACTS = {
    "full_name": N_("Navn"),
    "phone": N_("Telefon"),
    "email": N_("E-mail"),
    "birth_year": N_("Fødselsår"),
    "street": N_("Vej"),
    "area_name": N_("Område"),
    "recorded_date": N_("Oplyst den"),
}
_MOVES = {
    "distinct_users": N_("antallet af forskellige brugere"),
    "volunteers_registered": N_("antallet af registrerede frivillige"),
    "status": N_("en frivilligs status"),
}


def show_same_person_questions(pairs: Sequence[Row]) -> None:
    """The questions nobody has answered yet, a few at a time, and the answers given."""
    answers = list_answers(running_server().settings)
    answered = {frozenset((answer.person_id, answer.other_person_id)) for answer in answers}
    open_ones = [pair for pair in pairs if frozenset((pair["person_id"], pair["other_person_id"])) not in answered]
    if not pairs and not answers:
        return
    st.header(_("Er det den samme?"))
    if said := st.session_state.pop(_SAID, None):
        st.success(plain(said), icon=":material/check:")
    if open_ones:
        words = plural("Ét par ligner hinanden.", "{count} par ligner hinanden.", len(open_ones))
        st.caption(words + " " + _("De er talt som to, indtil I har svaret; svaret tæller fra næste nat."))
    for pair in open_ones[:_AT_ONCE]:
        _ask(pair)
    _show_answers(answers)


def _ask(pair: Row) -> None:
    with st.container(border=True):
        why = f"**{plain(in_language(pair['reasons'], pair['reasons_en']))}**"
        moves = [_(_MOVES[move]) for move in pair["moves"].split(";") if move]
        if moves:
            words = _("Et ja flytter {what}.").format(what=_(" og ").join(moves))
            why += f"\n\n:gray[:small[{words}]]"
        st.markdown(why)
        is_whole = pair["pair_id"] in st.session_state.get(_SHOWN, ())
        one, other = st.columns(2)
        with one:
            _show_side(pair, "", is_whole)
        with other:
            _show_side(pair, "other_", is_whole)
        with st.container(horizontal=True, gap="small"):
            if st.button(_("Ja, det er den samme"), key=f"same {pair['pair_id']}"):
                _keep(pair, "same")
            if st.button(_("Nej, det er to forskellige"), key=f"different {pair['pair_id']}"):
                _keep(pair, "different")
            has_contacts = any(pair[side + name] for side in ("", "other_") for name in _COVERED)
            wants_whole = has_contacts and not is_whole
            if wants_whole and st.button(
                _("Vis telefon og e-mail"), key=f"contacts {pair['pair_id']}", type="tertiary"
            ):
                _show_whole(pair)


def _show_whole(pair: Row) -> None:
    """Most pairs are told apart without; whoever needs them is in the log."""
    note_or_stop("contact", "datakvalitet", [pair["person_id"], pair["other_person_id"]], _PURPOSE)
    st.session_state[_SHOWN] = {*st.session_state.get(_SHOWN, ()), pair["pair_id"]}
    st.rerun()


def _show_side(pair: Row, side: str, is_whole: bool) -> None:
    lines = [
        f"{_(label)}: **{plain(_say(name, pair[side + name], is_whole))}**"
        for name, label in _FACTS.items()
        if pair[side + name] is not None
    ]
    place = [pair[side + "file_name"], pair[side + "sheet"]]
    if pair[side + "row_number"] is not None:
        place.append(_("række {number}").format(number=int(pair[side + "row_number"])))
    where = plain(", ".join(part for part in place if part))
    st.markdown("  \n".join(lines) + f"\n\n:gray[:small[{where}]]")


def _say(name: str, value: object, is_whole: bool) -> str:
    if name == "phone":
        return (format_phone(str(value)) or "") if is_whole else cover_phone(str(value))
    if name == "email" and not is_whole:
        return cover_email(str(value))
    if isinstance(value, date):
        return format_day(value)
    return str(int(value)) if isinstance(value, int | float) else str(value)


def cover_phone(phone: str) -> str:
    """`+4520304050` → `•• •• •• 50`: enough to see whether two are alike."""
    return f"•• •• •• {phone[-2:]}"


def cover_email(email: str) -> str:
    """`signe@prove.dk` → `si•••@prove.dk`."""
    name, _at, host = email.partition("@")
    return f"{name[:2]}•••@{host}"


def _keep(pair: Row, verdict: Literal["same", "different"]) -> None:
    """Write the answer down, with who gave it, if this person may."""
    session = auth.require("staff")
    try:
        answer_pair(running_server().settings, pair["pair_id"], verdict, session.user)
    except PersonNotFoundError as refusal:
        st.error(plain(reason(str(refusal))))
        return
    st.session_state[_SAID] = (
        _("Tak. De bliver én person i nat.") if verdict == "same" else _("Tak. De forbliver to personer.")
    )
    st.rerun()


def _show_answers(answers: Sequence[PersonDecision]) -> None:
    if not answers:
        return
    with st.expander(plural("Ét svar", "{count} svar", len(answers))):
        for answer in answers:
            words, button = st.columns([5, 1], vertical_alignment="center")
            words.caption(plain(_say_answer(answer)))
            if button.button(_("Fortryd"), key=f"undo same person {answer.decision_id}"):
                _undo(answer)


def _say_answer(answer: PersonDecision) -> str:
    names = dict.fromkeys(_name_of(person) for person in (answer.person_id, answer.other_person_id))
    verdict = _("den samme") if answer.verdict == "same" else _("to forskellige")
    words = _("{day}, {who}: {names} er {verdict}.")
    day = format_day(date.fromisoformat(answer.decided_at[:10]))
    return words.format(day=day, who=answer.decided_by, names=_(" og ").join(filter(None, names)), verdict=verdict)


def _name_of(person_id: str) -> str:
    return (ask_one("name_of_person", person_id) or {}).get("full_name") or ""


def _undo(answer: PersonDecision) -> None:
    session = auth.require("staff")
    try:
        undo_answer(running_server().settings, answer.decision_id, session.user)
    except PersonNotFoundError as refusal:
        st.error(plain(reason(str(refusal))))
        return
    st.session_state[_SAID] = _("Svaret er trukket tilbage. Det tæller fra næste nat.")
    st.rerun()
