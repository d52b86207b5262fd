"""Papers as files: in what formats, under what name, and where they are put."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from warehouse.archive import sync_file
from warehouse.file_name import safe_name
from warehouse.papers.asking import Asker
from warehouse.papers.blocks import Paper
from warehouse.papers.edition import Edition, ReportKind, choose_edition
from warehouse.papers.reports import TITLES, write_paper
from warehouse.settings import Settings
from warehouse.snapshot import Reader
from warehouse.texts import _

Format = Literal["pdf", "docx", "xlsx", "html"]

MIME = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html",
}


@dataclass(frozen=True)
class File:
    """What a paper is as a file."""

    name: str
    content: bytes

    @property
    def mime(self) -> str:
        return MIME[self.name.rpartition(".")[2]]


def make_report(
    settings: Settings, report: ReportKind, written: str | None, kind: Format, reader: Reader | None = None
) -> File:
    """A report of the period somebody wrote, else of the latest that is over; from kpi.duckdb only.

    Raises UnknownPeriodError, PaperRefusedError, NothingPublishedError.
    """
    asker = Asker(settings, "management", reader)
    edition = choose_edition(settings, asker, report, written)
    return File(_name(edition, kind), _writer(kind)(write_paper(settings, asker, edition)))


def make_kpi_workbook(settings: Settings, reader: Reader | None = None) -> File:
    """Every KPI as a workbook, from kpi.duckdb only."""
    from warehouse.papers.kpi_workbook import write_kpi_workbook

    return File(f"{_('Nøgletal')}.xlsx", write_kpi_workbook(settings, reader))


def make_certificate(settings: Settings, person_id: str, reader: Reader | None = None) -> File:
    """A volunteer's certificate; its name says the person's number only. Raises PaperRefusedError."""
    from warehouse.papers.certificate import write_certificate

    return File(f"{_('Frivilligbevis')} {person_id}.pdf", write_certificate(settings, person_id, reader))


def make_sign_up_sheet(
    settings: Settings,
    activity: str,
    first: date,
    times: int,
    kind: Literal["pdf", "xlsx"],
    reader: Reader | None = None,
) -> File:
    """A sheet to sign up on, named so that the night knows it again. Raises PaperRefusedError."""
    from warehouse.papers.sign_up_sheet import plan_sign_up, write_sign_up_pdf, write_sign_up_workbook

    sign_up = plan_sign_up(settings, activity, first, times, reader)
    write = write_sign_up_pdf if kind == "pdf" else write_sign_up_workbook
    return File(safe_name(f"Fremmødeliste {sign_up.activity} {first:%d-%m-%Y}.{kind}"), write(settings, sign_up))


def put_in_outbox(settings: Settings, file: File) -> Path:
    """Write the file into the outbox, whole or not at all, for its owner only; one of the same name is replaced."""
    folder = settings.outbox / "papirer"
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f".{file.name}-unfinished"
    unfinished.touch(0o600)
    unfinished.write_bytes(file.content)
    sync_file(unfinished)
    os.replace(unfinished, folder / file.name)
    return folder / file.name


def _name(edition: Edition, kind: Format) -> str:
    draft = f" {_('kladde')}" if edition.is_draft else ""
    return safe_name(f"{_(TITLES[edition.report])} {edition.period.name}{draft}.{kind}")


def _writer(kind: Format) -> Callable[[Paper], bytes]:
    if kind == "docx":
        from warehouse.papers.word import write_word

        return write_word
    if kind == "xlsx":
        from warehouse.papers.workbook import write_workbook

        return write_workbook
    if kind == "html":
        from warehouse.papers.webpage import write_webpage

        return write_webpage
    from warehouse.papers.pdf import write_pdf

    return write_pdf
