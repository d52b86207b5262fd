"""`frivillig report`: what has to be handed in, as files in the outbox."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from getpass import getuser
from typing import TYPE_CHECKING, Annotated

import typer

from flows.help import Command
from flows.output import print_lines
from flows.texts import language, t

if TYPE_CHECKING:
    from warehouse.papers.edition import ReportKind
    from warehouse.papers.files import File
    from warehouse.settings import Settings

report = typer.Typer(add_completion=False, no_args_is_help=True)


class Format(StrEnum):
    """What the report is written as."""

    pdf = "pdf"
    docx = "docx"
    xlsx = "xlsx"
    html = "html"


class SheetFormat(StrEnum):
    """What a sign-up sheet is written as."""

    pdf = "pdf"
    xlsx = "xlsx"


As = Annotated[Format, typer.Option("--format", help=t("PDF, Word, Excel eller webside."))]
Quarter = Annotated[
    str, typer.Option("--period", metavar="PERIODE", help=t("Fx 2014-K3; ellers det seneste afsluttede kvartal."))
]
Year = Annotated[str, typer.Option("--period", metavar="PERIODE", help=t("Fx 2014; ellers det seneste afsluttede år."))]
Whole = Annotated[
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
def evaluation(period: Whole = "", kind: As = Format.pdf) -> int:
    """From kpi.duckdb only; a draft while the period is not approved."""
    return _write("evaluation", period, kind)


@report.command(cls=Command, help=t("Alle nøgletal som regneark: mål, definitioner og datakvalitet med."))
def workbook() -> int:
    """From kpi.duckdb only."""
    from warehouse.papers.files import make_kpi_workbook

    return _put(make_kpi_workbook(_begin()))


@report.command(
    cls=Command, help=t("Et frivilligbevis til et CV: kun hvad personen har gjort. Opslaget skrives i loggen.")
)
def certificate(
    person: Annotated[
        str, typer.Option("--person", metavar="ID", help=t("Personens id, eller navnet, hvis kun én hedder det."))
    ],
) -> int:
    """From staff.duckdb; the file's name says the person's number only."""
    from warehouse.access_log import note_access
    from warehouse.papers.certificate import find_person
    from warehouse.papers.files import make_certificate

    settings = _begin()
    person_id = find_person(settings, person)
    note_access(settings, getuser(), "export", "frivilligbevis", [person_id])
    return _put(make_certificate(settings, person_id))


@report.command(
    cls=Command,
    name="sign-up",
    help=t("Et tilmeldingsark til en aktivitet, til væggen eller som regneark til indbakken."),
)
def sign_up(
    activity: Annotated[str, typer.Argument(metavar="AKTIVITET", help=t("Aktivitetens navn."))],
    first: Annotated[
        datetime, typer.Option("--date", metavar="DATO", formats=["%Y-%m-%d", "%d-%m-%Y"], help=t("Første gang."))
    ],
    weeks: Annotated[int, typer.Option("--weeks", metavar="ANTAL", help=t("Uger i træk."))] = 1,
    kind: Annotated[
        SheetFormat, typer.Option("--format", help=t("PDF til udskrift, eller regneark."))
    ] = SheetFormat.pdf,
) -> int:
    """Empty lines only: nobody's name is on it."""
    from warehouse.papers.files import make_sign_up_sheet

    settings = _begin()
    return _put(make_sign_up_sheet(settings, activity, first.date(), weeks, kind.value))


def _write(name: ReportKind, period: str, kind: Format) -> int:
    from warehouse.papers.files import make_report

    return _put(make_report(_begin(), name, period or None, kind.value))


def _begin() -> Settings:
    from warehouse.settings import load_settings
    from warehouse.texts import use_language

    use_language(language())
    return load_settings()


def _put(file: File) -> int:
    from warehouse.papers.files import put_in_outbox
    from warehouse.settings import load_settings

    print_lines([str(put_in_outbox(load_settings(), file))])
    return 0
