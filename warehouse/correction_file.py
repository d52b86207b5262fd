"""A correction as a source like any other: a small file in the inbox that says what, who, when and why.

It names a person by id, and the name of the file says when and nothing about anybody.
"""

from __future__ import annotations

import io
import secrets
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from warehouse.errors import CorrectionRefusedError
from warehouse.inboxes.hand_in import hand_in
from warehouse.intake.cpr import write_in_letters
from warehouse.intake.grid import show
from warehouse.intake.headings import RETURN_BY, RETURN_WHY
from warehouse.intake.reading import read_file
from warehouse.one_row_sheet import write_one_row
from warehouse.return_form import ReturnedTable, as_bytes
from warehouse.return_sheet import write_workbook
from warehouse.settings import Settings
from warehouse.source import Source, load_sources

FOLDER = "rettelser"
_SOURCE = "correction"


def submit_correction(settings: Settings, made_by: str, reason: str, **said: Any) -> Path:
    """Write a correction into the inbox: it counts from the next night. `said`: fields of the form `correction`.

    Raises CorrectionRefusedError when a field cannot be read or there is no reason.
    """
    source = load_sources()[_SOURCE]
    now = datetime.now(ZoneInfo(settings.schedule.timezone))
    written = {name: show(value) for name, value in said.items() if value is not None and value != ""}
    written_at = now.time().replace(microsecond=0)
    given: dict[str, str | time] = {
        "correction_id": write_in_letters(secrets.token_hex(8)),
        "made_by": made_by,
        "made_date": f"{now:%d-%m-%Y}",
        "made_time": written_at,
        "reason": _need_reason(reason),
        **written,
    }
    return _put_into_inbox(settings, write_one_row(source, given))


def submit_mended_row(settings: Settings, source_name: str, table: ReturnedTable, made_by: str, reason: str) -> Path:
    """Write one row, mended, into the inbox: a return sheet of one row, with who and why.

    Raises CorrectionRefusedError with what is still wrong with it.
    """
    source = load_sources(settings.forms)[source_name]
    table = replace(table, is_down=source.has_labels_down)
    _refuse_still_faulty(settings, source, table)
    said = {RETURN_BY: made_by, RETURN_WHY: _need_reason(reason)}
    workbook, content = write_workbook([table], settings.as_of(), said), io.BytesIO()
    workbook.save(content)
    return _put_into_inbox(settings, content.getvalue())


def _need_reason(reason: str) -> str:
    if not reason.strip():
        raise CorrectionRefusedError("Skriv, hvorfor du retter. Så kan andre følge med.")
    return reason.strip()


def _refuse_still_faulty(settings: Settings, source: Source, table: ReturnedTable) -> None:
    read = read_file(as_bytes(table), "rettelse.xlsx", {source.name: source}, settings.limits)
    fault = next((row.reason for sheet in read.sheets for row in sheet.rows if row.fate == "quarantined"), "")
    if fault:
        raise CorrectionRefusedError(fault)


def _put_into_inbox(settings: Settings, content: bytes) -> Path:
    name = f"rettelse-{datetime.now():%Y%m%d-%H%M%S}-{write_in_letters(secrets.token_hex(4))}.xlsx"
    return hand_in(settings.inbox / FOLDER, name, content)


def mended(table: ReturnedTable, cells: list[str]) -> ReturnedTable:
    """The table of one row with other cells in it."""
    return replace(table, rows=[replace(table.rows[0], cells=cells)])
