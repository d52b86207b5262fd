"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.texts import t

AsJson = Annotated[bool, typer.Option("--json", help=t("Ét JSON-dokument i stedet for tekst."))]
