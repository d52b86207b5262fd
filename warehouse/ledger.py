"""What was decided, step by step: runs, who is whom, approvals. SQLite, one transaction a step, and nobody's name.

Tables only grow: what is taken back stays, with who and when. `archive.py` keeps the originals and says here under
which names each was seen.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal, Self

_SCHEMA = """
create table if not exists contents (sha256 text primary key, size integer not null, first_seen_date text not null);
create table if not exists sightings (
    seq integer primary key autoincrement, path text not null, sha256 text not null references contents, run_id text not null
);
create table if not exists states (path text primary key, state text not null, sha256 text not null references contents);
create table if not exists identities (key_hash text primary key, person_id text not null, seq integer not null);
create table if not exists cursors (pull text primary key, position text not null, run_id text not null);
create table if not exists runs (
    run_id text primary key, as_of text not null, started_at text not null, finished_at text, outcome text
);
create table if not exists approvals (
    approval_id integer primary key autoincrement, period_kind text not null, period_start text not null,
    period_end text not null, approved_by text not null, approved_at text not null, snapshot_id text not null,
    figures text not null, figures_hash text not null, files text not null, withdrawn_by text, withdrawn_at text
);
create unique index if not exists approvals_in_force on approvals (period_kind, period_start) where withdrawn_at is null;
create table if not exists digests (
    week text not null, recipient text not null, sent_at text not null, primary key (week, recipient)
);
create table if not exists cpr_originals (
    sha256 text primary key references contents, found_date text not null, removed_date text
);
create table if not exists person_decisions (
    decision_id integer primary key autoincrement, verdict text not null, keys text not null, other_keys text not null,
    person_id text not null, other_person_id text not null, decided_by text not null, decided_at text not null,
    undone_by text, undone_at text
);
"""


Verdict = Literal["same", "different"]


@dataclass(frozen=True)
class PersonDecision:
    """What somebody said of two persons. `keys`: hashes by which the mentions of each are known again."""

    decision_id: int
    verdict: Verdict
    keys: frozenset[str]
    other_keys: frozenset[str]
    person_id: str
    other_person_id: str
    decided_by: str
    decided_at: str
    undone_by: str | None = None
    undone_at: str | None = None


class Ledger:
    """The ledger in a file, open for as long as the `with` lasts."""

    def __init__(self, file: Path) -> None:
        self._ledger = sqlite3.connect(file, isolation_level=None, timeout=30)
        self._ledger.execute("pragma synchronous = full")
        self._ledger.executescript(_SCHEMA)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._ledger.close()

    def begin_run(self, run_id: str, as_of: date) -> None:
        """Write down that a run has begun."""
        with self._transaction() as ledger:
            ledger.execute(
                "insert into runs (run_id, as_of, started_at) values (?, ?, ?)", (run_id, as_of.isoformat(), now())
            )

    def finish_run(self, run_id: str, outcome: dict[str, Any]) -> None:
        """Write down how a run ended: counts and sentences, never a person's data."""
        with self._transaction() as ledger:
            ledger.execute(
                "update runs set finished_at = ?, outcome = ? where run_id = ?",
                (now(), json.dumps(outcome, ensure_ascii=False), run_id),
            )

    def runs(self) -> list[dict[str, Any]]:
        """Every finished run, oldest first: run_id, as_of, started_at, finished_at (UTC, ISO), outcome."""
        rows = self._ledger.execute(
            "select run_id, as_of, started_at, finished_at, outcome from runs where finished_at is not null order by rowid"
        )
        names = ("run_id", "as_of", "started_at", "finished_at", "outcome")
        return [dict(zip(names, row, strict=True)) | {"outcome": json.loads(row[4])} for row in rows]

    def last_run(self) -> dict[str, Any] | None:
        """The run that finished last, as in `runs`."""
        runs = self.runs()
        return runs[-1] if runs else None

    def assign_identities(self, clusters: Iterable[tuple[str, ...]]) -> list[str]:
        """The person_id of each cluster of identity keys (hashes), the same from night to night.

        A cluster keeps the oldest id any of its keys has; a new one gets its id from its smallest key. When one person
        turns out to be two, the one with most of the keys keeps the id.
        """
        rows = self._ledger.execute("select key_hash, person_id, seq from identities").fetchall()
        known = {key: (seq, person) for key, person, seq in rows}
        clusters = list(clusters)
        ids = _share_out_ids(clusters, known)
        seq_of = {person: seq for seq, person in known.values()}
        next_seq = 1 + max(seq_of.values(), default=0)
        held = set(ids)
        news = [
            (key, person, seq_of.get(person, next_seq))
            for keys, person in zip(clusters, ids, strict=True)
            for key in keys
            # a key of somebody who is part of another tonight keeps its id, for the day the two are parted again
            if key not in known or (known[key][1] != person and known[key][1] in held)
        ]
        with self._transaction() as ledger:
            ledger.executemany("insert or replace into identities values (?, ?, ?)", news)
        return ids

    def known_identities(self) -> dict[str, str]:
        """Hash of an identity key → the person_id it has had so far."""
        return dict(self._ledger.execute("select key_hash, person_id from identities").fetchall())

    def add_approval(self, approval: Mapping[str, str]) -> bool:
        """Enter the approval of a period: `period_kind`, `period_start`, … as in the ledger. False when it has one already."""
        entry = dict(approval) | {"approved_at": now()}
        try:
            with self._transaction() as ledger:
                marks = ", ".join(f":{name}" for name in entry)
                ledger.execute(f"insert into approvals ({', '.join(entry)}) values ({marks})", entry)
        except sqlite3.IntegrityError:
            return False
        return True

    def withdraw_approval(self, period_kind: str, period_start: date, by: str) -> bool:
        """Note that the approval of a period no longer holds; it stays in the ledger. False when there is none."""
        with self._transaction() as ledger:
            done = ledger.execute(
                "update approvals set withdrawn_by = ?, withdrawn_at = ? "
                "where period_kind = ? and period_start = ? and withdrawn_at is null",
                (by, now(), period_kind, period_start.isoformat()),
            )
        return done.rowcount == 1

    def approvals(self) -> list[dict[str, Any]]:
        """Every approval there ever was, oldest first, those withdrawn too; figures and files as documents."""
        found = self._ledger.execute("select * from approvals order by approval_id")
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def decide_persons(
        self, verdict: Verdict, one: tuple[str, Iterable[str]], other: tuple[str, Iterable[str]], decided_by: str
    ) -> int:
        """Write down that two persons (each an id and its hashes) are the same or different. Returns the decision's number."""
        said = (verdict, json.dumps(sorted(one[1])), json.dumps(sorted(other[1])), one[0], other[0], decided_by, now())
        with self._transaction() as ledger:
            written = ledger.execute(
                "insert into person_decisions (verdict, keys, other_keys, person_id, other_person_id, decided_by, decided_at) "
                "values (?, ?, ?, ?, ?, ?, ?)",
                said,
            )
        return int(written.lastrowid or 0)

    def undo_person_decision(self, decision_id: int, undone_by: str) -> bool:
        """Take a decision back; it stays in the ledger with who and when. False when there is none to take back."""
        with self._transaction() as ledger:
            changed = ledger.execute(
                "update person_decisions set undone_by = ?, undone_at = ? where decision_id = ? and undone_at is null",
                (undone_by, now(), decision_id),
            )
        return changed.rowcount == 1

    def person_decisions(self) -> list[PersonDecision]:
        """Every decision about two persons, oldest first, those taken back too."""
        rows = self._ledger.execute(
            "select decision_id, verdict, keys, other_keys, person_id, other_person_id, decided_by, decided_at, undone_by, undone_at "
            "from person_decisions order by decision_id"
        )
        return [
            PersonDecision(row[0], row[1], frozenset(json.loads(row[2])), frozenset(json.loads(row[3])), *row[4:])
            for row in rows
        ]

    def note_digest(self, week: str, recipient: str) -> None:
        """Write down that the list of a week (`2026-U48`) went to somebody, known by a hash."""
        with self._transaction() as ledger:
            ledger.execute("insert or ignore into digests values (?, ?, ?)", (week, recipient, now()))

    def digests_sent(self, week: str) -> set[str]:
        """To whom the list of a week has gone."""
        return {hashed for (hashed,) in self._ledger.execute("select recipient from digests where week = ?", (week,))}

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        self._ledger.execute("begin immediate")
        try:
            yield self._ledger
        except BaseException:
            self._ledger.execute("rollback")
            raise
        self._ledger.execute("commit")


def _share_out_ids(clusters: Sequence[tuple[str, ...]], known: Mapping[str, tuple[int, str]]) -> list[str]:
    """An id for each cluster, nobody's twice."""
    claims = sorted(
        (*of, -count, min(keys), place)
        for place, keys in enumerate(clusters)
        for of, count in Counter(known[key] for key in keys if key in known).items()
    )
    ids: dict[int, str] = {}
    taken: set[str] = set()
    for _, person, _, _, place in claims:
        if place not in ids and person not in taken:
            ids[place] = person
            taken.add(person)
    taken |= {person for _, person in known.values()}
    for place, keys in enumerate(clusters):
        if place not in ids:
            ids[place] = next(new for key in (*sorted(keys), _hash_of(keys)) if (new := f"p_{key[:12]}") not in taken)
            taken.add(ids[place])
    return [ids[place] for place in range(len(clusters))]


def _hash_of(keys: tuple[str, ...]) -> str:
    return hashlib.sha256("|".join(sorted(keys)).encode()).hexdigest()


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
