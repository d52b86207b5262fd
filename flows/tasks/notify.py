"""Notify: leave the night's summary in the outbox and send it to those who asked for it."""

from __future__ import annotations

from flows.mail import send_summary
from flows.night import Night
from flows.outcome import conclude
from flows.summary import write_summary


def notify(night: Night) -> dict[str, int]:
    """Summaries written and mails sent. Raises MailError when the mail server will not take it."""
    outcome = conclude(night)
    write_summary(night.settings, outcome, night.is_nothing_new)
    return {"summaries": 1, "mails": send_summary(night.settings, outcome, night.is_nothing_new)}
