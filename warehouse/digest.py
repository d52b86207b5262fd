"""Ugens opfølgninger: for each member of staff with an address how much waits for them, in counts and never in names.

A person is somebody's or nobody's (`marts.owed_follow_ups`), so what one is told of is never another's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from warehouse.intake.folding import fold
from warehouse.settings import Settings, StaffMember
from warehouse.snapshot import Reader, current_manifest

WEEK = timedelta(days=7)

_OWED = "select owner_name, reason_to_call, due_date::varchar as due_date from marts.owed_follow_ups where owner_name is not null"
_MISSING = (
    "select owner_name, count(*) as activities from marts.data_quality "
    "where owner_name is not null and last_missing_date is not null group by owner_name"
)


@dataclass(frozen=True)
class Digest:
    """What waits for one member of staff. `oldest`: when the first that is late was due."""

    name: str
    email: str
    as_of: date
    overdue: int = 0
    oldest: date | None = None
    this_week: int = 0
    gone_quiet: int = 0
    missing_activities: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.overdue or self.this_week or self.gone_quiet or self.missing_activities)


def write_digests(settings: Settings) -> list[Digest]:
    """A digest for everybody who has an address, in the order of their names. Raises NothingPublishedError."""
    reader = Reader(settings, "staff")
    as_of = date.fromisoformat(str((current_manifest(settings) or {}).get("as_of") or settings.as_of()))
    owed = reader.query(_OWED).to_dict("records")
    missing = reader.query(_MISSING).to_dict("records")
    return [
        _count(Digest(name, said.email, as_of), [r for r in owed if fold(r["owner_name"]) in names],
               sum(int(r["activities"]) for r in missing if fold(r["owner_name"]) in names))
        for name, said, names in _recipients(settings)
    ]  # fmt: skip


def names_of(settings: Settings, account: str) -> frozenset[str]:
    """The names, folded, under which the sheets know whoever logs in so; none when nobody has said who that is."""
    return frozenset(
        fold(word) for name, said in settings.staff.items() if said.account == account for word in (name, account)
    )


def week_of(day: date) -> str:
    """`2026-U48`: the week a day lies in; it begins on Monday."""
    year, week, _ = day.isocalendar()
    return f"{year}-U{week:02}"


def recipient_key(digest: Digest) -> str:
    """How the ledger knows a recipient: it holds no name and no address."""
    return hashlib.sha256(f"digest|{fold(digest.name)}".encode()).hexdigest()[:16]


def _recipients(settings: Settings) -> Iterator[tuple[str, StaffMember, set[str]]]:
    """Each member of staff with an address, and what the sheets and the dashboard call them."""
    for name, said in sorted(settings.staff.items()):
        if said.email:
            yield name, said, {fold(word) for word in (name, said.account) if word}


def _count(digest: Digest, owed: list[dict[str, object]], missing: int) -> Digest:
    due = [date.fromisoformat(str(row["due_date"])) for row in owed if row["reason_to_call"] == "promised"]
    late = [day for day in due if day < digest.as_of]
    return replace(
        digest,
        overdue=len(late),
        oldest=min(late, default=None),
        this_week=sum(digest.as_of <= day < digest.as_of + WEEK for day in due),
        gone_quiet=sum(row["reason_to_call"] == "gone_quiet" for row in owed),
        missing_activities=missing,
    )
