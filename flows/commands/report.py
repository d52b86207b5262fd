"""`frivillig report`: what has to be handed in, as files in the outbox."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from flows.help import Command
from flows.output import print_lines
from flows.texts import language, t

if TYPE_CHECKING:
    from warehouse.papers.edition import ReportKind

report = typer.Typer(add_completion=False, no_args_is_help=True)


class Format(StrEnum):
    """What the report is written as."""

    pdf = "pdf"
    docx = "docx"
    xlsx = "xlsx"
    html = "html"


As = Annotated[Format, typer.Option("--format", help=t("PDF, Word, Excel eller webside."))]
Quarter = Annotated[
    str, typer.Option("--period", metavar="PERIODE", help=t("Fx 2014-K3; ellers det seneste afsluttede kvartal."))
]
Year = Annotated[str, typer.Option("--period", metavar="PERIODE", help=t("Fx 2014; ellers det seneste afsluttede år."))]
Any = Annotated[
    str, typer.Option("--period", metavar="PERIODE", help=t("Fx projekt, 2014 eller 2014-H1; ellers hele projektet."))
]


@report.command(cls=Command, help=t("Fremdriftsrapporten til styregruppen, for et kvartal."))
def quarter(period: Quarter = "", kind: As = Format.pdf) -> int:
    """From kpi.duckdb only; a draft while the period is not approved."""
    return _write("quarter", period, kind)


@report.command(cls=Command, help=t("Årsrapporten til bevillingsgiver."))
def year(period: Year = "", kind: As = Format.pdf) -> int:
    """From kpi.duckdb only; a draft while the period is not approved."""
    return _write("year", period, kind)


@report.command(
    cls=Command, help=t("Evalueringsrapporten: baggrund, aktiviteter og resultater, virkninger og forankring.")
)
def evaluation(period: Any = "", kind: As = Format.pdf) -> int:
    """From kpi.duckdb only; a draft while the period is not approved."""
    return _write("evaluation", period, kind)


def _write(name: ReportKind, period: str, kind: Format) -> int:
    from warehouse.papers.files import make_report, put_in_outbox
    from warehouse.settings import load_settings
    from warehouse.texts import use_language

    use_language(language())
    settings = load_settings()
    print_lines([str(put_in_outbox(settings, make_report(settings, name, period or None, kind.value)))])
    return 0
