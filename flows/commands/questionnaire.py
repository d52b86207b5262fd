"""`frivillig questionnaire`: personal links to "er du stadig frivillig?"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from flows.help import Command
from flows.options import AsJson
from flows.output import print_document, print_lines
from flows.texts import t

if TYPE_CHECKING:
    from flows.invitations import Invitation

questionnaire = typer.Typer(add_completion=False, no_args_is_help=True)


@questionnaire.command(cls=Command, help=t("Et link, hvor én frivillig kan svare, holde pause, stoppe eller rette."))
def link(
    person_id: Annotated[str, typer.Argument(metavar="PERSON_ID", help=t("Personens id, fx p_12ab34cd56ef."))],
) -> int:
    """Prints the link alone, to be copied."""
    from flows.invitations import invite_one
    from warehouse.settings import load_settings

    print_lines([invite_one(load_settings(), person_id)])
    return 0


@questionnaire.command(
    cls=Command, help=t("Links til alle, der har været stille og har sagt ja til at blive kontaktet.")
)
def links(
    quiet_for: Annotated[int, typer.Option(min=1, help=t("Hverken set eller hørt fra i så mange dage."))] = 90,
    mail: Annotated[bool, typer.Option("--mail", help=t("Send hver sit link med mail."))] = False,
    as_json: AsJson = False,
) -> int:
    """Prints name, when last seen, and link."""
    from flows.invitations import invite_quiet, mail_invitations
    from warehouse.settings import load_settings

    settings = load_settings()
    invitations = invite_quiet(settings, quiet_for)
    mailed = mail_invitations(settings, invitations) if mail else set()
    if as_json:
        print_document([
            {"person_id": i.person_id, "name": i.full_name, "link": i.link, "mailed": i.person_id in mailed}
            for i in invitations
        ])  # fmt: skip
        return 0
    if not mail:
        print_lines([_describe(invitation) for invitation in invitations] or [t("Ingen har været stille så længe.")])
        return 0
    print_lines([t("{count} af {total} har fået en mail.", count=len(mailed), total=len(invitations))])
    left = [i for i in invitations if i.person_id not in mailed]
    print_lines([t("{name} har ingen e-mail, vi kan bruge: {link}", name=i.full_name, link=i.link) for i in left])
    return 1 if left else 0


def _describe(invitation: Invitation) -> str:
    seen = invitation.last_active_date
    when = t("sidst set {day}", day=f"{seen:%d-%m-%Y}") if seen else t("aldrig set")
    return f"{invitation.full_name} ({when}): {invitation.link}"
