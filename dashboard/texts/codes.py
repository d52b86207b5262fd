"""The words for codes that the data carries: statuses, fates, severities, roles."""

from __future__ import annotations

from dashboard.texts import N_, _
from warehouse.model import code_lists
from warehouse.texts.codes import (
    AGE_BANDS,
    AREAS,
    ASSOCIATION_TIES,
    CIRCLE_ROLES,
    FAMILY_STAGES,
    GROUP_KINDS,
    MEASURED,
    ORIGINS,
    TARGET_GROUPS,
    TRACKS,
    TRAITS,
    UNITS,
    unit_word,
    word_for,
)

__all__ = [
    "AGE_BANDS",
    "AREAS",
    "ASSOCIATION_TIES",
    "CIRCLE_ROLES",
    "FAMILY_STAGES",
    "GROUP_KINDS",
    "MEASURED",
    "ORIGINS",
    "TARGET_GROUPS",
    "TRACKS",
    "TRAITS",
    "UNITS",
    "unit_word",
    "word_for",
]

STATUSES = {
    "inactive": N_("Inaktiv"),
    "at_risk": N_("I risiko"),
    "never_started": N_("Aldrig i gang"),
    "cannot_be_judged": N_("Kan ikke afgøres"),
    "returned": N_("Vendt tilbage"),
    "new": N_("Ny"),
    "active": N_("Aktiv"),
    "paused": N_("På pause"),
    "completed": N_("Gennemført"),
    "stopped": N_("Stoppet"),
    "anonymised": N_("Anonymiseret"),
}

ROLE_NAMES = {"staff": N_("Medarbejder"), "management": N_("Ledelse")}

FILE_FATES = {
    "taken": N_("Taget ind"),
    "unchanged": N_("Uændret"),
    "superseded": N_("Afløst af en nyere"),
    "withdrawn": N_("Trukket tilbage"),
    "waiting": N_("Venter: intet skema passer"),
    "rejected": N_("Afvist"),
    "unstable": N_("Skrives stadig: prøves næste nat"),
}

ROW_FATES = {
    "loaded": N_("Med i tallene"),
    "to_mend": N_("Skal rettes"),
    "waiting": N_("Venter på et skema"),
    "duplicate": N_("Står også et andet sted"),
    "superseded": N_("Afløst af en nyere"),
    "not_data": N_("Ikke data (titler, summer, noter)"),
}

SEVERITIES = {"critical": N_("Kritisk"), "warning": N_("Advarsel"), "info": N_("Til orientering")}

CHANNELS = {"phone": N_("Ringet"), "sms": N_("Skrevet en sms"), "email": N_("Skrevet en mail"), "meeting": N_("Mødtes")}

OUTCOMES = {
    "wants_task": N_("Vil gerne have en opgave"),
    "not_now": N_("Ikke lige nu"),
    "no_answer": N_("Fik ikke fat i personen"),
    "stopped": N_("Ønsker at stoppe"),
    "other": N_("Talt sammen"),
}

AGREEMENTS = {
    "paused": N_("Holder pause"),
    "stopped": N_("Stopper"),
    "completed": N_("Har gjort opgaven færdig"),
    "active": N_("Er i gang igen"),
}

PERSON_FIELDS = {
    "full_name": N_("Navn"),
    "phone": N_("Telefon"),
    "email": N_("E-mail"),
    "birth_year": N_("Fødselsår"),
    "gender": N_("Køn"),
    "street": N_("Vej"),
    "postal_code": N_("Postnummer"),
    "area_id": N_("Boligområde"),
    "language": N_("Sprog derhjemme"),
    "contact_consent": N_("Må kontaktes"),
    "guardian_consent": N_("Forældres samtykke"),
    "competences": N_("Er god til"),
    "task_preferences": N_("Vil gerne"),
    "availability": N_("Hvornår"),
    "declared_role": N_("Rolle, personen selv har valgt"),
    "primary_motive": N_("Vigtigste motiv"),
    "other_motives": N_("Andre motiver"),
    "recruitment_channel": N_("Fundet gennem"),
    "registered_date": N_("Registreret"),
    "contact_person": N_("Kontaktperson"),
    "child_certificate_date": N_("Børneattest"),
    "status_note": N_("Aftalt status"),
}

RECRUITED = {
    "staff": N_("medarbejder"),
    "association": N_("forening"),
    "baby_cafe": N_("babycaféen"),
    "activity": N_("aktivitet"),
    "questionnaire": N_("spørgeskema"),
    "own_enquiry": N_("egen henvendelse"),
    "other": N_("andet"),
    "unknown": N_("ukendt"),
}

PURPOSES = {
    "contact": N_("Må kontaktes om opgaver"),
    "guardian": N_("Forældres samtykke"),
    "origin": N_("Baggrund må tælles med"),
}

ACTS = {
    "list": N_("Liste med personer set"),
    "find": N_("Fremsøgt"),
    "profile": N_("Profilen åbnet"),
    "contact": N_("Telefon og e-mail vist"),
    "export": N_("Taget med hjem på en liste"),
    "show": N_("Alle oplysninger vist"),
    "copy": N_("Kopi lavet til udlevering"),
    "withdraw": N_("Samtykke trukket tilbage"),
    "erase": N_("Bedt om at blive slettet"),
    "log": N_("Loggen vist"),
    "checked": N_("Opslag kontrolleret"),
}

RUNGS = {
    1: N_("Deltager"),
    2: N_("Har hjulpet"),
    3: N_("Fast hjælper"),
    4: N_("Tovholder"),
    5: N_("Kernefrivillig eller i bestyrelse"),
}

CERTIFICATES = {
    "missing": N_("Mangler"),
    "outdated": N_("Skal indhentes igen"),
    "obtained": N_("Indhentet"),
}


def list_choices(code_list: str, codes: str | None) -> str:
    """`cooking;children` → Madlavning, børn: the shown words of a many-choice value."""
    words = code_lists()[code_list]
    shown = ", ".join(_(words[code][0]) for code in (codes or "").split(";") if code in words)
    return shown[:1].upper() + shown[1:]
