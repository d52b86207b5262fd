"""What staff write of a volunteer on the dashboard, as a source like any other: a small file in the inbox.

It says whom it is about by the person's number, and the name of the file says when and nothing about anybody.
"""

from __future__ import annotations

import secrets
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from warehouse.errors import CorrectionRefusedError
from warehouse.inboxes.hand_in import hand_in
from warehouse.intake.cpr import write_in_letters
from warehouse.intake.grid import show
from warehouse.one_row_sheet import write_one_row
from warehouse.people import write_number
from warehouse.settings import Settings
from warehouse.source import load_sources

Said = dict[str, str | date | None]

NOTES, AGREEMENTS = "notater", "aftaler"


def submit_note(
    settings: Settings,
    staff_name: str,
    person_id: str,
    *,
    note: str = "",
    channel: str | None = None,
    outcome: str | None = None,
    next_step: str = "",
    due_date: date | None = None,
) -> Path:
    """Write a contact with a person into the inbox: it is in the log from the next night. `channel`, `outcome`: codes.

    Raises CorrectionRefusedError when nothing is said or the night could not read it.
    """
    said: Said = {"note": note.strip(), "channel": channel, "outcome": outcome, "next_step": next_step.strip()}
    if not any(said.values()) and due_date is None:
        raise CorrectionRefusedError("Skriv et notat, eller vælg, hvordan det gik.")
    if due_date is not None and due_date < settings.as_of():
        raise CorrectionRefusedError("Vælg en dag for opfølgningen, der ikke er gået endnu.")
    about: Said = {
        "note_id": write_in_letters(secrets.token_hex(8)),
        "contact_date": settings.as_of(),
        "due_date": due_date,
    }
    return _submit(settings, "contact_note", NOTES, person_id, {**about, **said, "staff_name": staff_name})


def submit_agreement(
    settings: Settings,
    staff_name: str,
    person_id: str,
    status: str,
    *,
    reason: str = "",
    paused_until: date | None = None,
) -> Path:
    """Write what was agreed with a volunteer into the inbox. `status`: `paused`, `stopped`, `completed` or `active`.

    Raises CorrectionRefusedError when a pause has no end to come or the night could not read it.
    """
    if status == "paused" and (paused_until is None or paused_until < settings.as_of()):
        raise CorrectionRefusedError("Vælg, hvor længe pausen varer: en dag, der ikke er gået endnu.")
    said: Said = {"answered_date": settings.as_of(), "status_note": status, "status_reason": reason.strip()}
    until: Said = {"paused_until": paused_until if status == "paused" else None}
    return _submit(settings, "agreement", AGREEMENTS, person_id, {**said, **until, "noted_by": staff_name})


def _submit(settings: Settings, form: str, folder: str, person_id: str, said: Said) -> Path:
    given = {name: show(value) for name, value in said.items() if value is not None and value != ""}
    content = write_one_row(load_sources()[form], {"person_number": write_number(person_id), **given})
    now = datetime.now(ZoneInfo(settings.schedule.timezone))
    # named by the time like the phone's answers, so that of two on one day the later counts
    return hand_in(
        settings.inbox / folder, f"{now:%Y-%m-%d %H%M%S} {write_in_letters(secrets.token_hex(4))}.xlsx", content
    )
