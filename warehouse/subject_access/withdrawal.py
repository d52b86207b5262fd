"""A consent taken back: a small file in the inbox like any other answer, which counts from the next night."""

from __future__ import annotations

import secrets
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from warehouse.errors import CorrectionRefusedError
from warehouse.inboxes.hand_in import hand_in
from warehouse.intake.cpr import write_in_letters
from warehouse.intake.grid import show
from warehouse.one_row_sheet import write_one_row
from warehouse.people import write_number
from warehouse.settings import Settings
from warehouse.snapshot import Reader
from warehouse.source import load_sources

FOLDER, FORM = "samtykker", "consent_withdrawal"
# The consent, as `core.consents` calls its purpose → the field of the form that says no.
PURPOSES = {"contact": "contact_consent", "guardian": "guardian_consent", "origin": "origin_consent"}


def submit_withdrawal(settings: Settings, staff_name: str, person_id: str, consent: str) -> Path:
    """Write into the inbox that a person takes a consent back. `consent`: `contact`, `guardian` or `origin`.

    Raises CorrectionRefusedError when it is not in force.
    """
    if consent not in consents_in_force(Reader(settings, "staff"), person_id):
        raise CorrectionRefusedError("Personen har ikke givet det samtykke, eller det er trukket tilbage allerede.")
    said = {
        "person_number": write_number(person_id),
        "answered_date": show(settings.as_of()),
        PURPOSES[consent]: "nej",
        "noted_by": staff_name,
    }
    now = datetime.now(ZoneInfo(settings.schedule.timezone))
    name = f"{now:%Y-%m-%d %H%M%S} {write_in_letters(secrets.token_hex(4))}.xlsx"
    return hand_in(settings.inbox / FOLDER, name, write_one_row(load_sources()[FORM], said))


def consents_in_force(reader: Reader, person_id: str) -> list[str]:
    """The purposes a person has said yes to and not taken back, as published."""
    rows = reader.query(
        "select distinct purpose from core.consents where person_id = ? and withdrawn_at is null order by 1",
        [person_id],
    )
    return [str(purpose) for purpose in rows["purpose"] if purpose in PURPOSES]
