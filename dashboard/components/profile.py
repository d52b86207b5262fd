"""One volunteer: what they do, when, what they wish, the way so far, the contact log, and where each fact came from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import PurePosixPath

import streamlit as st

from dashboard.components.access import note_opening
from dashboard.components.certificate import offer_certificate
from dashboard.components.contact import write_about
from dashboard.components.correct_person import correct_person
from dashboard.components.joined_records import show_records
from dashboard.components.markdown import plain
from dashboard.components.tables import Column, show_table
from dashboard.components.volunteer import BADGES, show_history, volunteer_facts
from dashboard.data import Row, ask, ask_one
from dashboard.formats import NOTHING, format_day, format_phone
from dashboard.texts import N_, _, in_language
from dashboard.texts.codes import (
    AGREEMENTS,
    CHANNELS,
    CIRCLE_ROLES,
    OUTCOMES,
    PERSON_FIELDS,
    PURPOSES,
    RECRUITED,
    RUNGS,
    STATUSES,
    list_choices,
    word_for,
)

OPEN_PERSON = "open_person"
_STEPS = {
    "registered_date": N_("Registreret som frivillig"),
    "participation_date": N_("Første gang som deltager"),
    "help_date": N_("Første gang som frivillig"),
    "regular_date": N_("Fast hjælper"),
    "coordinator_date": N_("Tovholder"),
    "core_date": N_("Kernefrivillig eller i bestyrelse"),
    "recognition_date": N_("Første tak"),
    "course_date": N_("Kursus"),
    "job_date": N_("Job"),
    "education_date": N_("Uddannelse"),
}


def show_profile(row: Row) -> None:
    """Everything staff may know of a volunteer; that it was opened is written down first."""
    note_opening(row["person_id"], "frivillige")
    with st.container(border=True):
        st.header(plain(row["full_name"]))
        with st.container(horizontal=True, gap="xsmall"):
            st.badge(word_for(STATUSES, row["status"]), color=BADGES.get(row["status"], "blue"))
            if row["status_since"]:
                st.badge(_("siden {day}").format(day=format_day(row["status_since"])), color="gray")
        st.markdown(plain(in_language(row["reason"], row["reason_en"])))
        facts, history = st.columns([3, 2])
        with facts:
            st.markdown(_list_facts(volunteer_facts(row) | _more_facts(row)))
        with history:
            show_history(row["person_id"])
        write_about(row["person_id"])
        offer_certificate(row["person_id"])
        log, way, consents, sources = st.tabs(
            [_("Kontaktlog"), _("Vejen hertil"), _("Samtykker"), _("Hvor vi ved det fra")]
        )
        with log:
            _show_contacts(ask("follow_ups_of", row["person_id"]))
        with way:
            _show_way(row["person_id"])
        with consents:
            _show_consents(ask("consents_of", row["person_id"]))
        with sources:
            _show_sources(ask("facts_of", row["person_id"]))
            show_records(ask("records_of", row["person_id"]))
        correct_person(row)


def _list_facts(facts: dict[str, str | None]) -> str:
    return "\n".join(f"- **{name}:** {plain(value or NOTHING)}" for name, value in facts.items())


def _more_facts(row: Row) -> dict[str, str | None]:
    return {
        _("Hvornår"): list_choices("availability", row["availability"]),
        _("Vigtigste motiv"): list_choices("motives", row["primary_motive"]),
        _("Kontaktperson"): row["contact_person"],
        _("Kendes bedst af"): row["suggested_caller"],
    }


def _show_contacts(contacts: Sequence[Row]) -> None:
    if not contacts:
        st.caption(_("Der er endnu ikke skrevet i kontaktloggen."))
    for contact in contacts:
        how = [word_for(CHANNELS, contact["channel"]), word_for(OUTCOMES, contact["outcome"])]
        heading = " · ".join(filter(None, [format_day(contact["contact_date"]), *how, contact["staff_name"]]))
        said = [contact["note"], contact["wish"], contact["next_step"]]
        due = _("Følges op {day}.").format(day=format_day(contact["due_date"])) if contact["due_date"] else ""
        st.markdown(f"**{plain(heading)}**  \n{plain(' · '.join(filter(None, [*said, due])))}")


def _show_way(person_id: str) -> None:
    way = ask_one("pathway_of", person_id) or {}
    steps = sorted((way[name], _(words)) for name, words in _STEPS.items() if way.get(name))
    if steps:
        rung = word_for({str(rung): word for rung, word in RUNGS.items()}, str(way["rung"]))
        st.caption(_("Højeste trin: {rung}. Intet trin er bedre end et andet.").format(rung=rung))
    st.markdown("\n".join(f"- {format_day(day)}: {words}" for day, words in steps) or _("Der er endnu ingen datoer."))
    tasks = ask("tasks_of", person_id)
    if tasks:
        show_table(tasks, _task_columns(), alt=_("Opgaver, personen har haft"))


def _task_columns() -> list[Column]:
    return [
        Column(_("Opgave"), lambda row: row["task_name"], width=240),
        Column(_("Aktivitet"), lambda row: row["activity_name"], width=180),
        Column(_("Rolle"), lambda row: word_for(CIRCLE_ROLES, row["role"]), width=120),
        Column(_("Fra"), lambda row: row["from_date"], "day", width=105),
        Column(_("Til"), lambda row: row["to_date"], "day", width=105),
    ]


def _show_consents(consents: Sequence[Row]) -> None:
    if not consents:
        st.caption(_("Der står intet samtykke. Spørg, næste gang I taler sammen."))
    for consent in consents:
        words = _("{purpose}: ja {given}").format(
            purpose=word_for(PURPOSES, consent["purpose"]), given=format_day(consent["given_at"])
        )
        if consent["withdrawn_at"]:
            words += ", " + _("trukket tilbage {day}").format(day=format_day(consent["withdrawn_at"]))
        if consent["text_version"]:
            words += f" ({consent['text_version']})"
        st.markdown(f"- {plain(words)}")


def _show_sources(facts: Sequence[Row]) -> None:
    st.caption(
        _(
            "Det seneste svar gælder, felt for felt; en rettelse fra en medarbejder går forud. Det, der gjaldt før, er gemt."
        )
    )
    columns = [
        Column(_("Oplysning"), lambda row: word_for(PERSON_FIELDS, row["field"]), width=170),
        Column(_("Værdi"), say_fact, width=230),
        Column(_("Gælder"), lambda row: _("ja") if row["is_in_force"] else _("før"), width=75),
        Column(_("Fra"), lambda row: row["source_title"], width=170),
        Column(_("Fil"), lambda row: PurePosixPath(row["file_name"] or "").name or None, width=250),
        Column(_("Ark"), lambda row: row["sheet"], width=110),
        Column(_("Række"), lambda row: row["row_number"], "number", width=70),
        Column(_("Senest sagt"), lambda row: row["last_said_date"], "day", width=110),
        Column(_("Gange"), lambda row: row["times_said"], "number", width=70),
        Column(_("Rettet af"), lambda row: row["made_by"], width=120),
    ]
    show_table(facts, columns, alt=_("Hvor hver oplysning kommer fra"))


def say_fact(row: Row) -> str:
    """A fact's value in words: codes, dates and yes/no as they are shown elsewhere."""
    field, value = row["field"], str(row["value"])
    if field in ("competences", "task_preferences"):
        return list_choices("competences", value)
    if field in ("primary_motive", "other_motives"):
        return list_choices("motives", value)
    if field in ("registered_date", "child_certificate_date"):
        return format_day(date.fromisoformat(value))
    words: dict[str, Callable[[], str]] = {
        "availability": lambda: list_choices("availability", value),
        "phone": lambda: format_phone(value) or value,
        "area_id": lambda: row["area_name"] or value,
        "declared_role": lambda: word_for(CIRCLE_ROLES, value),
        "recruitment_channel": lambda: word_for(RECRUITED, value),
        "status_note": lambda: word_for(AGREEMENTS, value),
        "contact_consent": lambda: _("ja") if value == "true" else _("nej"),
        "guardian_consent": lambda: _("ja") if value == "true" else _("nej"),
        "gender": lambda: word_for(_GENDERS, value),
    }
    return words[field]() if field in words else value


_GENDERS = {"female": N_("kvinde"), "male": N_("mand"), "other": N_("andet")}
