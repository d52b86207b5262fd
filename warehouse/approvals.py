"""Approve and lock a period: who said that the figures stand, when, and the figures themselves.

An approval is an entry in the ledger and holds no person. It changes no figure: what the data say later is compared
with it every night (`marts.changes_since_approval`), and reports print the approved figures until it is withdrawn.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import pandas as pd

from warehouse.archive import Archive
from warehouse.errors import PeriodRefusedError
from warehouse.period import Period
from warehouse.settings import Settings
from warehouse.snapshot import Reader

_LONGEST_NAME = 80

_PERIOD = "select is_finished from marts.periods where period_kind = $kind and period_start = $start"
_FIGURES = """
select metric_id, area_id, target_group, value, value_low, value_high, numerator, denominator, unit, precision
from marts.metric_values
where period_kind = $kind and period_start = $start
order by metric_id, area_id, target_group
"""
_FILES = """
select file_name, month_start, fingerprint
from core.file_months
where month_start is null or month_start between date_trunc('month', cast($start as date)) and $end
order by file_name, month_start
"""


def approve_period(settings: Settings, period: Period, by: str) -> str:
    """Enter that the published figures of a finished period stand. Returns their hash.

    Raises PeriodRefusedError when the period is not over, has no figures or is approved already.
    """
    by = _check_name(by)
    reader = Reader(settings, "staff")
    snapshot = reader.key
    _check_is_over(reader, snapshot, period)
    figures = _document(_ask(reader, snapshot, _FIGURES, period))
    approval = {
        "period_kind": period.kind,
        "period_start": period.start.isoformat(),
        "period_end": period.end.isoformat(),
        "approved_by": by,
        "snapshot_id": snapshot,
        "figures": figures,
        "figures_hash": hashlib.sha256(figures.encode()).hexdigest(),
        "files": _document(_ask(reader, snapshot, _FILES, period)),
    }
    with Archive(settings) as archive:
        if not archive.add_approval(approval):
            raise PeriodRefusedError(
                f"Perioden {period.name} er allerede godkendt. Træk godkendelsen tilbage først, hvis den skal godkendes igen."
            )
    return approval["figures_hash"]


def withdraw_approval(settings: Settings, period: Period, by: str) -> None:
    """Enter that an approval no longer holds; it stays in the ledger. Raises PeriodRefusedError."""
    by = _check_name(by)
    with Archive(settings) as archive:
        if not archive.withdraw_approval(period.kind, period.start, by):
            raise PeriodRefusedError(f"Perioden {period.name} er ikke godkendt, så der er intet at trække tilbage.")


def list_approvals(settings: Settings) -> list[dict[str, Any]]:
    """Every approval, oldest first, those withdrawn too: `period`, and the ledger's own words without the figures."""
    with Archive(settings) as archive:
        entries = archive.approvals()
    kept = ("approval_id", "approved_by", "approved_at", "snapshot_id", "figures_hash", "withdrawn_by", "withdrawn_at")
    return [{"period": _period_of(entry)} | {name: entry[name] for name in kept} for entry in entries]


def _period_of(entry: Mapping[str, Any]) -> Period:
    start, end = (pd.Timestamp(entry[name]).date() for name in ("period_start", "period_end"))
    return Period(entry["period_kind"], start, end)


def _check_name(by: str) -> str:
    name = " ".join(by.split())
    if not 0 < len(name) <= _LONGEST_NAME:
        raise PeriodRefusedError(f"Skriv, hvem der godkender, med højst {_LONGEST_NAME} tegn.")
    return name


def _check_is_over(reader: Reader, snapshot: str, period: Period) -> None:
    found = _ask(reader, snapshot, _PERIOD, period)
    if found.empty:
        raise PeriodRefusedError(
            f"Der er ingen tal for perioden {period.name}. Vælg en periode, projektet har tal for."
        )
    if not bool(found["is_finished"].iat[0]):
        raise PeriodRefusedError(
            f"Perioden {period.name} er ikke slut i de seneste tal. Godkend den, når den er forbi og natten har kørt."
        )


def _ask(reader: Reader, snapshot: str, sql: str, period: Period) -> pd.DataFrame:
    parameters = {"kind": period.kind, "start": period.start, "end": period.end}
    return reader.query(sql, {name: value for name, value in parameters.items() if f"${name}" in sql}, key=snapshot)


def _document(rows: pd.DataFrame) -> str:
    plain = rows.astype(object).where(rows.notna(), None)
    return json.dumps(plain.to_dict("records"), ensure_ascii=False, default=lambda day: str(day)[:10])
