"""Digest: once a week, how much waits for each member of staff, to that one alone."""

from __future__ import annotations

from flows.digest import send_due_digests
from flows.night import Night


def digest(night: Night) -> dict[str, int]:
    """Mails sent. Raises MailError when the mail server will not take them."""
    return {"mails": send_due_digests(night.settings, night.archive)}
