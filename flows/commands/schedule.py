"""`frivillig schedule`: the nightly schedule and Prefect's own pages, until stopped."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from flows.output import print_lines
from flows.texts import t

if TYPE_CHECKING:
    from flows.prefect_server import PrefectServer


def schedule(
    port: Annotated[
        int | None, typer.Option(help=t("Porten til Prefects egne sider; ellers 4200 eller en ledig."))
    ] = None,
) -> int:
    """Runs until it is stopped with Ctrl-C or by the machine."""
    from flows.schedule import next_due, serve_schedule
    from warehouse.settings import load_settings

    settings = load_settings()

    def tell(server: PrefectServer) -> None:
        due = next_due(settings.schedule, datetime.now(UTC))
        print_lines([
            t("Tidsplanen kører. Næste nat: {due}.", due=f"{due:%d-%m-%Y kl. %H.%M}"),
            t("Prefects egne sider: {url} (adgangskoden står i .prefect/auth i arbejdsområdet)", url=server.pages),
            t("Stop med Ctrl-C."),
        ])  # fmt: skip

    serve_schedule(settings, port, tell)
    return 0
