"""`frivillig period`: approve a period's figures, take an approval back, and see what is approved."""

from __future__ import annotations

from getpass import getuser
from typing import Annotated

import typer

from flows.help import Command
from flows.options import AsJson
from flows.output import print_document, print_lines, print_table
from flows.texts import t

period = typer.Typer(add_completion=False, no_args_is_help=True)

Written = Annotated[
    str,
    typer.Argument(metavar="PERIODE", help=t("Fx 2014, 2014-H1 (halvår), 2014-K3 (kvartal), 2014-03 eller projekt.")),
]
By = Annotated[str, typer.Option("--by", metavar="NAVN", help=t("Hvem der siger det; ellers den, der er logget ind."))]


@period.command(cls=Command, help=t("Godkend en afsluttet periodes tal. Senere ændringer i data vises for sig."))
def approve(written: Written, by: By = "") -> int:
    """The published figures are kept in the ledger; reports print them until the approval is taken back."""
    from warehouse.approvals import approve_period
    from warehouse.period import read_period
    from warehouse.settings import load_settings

    settings = load_settings()
    asked = read_period(written, settings.project)
    hashed = approve_period(settings, asked, by or getuser())
    print_lines([
        t("{period} er godkendt.", period=asked.name),
        t("Tallenes fingeraftryk: {hashed}", hashed=hashed),
    ])  # fmt: skip
    return 0


@period.command(cls=Command, help=t("Træk en godkendelse tilbage. Den bliver stående i protokollen."))
def withdraw(written: Written, by: By = "") -> int:
    """The figures of the night count again."""
    from warehouse.approvals import withdraw_approval
    from warehouse.period import read_period
    from warehouse.settings import load_settings

    settings = load_settings()
    asked = read_period(written, settings.project)
    withdraw_approval(settings, asked, by or getuser())
    print_lines([t("Godkendelsen af {period} er trukket tilbage.", period=asked.name)])
    return 0


@period.command(cls=Command, name="list", help=t("Vis, hvilke perioder der er godkendt, af hvem og hvornår."))
def show(as_json: AsJson = False) -> int:
    """Those taken back too."""
    from warehouse.approvals import list_approvals
    from warehouse.settings import load_settings

    entries = list_approvals(load_settings())
    if as_json:
        print_document([entry | {"period": entry["period"].name} for entry in entries])
    elif entries:
        rows = [
            (e["period"].name, e["approved_by"], e["approved_at"], e["withdrawn_by"], e["withdrawn_at"])
            for e in entries
        ]
        print_table(
            [t("Periode"), t("Godkendt af"), t("Hvornår (UTC)"), t("Trukket tilbage af"), t("Hvornår (UTC)")], rows
        )
    else:
        print_lines([t("Ingen periode er godkendt endnu. Godkend en med: frivillig period approve PERIODE")])
    return 0
