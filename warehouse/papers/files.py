"""Papers as files: in what formats, under what name, and where they are put."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from warehouse.archive import sync_file
from warehouse.papers.asking import Asker
from warehouse.papers.blocks import Paper
from warehouse.papers.edition import Edition, ReportKind, choose_edition
from warehouse.papers.reports import TITLES, write_paper
from warehouse.settings import Settings
from warehouse.snapshot import Reader
from warehouse.texts import _

Format = Literal["pdf", "docx", "xlsx", "html"]

MIME: dict[Format, str] = {
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


def make_report(
    settings: Settings, report: ReportKind, written: str | None, kind: Format, reader: Reader | None = None
) -> File:
    """A report of the period somebody wrote, else of the latest that is over; from kpi.duckdb only.

    Raises UnknownPeriodError, PaperRefusedError, NothingPublishedError.
    """
    asker = Asker(settings, "management", reader)
    edition = choose_edition(settings, asker, report, written)
    return File(_name(edition, kind), _writer(kind)(write_paper(settings, asker, edition)))


def put_in_outbox(settings: Settings, file: File) -> Path:
    """Write the file into the outbox, whole or not at all; one of the same name is replaced."""
    folder = settings.outbox / "rapporter"
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f".{file.name}-unfinished"
    unfinished.write_bytes(file.content)
    sync_file(unfinished)
    os.replace(unfinished, folder / file.name)
    return folder / file.name


def _name(edition: Edition, kind: Format) -> str:
    draft = f" {_('kladde')}" if edition.is_draft else ""
    return safe_name(f"{_(TITLES[edition.report])} {edition.period.name}{draft}.{kind}")


def safe_name(title: str) -> str:
    """A title as a file's name, on every system."""
    return re.sub(r'[<>:"/\\|?*]', "", title)


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
