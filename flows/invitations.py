"""Personal links, "er du stadig frivillig?": for one person, or for everybody who has been quiet for a while."""

from __future__ import annotations

import smtplib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from flows.mail import MailError, address_mail, reach_server
from flows.texts import t
from warehouse.errors import SettingsError
from warehouse.settings import Settings
from warehouse.signing import make_personal_link
from warehouse.snapshot import Reader

_KNOWN = "select 1 from core.persons where person_id = ? and not is_erased and not is_staff"
_QUIET = """
select volunteers.person_id, persons.full_name, persons.email, volunteers.last_active_date::varchar as last_active_date
from core.volunteers as volunteers
join core.persons as persons on volunteers.person_id = persons.person_id
where volunteers.status not in ('stopped', 'completed', 'paused', 'anonymised')
    and volunteers.contact_consent
    and persons.full_name is not null
    and greatest(volunteers.registered_date, volunteers.last_active_date, volunteers.last_confirmed_date) <= ?
order by volunteers.last_active_date nulls first, volunteers.person_id
"""


@dataclass(frozen=True)
class Invitation:
    """A person's link, and what staff need to hand it on."""

    person_id: str
    full_name: str
    email: str | None
    last_active_date: date | None
    link: str


def invite_one(settings: Settings, person_id: str) -> str:
    """The link of one person. Raises SettingsError when there is nobody of that id or no public address."""
    if Reader(settings, "staff").query(_KNOWN, [person_id]).empty:
        raise SettingsError(t("Der er ingen person med det id, som kan få et link. Se id'et med frivillig sql."))
    return make_personal_link(settings, person_id)


def invite_quiet(settings: Settings, days: int) -> list[Invitation]:
    """A link for everybody who said yes to being contacted and has been neither seen nor heard from for so long."""
    rows = Reader(settings, "staff").query(_QUIET, [settings.as_of() - timedelta(days=days)])
    people = rows.astype(object).where(rows.notna(), None).to_dict("records")
    return [
        Invitation(
            person["person_id"],
            person["full_name"],
            person["email"],
            date.fromisoformat(person["last_active_date"]) if person["last_active_date"] else None,
            make_personal_link(settings, person["person_id"]),
        )
        for person in people
    ]


def mail_invitations(settings: Settings, invitations: Iterable[Invitation]) -> set[str]:
    """Send each its link. Returns whom the server took a mail for, by person_id. Raises MailError, SettingsError."""
    if not settings.mail.host:
        raise SettingsError(t("Der er ingen mailserver. Skriv den under [mail] i frivillig.toml."))
    sent: set[str] = set()
    try:
        with reach_server(settings) as server:
            for invitation in invitations:
                if invitation.email and _is_taken(server, settings, invitation, invitation.email):
                    sent.add(invitation.person_id)
    except (OSError, smtplib.SMTPException) as error:
        raise MailError(
            t(
                "Efter {count} mails kunne resten ikke sendes ({kind}). Se afsnittet [mail] i frivillig.toml.",
                count=len(sent),
                kind=type(error).__name__,
            )
        ) from error
    return sent


def _is_taken(server: smtplib.SMTP, settings: Settings, invitation: Invitation, email: str) -> bool:
    lines = [
        t("Hej {name}", name=invitation.full_name.split()[0]),
        "",
        t(
            "Er du stadig frivillig hos {organisation}? Svar med et enkelt tryk her:",
            organisation=_organisation(settings),
        ),
        "",
        invitation.link,
        "",
        t("Linket er kun til dig og gælder i {days} dage.", days=settings.questionnaire.link_days),
        t("Du kan også skrive, at du holder pause eller stopper, eller rette dine oplysninger."),
        "",
        t("Venlig hilsen"),
        _organisation(settings),
    ]
    try:
        server.send_message(address_mail(settings.mail, email, t("Er du stadig frivillig?"), lines))
    except smtplib.SMTPRecipientsRefused:
        return False
    return True


def _organisation(settings: Settings) -> str:
    return settings.project.organisation
