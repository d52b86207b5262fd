"""An answer becomes one file in the inbox, like any form somebody saved there; the night does the rest."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from dashboard.questionnaire.questions import Answers, Form
from dashboard.sheets import write_xlsx
from warehouse.inboxes.hand_in import hand_in
from warehouse.intake.cpr import write_in_letters
from warehouse.settings import Settings


def deliver(settings: Settings, form: Form, answers: Answers, more: Mapping[str, str | date]) -> Path:
    """Write the sheet whole or not at all. Its name says when, never who. `more`: by field, what nobody is asked."""
    headings = [question.heading for question in form.questions]
    cells: list[str | date] = [question.written(answers.get(question.name, [])) for question in form.questions]
    for name, heading in form.other_headings.items():
        if name in more:
            headings.append(heading)
            cells.append(more[name])
    return hand_in(settings.inbox / form.title, _name(settings), write_xlsx("Svar", headings, [cells]))


def _name(settings: Settings) -> str:
    now = datetime.now(ZoneInfo(settings.schedule.timezone))
    return f"{now:%Y-%m-%d %H%M%S} {write_in_letters(secrets.token_hex(4))}.xlsx"
