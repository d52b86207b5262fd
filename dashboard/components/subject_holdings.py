"""Everything held on one person, place by place, with a copy to hand out and consents to take back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from dashboard import auth
from dashboard.components.access import note_or_stop
from dashboard.components.markdown import plain
from dashboard.components.subject_search import HELD, PAGE
from dashboard.components.tables import Column, show_table
from dashboard.data import Row, current_reading
from dashboard.formats import format_day, format_moment, format_phone
from dashboard.server import running_server
from dashboard.texts import N_, _, plural, reason
from dashboard.texts.codes import ACTS, PERSON_FIELDS, PURPOSES, ROW_FATES, word_for
from warehouse.errors import AccessNotLoggedError, CorrectionRefusedError, FrivilligError
from warehouse.subject_access import requests
from warehouse.subject_access.handing_out import copy_name
from warehouse.subject_access.holdings import Holdings
from warehouse.subject_access.rows import HeldRow
from warehouse.subject_access.words import say

_COPIES = "subject_copies"
_HOW = {
    "linked": N_("Koblet til personen"),
    "number": N_("Nummeret står der"),
    "email": N_("E-mailen står der"),
    "phone": N_("Telefonen står der"),
    "name": N_("Navnet står der"),
    "name_alone": N_("Kun fornavnet står der"),
}
_BESIDE = {
    "comment": N_("i en kommentar"),
    "properties": N_("i filens egenskaber"),
    "drawing": N_("i en tekstboks"),
    "header_or_footer": N_("i sidehoved eller sidefod"),
    "file_name": N_("i filens navn"),
    "unread": N_("i indhold, der ikke er læst"),
}


def show_person(person_id: str, purpose: str) -> None:
    """Gathered when the person is chosen, which is logged first, and kept until another is searched for or a night is over."""
    held = _held(person_id, purpose)
    with st.container(border=True):
        st.header(plain(held.full_name))
        st.caption(_say_in_short(held))
        _say_what_to_read(held)
        _offer_copies(held, purpose)
        facts, rows, consents, more, places, look_ups = st.tabs(
            [
                _("Oplysninger"),
                _("Rækker i filer"),
                _("Samtykker"),
                _("Kontakter og svar"),
                _("Andre steder"),
                _("Opslag"),
            ]
        )
        with facts:
            show_table(
                sorted(held.table("core.person_facts"), key=_by_field),
                _fact_columns(held),
                alt=_("Oplysninger, og hvor de kommer fra"),
            )
        with rows:
            _show_rows([*held.rows, *held.waiting_rows])
        with consents:
            _show_consents(held, purpose)
        with more:
            _show_contacts_and_answers(held)
        with places:
            _show_places(held)
        with look_ups:
            _show_look_ups(held)


def _held(person_id: str, purpose: str) -> Holdings:
    kept: Holdings | None = st.session_state.get(HELD)
    if kept and (kept.person_id, kept.snapshot_id) == (person_id, current_reading().snapshot):
        return kept
    session = auth.require("staff")
    try:
        with st.spinner(_("Leder i alle filer …")):
            held = requests.look_at(requests.Asker(running_server().settings, session.user, PAGE, purpose), person_id)
    except FrivilligError as refusal:
        st.error(reason(str(refusal)), icon=":material/error:")
        st.stop()
    st.session_state[HELD] = held
    st.session_state.pop(_COPIES, None)
    return held


def _say_in_short(held: Holdings) -> str:
    files = plural("{count} fil", "{count} filer", len(held.files_with_person))
    rows = plural("{count} række", "{count} rækker", len(held.rows))
    words = _("Nummer {number}. Står i {files} og {rows}. Oplysninger om andre er dækket.")
    return words.format(number=held.number, files=files, rows=rows)


def _say_what_to_read(held: Holdings) -> None:
    doubtful = sum(row.needs_reading or row.is_doubtful for row in held.rows)
    if doubtful:
        words = plural(
            "Læs {count} række, før du udleverer: fri tekst, eller måske en anden med samme navn. Den er mærket.",
            "Læs {count} rækker, før du udleverer: fri tekst, eller måske en anden med samme navn. De er mærket.",
            doubtful,
        )
        st.warning(words, icon=":material/visibility:")
    if held.unsearchable:
        names = ", ".join(file.file_name for file in held.unsearchable)
        st.warning(_("Kan ikke gennemsøges; se selv efter: {names}").format(names=plain(names)), icon=":material/lock:")


def _offer_copies(held: Holdings, purpose: str) -> None:
    """The copy is made when asked for, and that is in the log first."""
    if st.button(_("Lav en kopi til personen"), icon=":material/file_save:", key="subject_copy"):
        note_or_stop("copy", PAGE, [held.person_id], purpose)
        st.session_state[_COPIES] = _make_copies(held)
    copies = st.session_state.get(_COPIES)
    if copies:
        with st.container(horizontal=True, gap="small"):
            for extension, label in (("pdf", _("Hent PDF")), ("json", _("Hent JSON"))):
                name = copy_name(held, extension)
                st.download_button(label, copies[extension], name, on_click="ignore", icon=":material/download:")


def _make_copies(held: Holdings) -> dict[str, bytes]:
    from warehouse.subject_access.document import write_json
    from warehouse.subject_access.paper import write_pdf

    with st.spinner(_("Laver kopien …")):
        return {"pdf": write_pdf(held, running_server().settings), "json": write_json(held)}


def _fact_columns(held: Holdings) -> list[Column]:
    return [
        Column(_("Hvad"), lambda row: word_for(PERSON_FIELDS, row["field"]), width=150),
        Column(_("Oplysning"), lambda row: _say_fact(held, row), width=230),
        Column(_("Gælder"), lambda row: _("nu") if row["is_in_force"] else _("tidligere"), width=90),
        Column(_("Formular"), lambda row: row["source_title"], width=150),
        Column(_("Fil"), lambda row: row["file_name"], width=230),
        Column(_("Ark"), lambda row: row["sheet"], width=110),
        Column(_("Række"), lambda row: row["row_number"], "number", width=70),
        Column(_("Senest"), lambda row: say("", row["last_said_date"]), width=100),
    ]


def _by_field(fact: Row) -> tuple[int, bool]:
    fields = list(PERSON_FIELDS)
    place = fields.index(fact["field"]) if fact["field"] in PERSON_FIELDS else len(fields)
    return place, not fact["is_in_force"]


def _say_fact(held: Holdings, fact: Row) -> str:
    if fact["field"] == "phone":
        return format_phone(fact["value"]) or ""
    if fact["field"] == "area_id":
        return held.areas.get(fact["value"]) or str(fact["value"])
    return say(fact["field"], fact["value"])


def _show_rows(rows: Sequence[HeldRow]) -> None:
    lines = [row.__dict__ for row in rows]
    st.caption(_("Vælg en række for at se, hvad der står i den."))
    chosen = show_table(lines, _row_columns(), alt=_("Rækker, personen står i"), key="subject_rows")
    if chosen:
        st.markdown("\n".join(f"- **{plain(heading)}:** {plain(text)}" for heading, text in chosen["cells"]))
        if chosen["reason"]:
            st.caption(plain(chosen["reason"]))


def _row_columns() -> list[Column]:
    return [
        Column(_("Fil"), lambda row: row["file_name"], width=260),
        Column(_("Ark"), lambda row: row["sheet"], width=120),
        Column(_("Række"), lambda row: row["row_number"], "number", width=70),
        Column(_("Kom"), lambda row: format_day(row["arrived_date"]), width=100),
        Column(_("Hvad blev der af den"), _say_fate, width=190),
        Column(_("Hvorfor er den med"), lambda row: _(_HOW[row["how"]]), width=170),
        Column(_("Læs før udlevering"), _say_reading, width=170),
    ]


def _say_fate(row: Row) -> str:
    if row["fate"] == "not_built_yet":
        return _("Tages ind i nat")
    if row["fate"] == "quarantined":
        return word_for(ROW_FATES, "to_mend" if row["source"] else "waiting")
    return word_for(ROW_FATES, row["fate"])


def _say_reading(row: Row) -> str:
    if row["is_doubtful"]:
        return _("Måske en anden")
    return _("Fri tekst") if row["needs_reading"] else ""


def _show_consents(held: Holdings, purpose: str) -> None:
    consents = held.table("core.consents")
    if not consents:
        st.caption(_("Personen har ikke givet noget samtykke."))
    for consent in consents:
        words, button = st.columns([5, 1], vertical_alignment="center")
        words.markdown(_say_consent(consent, held))
        may_withdraw = not consent["withdrawn_at"] and consent["purpose"] not in held.withdrawn_tonight
        if may_withdraw and button.button(_("Træk tilbage"), key=f"withdraw-{consent['purpose']}"):
            _withdraw(held, consent["purpose"], purpose)


def _say_consent(consent: Row, held: Holdings) -> str:
    said = [_("givet {day}").format(day=say("", consent["given_at"]))] if consent["given_at"] else []
    if consent["withdrawn_at"]:
        said.append(_("trukket tilbage {day}").format(day=say("", consent["withdrawn_at"])))
    elif consent["purpose"] in held.withdrawn_tonight:
        said.append(_("**venter**: trækkes tilbage i nat"))
    if consent["text_version"]:
        said.append(_("tekst {version}").format(version=plain(consent["text_version"])))
    return f"**{word_for(PURPOSES, consent['purpose'])}** · " + " · ".join(said)


def _withdraw(held: Holdings, consent: str, purpose: str) -> None:
    session = auth.require("staff")
    asker = requests.Asker(running_server().settings, session.user, PAGE, purpose)
    try:
        requests.withdraw(asker, held.person_id, consent)
    except (AccessNotLoggedError, CorrectionRefusedError) as refusal:
        st.error(reason(str(refusal)), icon=":material/error:")
        return
    st.session_state[HELD] = replace(held, withdrawn_tonight=held.withdrawn_tonight | {consent})
    st.rerun()


def _show_contacts_and_answers(held: Holdings) -> None:
    contacts = held.table("core.follow_ups")
    st.markdown(f"**{_('Kontaktlog')}**")
    for contact in contacts:
        said = [say("channel", contact["channel"]), contact["note"], contact["wish"], contact["next_step"]]
        st.markdown(f"{say('', contact['contact_date'])}: {plain(' · '.join(filter(None, said)))}")
    if not contacts:
        st.caption(_("Der er endnu ikke skrevet i kontaktloggen."))
    tables = [{"table": table, "rows": len(rows)} for table, rows in held.tables.items()]
    st.markdown(f"**{_('Alle tabeller, personen står i')}**")
    st.caption(_("Indholdet står i kopien."))
    columns = [
        Column(_("Tabel"), lambda row: row["table"], width=320),
        Column(_("Rækker"), lambda row: row["rows"], "number", width=90),
    ]
    show_table(tables, columns, alt=_("Alle tabeller, personen står i"))


def _show_places(held: Holdings) -> None:
    lines = [
        *(
            (file.file_name, ", ".join(_(_BESIDE[place]) for place in file.beside))
            for file in held.files
            if file.beside
        ),
        *((name, _("ligger i indbakken og tages ind i nat")) for name in held.waiting_files),
        *((name, _("kopi i mappen outbox")) for name in held.copies),
        *((m.table, _("navnet står i ord ({count} rækker)").format(count=m.rows)) for m in held.text_mentions),
        (_("Udgivne resultater"), plural("{count} resultat", "{count} resultater", len(held.snapshots))),
        (_("Regnskabet over, hvem der er hvem"), plural("{count} hashværdi", "{count} hashværdier", held.known_keys)),
        (_("Svar på, om to er den samme"), plural("{count} svar", "{count} svar", len(held.decisions))),
    ]
    rows = [{"where": where, "what": what} for where, what in lines]
    columns = [
        Column(_("Hvor"), lambda row: row["where"], width=330),
        Column(_("Hvad"), lambda row: row["what"], width=330),
    ]
    show_table(rows, columns, alt=_("Andre steder, personen står"))


def _show_look_ups(held: Holdings) -> None:
    """When and why, as the person may know it; by whom stands in the log."""
    rows = [{"at": look_up.at, "act": look_up.act, "purpose": look_up.purpose} for look_up in held.look_ups]
    timezone = running_server().settings.schedule.timezone
    columns = [
        Column(_("Hvornår"), lambda row: format_moment(row["at"], timezone), width=190),
        Column(_("Hvad"), lambda row: word_for(ACTS, row["act"]), width=240),
        Column(_("Formål"), lambda row: row["purpose"] or _("Det daglige arbejde"), width=330),
    ]
    show_table(rows, columns, alt=_("Opslag på personen"))
