"""The week's list by mail to each member of staff: on the first night of a week, once, and only numbers."""

from __future__ import annotations

import smtplib
from collections.abc import Iterable
from email.message import EmailMessage

from flows.mail import MailError, address_mail, reach_server
from flows.texts import t
from warehouse.archive import Archive
from warehouse.digest import Digest, recipient_key, week_of, write_digests
from warehouse.errors import NothingPublishedError
from warehouse.settings import Settings


def send_due_digests(settings: Settings, archive: Archive) -> int:
    """Send what this week's lists have not been sent yet. Returns the mails sent: none without a server or in a frozen project.

    A week in which no night ran on Monday gets its lists the first night one does. Raises MailError; what was sent
    is noted mail by mail, so that trying again sends nobody a second.
    """
    if not is_wanted(settings):
        return 0
    try:
        waiting = unsent(settings, archive, write_digests(settings))
    except NothingPublishedError:
        return 0
    return _send(settings, archive, waiting) if waiting else 0


def is_wanted(settings: Settings) -> bool:
    """Whether there is anybody to write to and a server to send it by; a frozen project has no weeks."""
    return bool(settings.mail.host and settings.mail.weekly and not settings.night.as_of)


def unsent(settings: Settings, archive: Archive, digests: Iterable[Digest]) -> list[Digest]:
    """Those with something in them that have not been sent in the week that is today."""
    sent = archive.digests_sent(week_of(settings.today()))
    return [digest for digest in digests if not digest.is_empty and recipient_key(digest) not in sent]


def write_mail(settings: Settings, digest: Digest) -> EmailMessage:
    """The mail itself."""
    week = settings.today().isocalendar().week
    subject = t("Frivillig: dine opfølgninger i uge {week}", week=week)
    return address_mail(settings.mail, digest.email, subject, describe(settings, digest))


def describe(settings: Settings, digest: Digest) -> list[str]:
    """What waits, a line for each kind of which there is any, and where to see whom it is about."""
    lines = [
        t("Hej {name}", name=digest.name.split()[0]),
        "",
        t("Det venter på dig i {project} (tal til og med {as_of}):", project=settings.project.name, as_of=f"{digest.as_of:%d-%m-%Y}"),
    ]  # fmt: skip
    if digest.overdue and digest.oldest:
        oldest = f"{digest.oldest:%d-%m-%Y}"
        lines.append(t("- Opfølgninger, der er forfaldne: {count} (den ældste siden {oldest})", count=digest.overdue, oldest=oldest))  # fmt: skip
    if digest.this_week:
        lines.append(t("- Opfølgninger den kommende uge: {count}", count=digest.this_week))
    if digest.gone_quiet:
        lines.append(t("- Frivillige, der er blevet stille, og som du sidst talte med eller kender bedst: {count}", count=digest.gone_quiet))  # fmt: skip
    if digest.missing_activities:
        lines.append(t("- Dine aktiviteter, der mangler fremmøde: {count}", count=digest.missing_activities))
    return [*lines, "", _say_where(settings), t("Mailen siger med vilje ikke, hvem det er.")]


def _say_where(settings: Settings) -> str:
    if settings.questionnaire.address:
        return t("Log ind, og se hvem på siden I dag: {address}", address=settings.questionnaire.address)
    return t("Log ind på dashboardet, og se hvem på siden I dag.")


def _send(settings: Settings, archive: Archive, digests: list[Digest]) -> int:
    sent = 0
    try:
        with reach_server(settings) as server:
            for digest in digests:
                if _is_taken(server, settings, digest):
                    archive.note_digest(week_of(settings.today()), recipient_key(digest))
                    sent += 1
    except (OSError, smtplib.SMTPException) as error:
        raise MailError(
            t("Ugens mail til medarbejderne kunne ikke sendes ({kind}). Se afsnittet [mail] i frivillig.toml.", kind=type(error).__name__)
        ) from error  # fmt: skip
    if sent < len(digests):
        raise MailError(t("Mailserveren vil ikke tage ugens mail til alle. Se adresserne på siden Indstillinger."))
    return sent


def _is_taken(server: smtplib.SMTP, settings: Settings, digest: Digest) -> bool:
    try:
        server.send_message(write_mail(settings, digest))
    except smtplib.SMTPRecipientsRefused:
        return False
    return True
