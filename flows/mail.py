"""The night's summary by mail, when the settings name a mail server. Counts and titles only, never a name.

Volunteers' personal links go out through the same server, each to its own person (`invitations.py`).
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from pathlib import Path

from flows.outcome import NightOutcome
from flows.summary import describe_briefly
from flows.texts import t
from warehouse.errors import FrivilligError
from warehouse.settings import Mail, Settings

_PATIENCE_SECONDS = 30


class MailError(FrivilligError):
    """The mail server could not be reached or would not take the mail; the night itself stands."""


def send_summary(settings: Settings, outcome: NightOutcome, is_nothing_new: bool) -> int:
    """Send the summary to the settings' recipients. Returns the mails sent: none without a server, or nothing to say.

    Raises MailError.
    """
    mail = settings.mail
    if not (mail.host and mail.recipients):
        return 0
    message = write_mail(settings, outcome, is_nothing_new)
    try:
        with reach_server(settings) as server:
            server.send_message(message)
    except (OSError, smtplib.SMTPException) as error:
        raise MailError(
            t(
                "Mailen med nattens resultat kunne ikke sendes ({kind}). Se afsnittet [mail] i frivillig.toml.",
                kind=type(error).__name__,
            )
        ) from error
    return 1


def write_mail(settings: Settings, outcome: NightOutcome, is_nothing_new: bool) -> EmailMessage:
    """The mail itself."""
    lines = describe_briefly(settings, outcome, is_nothing_new)
    text = [*lines, "", t("Hele oversigten ligger i outbox i arbejdsområdet.")]
    return address_mail(settings.mail, ", ".join(settings.mail.recipients), _subject(settings, outcome), text)


def address_mail(mail: Mail, to: str, subject: str, lines: list[str]) -> EmailMessage:
    """A mail from us, in plain text."""
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = mail.sender
    message["To"] = to
    message["Date"] = formatdate(localtime=True)
    message["Message-ID"] = make_msgid(domain=mail.sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content("\n".join(lines) + "\n")
    return message


@contextmanager
def reach_server(settings: Settings) -> Iterator[smtplib.SMTP]:
    """The settings' mail server, open for as long as the `with` lasts."""
    mail = settings.mail
    with smtplib.SMTP(mail.host, mail.port, timeout=_PATIENCE_SECONDS) as server:
        _prove_ourselves(server, mail, settings.home)
        yield server


def _subject(settings: Settings, outcome: NightOutcome) -> str:
    if not outcome.published:
        return t("Frivillig: nattens resultat er ikke offentliggjort – {project}", project=settings.project.name)
    if outcome.problems:
        return t("Frivillig: noget skal ses efter – {project}", project=settings.project.name)
    return t("Frivillig: alt i orden – {project}", project=settings.project.name)


def _prove_ourselves(server: smtplib.SMTP, mail: Mail, home: Path) -> None:
    if mail.starttls:
        server.starttls(context=ssl.create_default_context())
    if mail.username:
        server.login(mail.username, (home / mail.password_file).read_text(encoding="utf-8").strip())
