"""What is held on a person as one document: the machine readable copy, and what the paper is made from."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from warehouse.access_log import LookUp
from warehouse.ledger import PersonDecision
from warehouse.subject_access.files import HeldFile
from warehouse.subject_access.holdings import Holdings
from warehouse.subject_access.rows import HeldRow

FORMAT = "frivillig-subject-access/1"

Document = dict[str, Any]


def as_document(held: Holdings) -> Document:
    """Everything, in plain values; others' data covered, employees who looked left out."""
    return {
        "format": FORMAT,
        "gathered_at": held.gathered_at.isoformat(timespec="seconds"),
        "snapshot_id": held.snapshot_id,
        "person_id": held.person_id,
        "person_number": held.number,
        "known_by": {
            "emails": sorted(held.signs.emails),
            "phones": sorted(held.signs.phones),
            "hashes_in_ledger": held.known_keys,
        },
        "tables": held.tables,
        "mentioned_in_words": [mention.__dict__ for mention in held.text_mentions],
        "rows": [_row(row) for row in held.rows],
        "files": [_file(file) for file in held.files_with_person],
        "waiting_files": list(held.waiting_files),
        "waiting_rows": [_row(row) for row in held.waiting_rows],
        "consents_withdrawn_from_next_night": sorted(held.withdrawn_tonight),
        "copies_in_outbox": list(held.copies),
        "published_snapshots": list(held.snapshots),
        "identity_decisions": [_decision(decision, held.person_id) for decision in held.decisions],
        "look_ups": [_look_up(look_up) for look_up in held.look_ups],
    }


def write_json(held: Holdings) -> bytes:
    """The document as UTF-8 JSON."""
    return json.dumps(as_document(held), ensure_ascii=False, indent=2, default=_as_json).encode()


def _row(row: HeldRow) -> Document:
    cells = [{"heading": heading, "text": text} for heading, text in row.cells]
    return row.__dict__ | {"arrived_date": row.arrived_date.isoformat(), "cells": cells}


def _file(file: HeldFile) -> Document:
    return file.__dict__ | {"arrived_date": file.arrived_date.isoformat(), "beside": list(file.beside)}


def _decision(decision: PersonDecision, person_id: str) -> Document:
    """Without who answered and without the other person's id."""
    return {
        "decision_id": decision.decision_id,
        "verdict": decision.verdict,
        "is_between_own_mentions": decision.person_id == decision.other_person_id == person_id,
        "decided_at": decision.decided_at,
        "undone_at": decision.undone_at,
    }


def _look_up(look_up: LookUp) -> Document:
    """When and why, not by whom: employees act for the data controller."""
    return {"at": look_up.at.isoformat(timespec="seconds"), "act": look_up.act, "purpose": look_up.purpose}


def _as_json(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return sorted(value) if isinstance(value, Iterable) and not isinstance(value, str) else str(value)
