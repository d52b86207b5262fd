"""The Danish words for what stands in the copy a person is given."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import Any

from warehouse.model import load_models

FATES = {
    "loaded": "Brugt i tallene",
    "quarantined": "Venter på at blive rettet",
    "duplicate": "Står også et andet sted",
    "superseded": "Afløst af en nyere",
    "not_data": "Titel, sum eller bemærkning; ikke brugt",
    "not_built_yet": "Ikke taget ind endnu",
}
HOW = {
    "linked": "rækken er koblet til personen",
    "number": "personens nummer står i rækken",
    "email": "e-mailadressen står i rækken",
    "phone": "telefonnummeret står i rækken",
    "name": "navnet står i rækken",
    "name_alone": "kun fornavnet står i rækken",
}
BESIDE = {
    "comment": "i en kommentar",
    "properties": "i filens egenskaber",
    "drawing": "i en tekstboks",
    "header_or_footer": "i sidehoved eller sidefod",
    "file_name": "i filens navn",
    "unread": "i indholdet, som ikke er læst",
}
ACTS = {
    "find": "Fremsøgt",
    "profile": "Profilen åbnet",
    "contact": "Telefon og e-mail vist",
    "export": "Taget med på en liste",
    "show": "Alle oplysninger vist",
    "copy": "Kopi lavet til udlevering",
    "withdraw": "Samtykke trukket tilbage",
    "erase": "Bedt om at blive slettet",
    "log": "Loggen over opslag vist",
    "checked": "Opslag kontrolleret",
}
CONSENTS = {
    "contact": "Må kontaktes om frivilligopgaver",
    "guardian": "Forældres samtykke",
    "origin": "Baggrund må tælles med",
}
_STATUSES = {
    "inactive": "Inaktiv", "at_risk": "I risiko", "never_started": "Aldrig i gang", "cannot_be_judged": "Kan ikke afgøres",
    "returned": "Vendt tilbage", "new": "Ny", "active": "Aktiv", "paused": "På pause", "completed": "Gennemført",
    "stopped": "Stoppet", "anonymised": "Anonymiseret",
}  # fmt: skip
_ROLES = {"participant": "deltager", "volunteer": "frivillig", "coordinator": "tovholder", "staff": "medarbejder"}
_LABELS = {
    "area_id": "Boligområde",
    "activity_id": "Aktivitet",
    "status": "Status",
    "observed_role": "Rolle, som fremmødet viser",
}


def say(name: str, value: Any) -> str:
    """A value of a column as a Dane reads it: dates, yes and no, and words for codes."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, float):
        return f"{value:.1f}".rstrip("0").rstrip(".").replace(".", ",")
    text = str(value)
    if text in ("true", "false"):
        return "ja" if text == "true" else "nej"
    return say_day(text) or _say_codes(name, text)


def say_day(text: str) -> str:
    """`2014-12-31` → `31-12-2014`, with the time when there is one; blank for what is no day."""
    try:
        if len(text) == len("2014-12-31"):
            return f"{date.fromisoformat(text):%d-%m-%Y}"
        moment = datetime.fromisoformat(text)
    except ValueError:
        return ""
    is_midnight = (moment.hour, moment.minute, moment.second) == (0, 0, 0)
    return f"{moment:%d-%m-%Y}" if is_midnight else f"{moment:%d-%m-%Y kl. %H.%M}"


def label(name: str) -> str:
    """What a field is called on the forms; a field without a word as it is."""
    return _LABELS.get(name) or _labels().get(name, name)


def _say_codes(name: str, text: str) -> str:
    words = _words().get(name, {})
    return ", ".join(words.get(code, code) for code in text.split(";")) if words else text


@cache
def _words() -> dict[str, dict[str, str]]:
    """Column → code → the first word people write for it."""
    fields = {name: field for model in load_models("core").values() for name, field in model.accepts.items()}
    words = {
        name: {code: said[0] for code, said in field.words.items()} for name, field in fields.items() if field.words
    }
    words |= {"status": _STATUSES, "purpose": CONSENTS, "observed_role": words["declared_role"]}
    words["role"] = _ROLES | words["declared_role"] | words.get("role", {})
    return words


@cache
def _labels() -> dict[str, str]:
    return {name: field.label for model in load_models("core").values() for name, field in model.accepts.items()}
