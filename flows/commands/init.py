"""`frivillig init`: an empty workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.output import print_lines
from flows.texts import t


def init(
    folder: Annotated[Path, typer.Argument(metavar="MAPPE", help=t("Mappen; den oprettes, hvis den ikke findes."))],
) -> int:
    """Never touches a workspace that is there already."""
    from flows.workspace import create_workspace

    home = create_workspace(folder.expanduser().resolve())
    print_lines([
        t("Arbejdsområdet er oprettet i {home}.", home=home),
        t("1. Skriv jeres områder og projekt i frivillig.toml."),
        t("2. Læg jeres regneark i inbox. Skabeloner ligger i skabeloner."),
        t("3. Kør: frivillig run --home {home}", home=home),
    ])  # fmt: skip
    return 0
