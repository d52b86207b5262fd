"""`frivillig digest`: the week's list to each member of staff, shown; or sent before the night would."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.output import print_lines
from flows.texts import t


def digest(
    send: Annotated[bool, typer.Option("--send", help=t("Send dem, der ikke er sendt i denne uge."))] = False,
) -> int:
    """Sends nothing by itself."""
    from flows.digest import describe, is_wanted, send_due_digests, unsent
    from warehouse.archive import Archive
    from warehouse.digest import write_digests
    from warehouse.errors import SettingsError
    from warehouse.settings import load_settings

    settings = load_settings()
    with Archive(settings) as archive:
        if send and not is_wanted(settings):
            raise SettingsError(t("Der er ingen mailserver, eller projektet er frosset. Se [mail] og [night] i frivillig.toml."))  # fmt: skip
        if send:
            print_lines([t("Mails sendt: {count}", count=send_due_digests(settings, archive))])
            return 0
        digests = write_digests(settings)
        waiting = unsent(settings, archive, digests)
    for one in digests:
        state = t("intet venter") if one.is_empty else t("sendes") if one in waiting else t("er sendt i denne uge")
        print_lines(["", f"{one.name} <{one.email}>: {state}"])
        if not one.is_empty:
            print_lines(["  " + line for line in describe(settings, one)])
    if not digests:
        print_lines([t("Ingen medarbejder har en mailadresse. Skriv dem på siden Indstillinger under Ansvarlige.")])
    elif not is_wanted(settings):
        print_lines(["", t("Intet sendes: der er ingen mailserver, eller projektet er frosset.")])
    return 0
