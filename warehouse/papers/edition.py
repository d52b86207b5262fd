"""Which report of which period, and whether its figures are approved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from warehouse.approvals import list_approvals
from warehouse.errors import NothingPublishedError, PaperRefusedError, UnknownPeriodError
from warehouse.papers.asking import Asker, Row
from warehouse.period import Period, read_period
from warehouse.settings import Settings

ReportKind = Literal["quarter", "year", "evaluation"]

# The kinds of period a report may be about, the usual one first.
PERIODS_OF: dict[ReportKind, tuple[str, ...]] = {
    "quarter": ("quarter",),
    "year": ("year",),
    "evaluation": ("project", "year", "half", "quarter"),
}
_WRITE = {
    "quarter": "et kvartal, fx 2014-K3",
    "year": "et år, fx 2014",
    "evaluation": "projekt, et år, halvår eller kvartal",
}


@dataclass(frozen=True)
class Approval:
    """An approval in force. `approval_id` is None when the night's own figures are those approved."""

    approval_id: int | None
    approved_at: datetime
    changed_figures: int


@dataclass(frozen=True)
class Edition:
    """One report of one period."""

    report: ReportKind
    period: Period
    approval: Approval | None
    as_of: date
    snapshot: str

    @property
    def is_draft(self) -> bool:
        return self.approval is None


def choose_edition(settings: Settings, asker: Asker, report: ReportKind, written: str | None) -> Edition:
    """The report of the period somebody wrote, else of the latest that is over.

    Raises UnknownPeriodError for a period the report is not about, PaperRefusedError for one that is not over.
    """
    run = asker.ask_one("latest_run")
    if run is None:
        raise NothingPublishedError("Der er endnu ikke udgivet noget. Læg filer i inbox og kør: frivillig run")
    period = _read(settings, report, written) if written else _latest(asker, report)
    _refuse_unfinished(asker, period)
    return Edition(report, period, find_approval(settings, asker, period), run["as_of"], asker.snapshot)


def finished_periods(asker: Asker, report: ReportKind) -> list[Period]:
    """The periods that are over and that the report may be about, the likeliest first."""
    kinds = PERIODS_OF[report]
    known = [_period_of(row) for row in asker.ask("periods") if row["is_finished"] and row["period_kind"] in kinds]
    return sorted(known, key=lambda period: (kinds.index(period.kind), -period.start.toordinal()))


def find_approval(settings: Settings, asker: Asker, period: Period) -> Approval | None:
    """The approval of a period that holds now, if the snapshot can show what was approved."""
    shown = {row["approval_id"]: row for row in asker.ask("approved_periods")}
    for entry in list_approvals(settings):
        if entry["withdrawn_at"] is not None or (entry["period"].kind, entry["period"].start) != (
            period.kind,
            period.start,
        ):
            continue
        approved_at = datetime.fromisoformat(entry["approved_at"])
        row = shown.get(entry["approval_id"])
        if row is not None:
            return Approval(entry["approval_id"], approved_at, int(row["changed_figures"]))
        if entry["snapshot_id"] == asker.snapshot:
            return Approval(None, approved_at, 0)
    return None


def _read(settings: Settings, report: ReportKind, written: str) -> Period:
    period = read_period(written, settings.project)
    if period.kind not in PERIODS_OF[report]:
        raise UnknownPeriodError(f"«{written}» passer ikke til rapporten. Skriv {_WRITE[report]}.")
    return period


def _latest(asker: Asker, report: ReportKind) -> Period:
    usual = [period for period in finished_periods(asker, report) if period.kind == PERIODS_OF[report][0]]
    if not usual:
        raise PaperRefusedError(
            f"Der er endnu ingen afsluttet periode at skrive om. Rapporten gælder {_WRITE[report]}, og den kan laves, når perioden er forbi."
        )
    return usual[0]


def _refuse_unfinished(asker: Asker, period: Period) -> None:
    known = {(row["period_kind"], row["period_start"]): row["is_finished"] for row in asker.ask("periods")}
    finished = known.get((period.kind, period.start))
    if finished is None:
        raise PaperRefusedError(f"Der er ingen tal for perioden {period.name}. Vælg en periode, projektet har tal for.")
    if not finished:
        raise PaperRefusedError(
            f"Perioden {period.name} er ikke slut i de seneste tal. Vælg en, der er forbi, eller vent til natten efter dens sidste dag."
        )


def _period_of(row: Row) -> Period:
    return Period(row["period_kind"], row["period_start"], row["period_end"])
