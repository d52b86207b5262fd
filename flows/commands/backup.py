"""`frivillig backup` and `frivillig restore`: a verified copy of the workspace, and the way back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.output import print_lines
from flows.texts import t


def backup(
    place: Annotated[Path, typer.Argument(metavar="MAPPE", help=t("En ny mappe, helst på en anden disk."))],
    wait: Annotated[int, typer.Option(min=0, help=t("Så mange minutter ventes der på en nat, der er i gang."))] = 15,
) -> int:
    """Exit code 3 when a night is under way and does not end in time."""
    from flows.night import hold
    from warehouse.backup import write_backup
    from warehouse.settings import load_settings

    settings, place = load_settings(), place.expanduser().resolve()
    with hold(settings, wait * 60):
        made = write_backup(settings, place)
    print_lines([
        t("Sikkerhedskopien er skrevet og læst igen: {count} filer, {size} MB.", count=len(made.files), size=_say_mb(made.size)),
        t("Den indeholder personoplysninger, adgangskoder og nøgler: gem den lige så sikkert som arbejdsområdet."),
        t("Hent den ind igen med: frivillig restore {place} --home NY_MAPPE", place=place),
    ])  # fmt: skip
    return 0


def restore(
    place: Annotated[Path, typer.Argument(metavar="MAPPE", help=t("Mappen med sikkerhedskopien."))],
) -> int:
    """Into the workspace that --home names, which must be new or empty."""
    from warehouse.backup import restore_backup
    from warehouse.settings import find_home

    home = find_home()
    made = restore_backup(place.expanduser().resolve(), home)
    print_lines([
        t("Kopien fra {when} er efterset og hentet ind: {count} filer.", when=f"{made.made_at.astimezone():%d-%m-%Y kl. %H.%M}", count=len(made.files)),
        t("Byg resultatet igen med: frivillig rebuild --home {home}", home=home),
    ])  # fmt: skip
    return 0


def _say_mb(size: int) -> str:
    return f"{size / 1e6:.1f}".replace(".", ",")
