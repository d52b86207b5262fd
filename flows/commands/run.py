"""`frivillig run`: one night, now."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from flows.options import AsJson
from flows.output import print_document, print_lines
from flows.texts import t


def run(
    plain: Annotated[bool, typer.Option("--plain", help=t("Uden Prefect; resultatet er det samme."))] = False,
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d", "%d-%m-%Y"], help=t("Den sidste dato, der tæller med; ellers i dag.")),
    ] = None,
    as_json: AsJson = False,
) -> int:
    """Exit code 1 when something was not published or needs a person."""
    from flows.night import open_night
    from flows.progress import OnTerminal
    from flows.summary import describe_night
    from flows.tonight import do_night
    from warehouse.settings import load_settings

    settings = load_settings()
    with OnTerminal() as progress, open_night(settings, as_of.date() if as_of else None, progress=progress) as night:
        outcome = do_night(night, plain)
    if as_json:
        print_document(outcome.as_contract())
    else:
        print_lines(describe_night(settings, outcome, night.is_nothing_new))
    return outcome.exit_code
