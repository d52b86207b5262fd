"""What has arrived: originals by content, and the ledger that says under which names and when.

An original is kept byte for byte under its SHA-256, once however often and under whatever names it
arrives. One that holds CPR numbers gets a stand-in with the numbers masked, which takes its place for
good when nobody needs the original any more. Originals, ledger and declarations are all a snapshot is
made of.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from warehouse.inboxes.inbox import Inbox, Offer, open_own_inbox
from warehouse.intake.cpr import CPR_IN_FILE_NAME, MASKED_SUFFIX, has_cpr, mask_cpr
from warehouse.ledger import Ledger
from warehouse.settings import Settings

FILE_ID_LENGTH = 16
PULLED = "/hentet"  # begins the names of what was fetched; no name in the inbox begins with a slash


@dataclass(frozen=True)
class Sighting:
    """A file seen in the inbox tonight. `fate`: taken, unchanged, unstable or rejected (not kept)."""

    path: str
    sha256: str
    file_id: str
    fate: str
    message: str = ""


@dataclass(frozen=True)
class ArchivedFile:
    """A content in the archive. `is_live`: some name still stands for it; if not, a newer version took its place.

    `arrival`: grows from night to night. `replaces`: the file ids whose place it took under a name.
    `original`: the file as it came, or its stand-in when it was removed for its CPR numbers.
    """

    file_id: str
    sha256: str
    file_name: str
    original: Path
    first_seen_date: date
    is_live: bool
    arrival: int = 0
    replaces: tuple[str, ...] = ()


class Archive(Ledger):
    """The archive of a workspace, open for as long as the `with` lasts: the ledger and the originals it speaks of."""

    def __init__(self, settings: Settings) -> None:
        settings.originals.mkdir(parents=True, exist_ok=True)
        super().__init__(settings.ledger)
        self._settings = settings

    def collect(self, run_id: str, as_of: date) -> list[Sighting]:
        """Copy what is new in the workspace's own inbox into the archive."""
        with open_own_inbox(self._settings) as inbox:
            return list(self.collect_from(inbox, run_id, as_of))

    def collect_from(self, inbox: Inbox, run_id: str, as_of: date) -> Iterator[Sighting]:
        """Copy what is new in an inbox into the archive and note every name in one transaction, when all are seen.

        The inbox is only read. A file still being written waits for the next night. Raises InboxError when
        something could not be had; what could is kept and noted all the same.
        """
        states = self._states()
        latest = self._latest_by_path()
        known = {sha for (sha,) in self._ledger.execute("select sha256 from contents")}
        seen: list[tuple[Offer, Sighting]] = []
        try:
            for offer in inbox.look({name: state for name, (state, _) in states.items()}, self._settle_seconds):
                sighting = self._sight(inbox, offer, states, latest, known)
                seen.append((offer, sighting))
                known.add(sighting.sha256)
                yield sighting
            inbox.check_nothing_is_lost()
        finally:
            kept = [(offer, sighting.sha256) for offer, sighting in seen if sighting.sha256]
            self._note(run_id, as_of, [(offer, sha) for offer, sha in kept if latest.get(offer.name) != sha])
            if not inbox.is_own:
                self._remember_states(kept)

    def cursor_of(self, pull: str) -> str:
        """How far a pull has come, in its server's own terms; blank when nothing has been fetched yet."""
        found = self._ledger.execute("select position from cursors where pull = ?", (pull,)).fetchone()
        return str(found[0]) if found else ""

    def take_pulled(self, run_id: str, as_of: date, pull: str, content: bytes, cursor: str) -> Sighting:
        """Keep what a pull fetched as a file of its own and move the pull's cursor, both or neither."""
        fetched = self._settings.originals / f".new-{pull}"
        fetched.write_bytes(content)
        sha = self._put_in_place(fetched)
        with self._transaction() as ledger:
            (earlier,) = ledger.execute(
                "select count(*) from sightings where path like ? || '/%'", (f"{PULLED}/{pull}",)
            ).fetchone()
            name = f"{PULLED}/{pull}/{earlier + 1:06}.json"
            self._enter(ledger, run_id, as_of, (name, sha, len(content)))
            ledger.execute("insert or replace into cursors values (?, ?, ?)", (pull, cursor, run_id))
        return Sighting(name, sha, sha[:FILE_ID_LENGTH], "taken")

    def files(self) -> list[ArchivedFile]:
        """Every content that ever arrived, in order of first sight and then of content."""
        live, removed = set(self._latest_by_path().values()), self._removed()
        replaced = self._replaced()
        rows = self._ledger.execute(
            """
            with nights as (select run_id, min(seq) as arrival from sightings group by run_id)
            select contents.sha256, first_seen_date, min(path), min(arrival)
            from contents join sightings using (sha256) join nights using (run_id) group by 1, 2 order by 2, 1
            """
        )
        return [
            ArchivedFile(
                file_id=sha[:FILE_ID_LENGTH],
                sha256=sha,
                file_name=name,
                original=self._masked_place_of(sha) if sha in removed else self._place_of(sha),
                first_seen_date=date.fromisoformat(seen),
                is_live=sha in live,
                arrival=arrival,
                replaces=tuple(sorted(replaced.get(sha, ()))),
            )
            for sha, seen, name, arrival in rows
        ]

    def keep_masked(self, sha: str, masked: bytes, today: date) -> None:
        """Keep the stand-in of a content in which CPR numbers were found, and note the day."""
        place = self._masked_place_of(sha)
        unfinished = self._settings.originals / f".new-{place.name}"
        unfinished.write_bytes(masked)
        sync_file(unfinished)
        os.replace(unfinished, place)
        sync_folder(place.parent)
        with self._transaction() as ledger:
            ledger.execute(
                "insert or ignore into cpr_originals (sha256, found_date) values (?, ?)", (sha, today.isoformat())
            )

    def remove_cpr_originals(self, today: date) -> int:
        """Remove the originals with CPR numbers that nobody needs any more. Returns how many.

        One is needed for as many days as the settings say, but no longer once a newer version has come.
        """
        live, days = set(self._latest_by_path().values()), self._settings.intake.keep_originals_with_cpr_days
        kept = self._ledger.execute(
            "select sha256, found_date from cpr_originals where removed_date is null"
        ).fetchall()
        gone = [sha for sha, found in kept if sha not in live or (today - date.fromisoformat(found)).days >= days]
        with self._transaction() as ledger:
            ledger.executemany(
                "update cpr_originals set removed_date = ? where sha256 = ?", [(today.isoformat(), sha) for sha in gone]
            )
        for sha in self._removed():
            self._place_of(sha).unlink(missing_ok=True)  # also one that a crash left behind
        return len(gone)

    def digest(self) -> str:
        """SHA-256 (hex) over what a snapshot depends on: the live contents, their names apart, and what was decided of them."""
        lines = [f"{f.sha256} {f.is_live} {f.first_seen_date}" for f in self.files()]
        lines += [f"{k} {p}" for k, p in self._ledger.execute("select key_hash, person_id from identities order by 1")]
        lines += [f"{d.decision_id} {d.verdict}" for d in self.person_decisions() if d.undone_at is None]
        lines += [f"{a['approval_id']} {a['figures_hash']}" for a in self.approvals() if a["withdrawn_at"] is None]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def _replaced(self) -> dict[str, set[str]]:
        """Content → the file ids that stood under the same name just before it."""
        replaced: dict[str, set[str]] = {}
        last = self._ledger.execute(
            "select path, sha256 from sightings group by 1, 2 order by path, max(seq)"
        ).fetchall()
        for (path, older), (same_path, newer) in pairwise(last):
            if path == same_path:
                replaced.setdefault(newer, set()).add(older[:FILE_ID_LENGTH])
        return replaced

    def _removed(self) -> set[str]:
        rows = self._ledger.execute("select sha256 from cpr_originals where removed_date is not null")
        return {sha for (sha,) in rows}

    def _latest_by_path(self) -> dict[str, str]:
        return dict(self._ledger.execute("select path, sha256 from sightings order by seq").fetchall())

    def _states(self) -> dict[str, tuple[str, str]]:
        """How files elsewhere looked when they were fetched, and what they held."""
        return {
            name: (state, sha) for name, state, sha in self._ledger.execute("select path, state, sha256 from states")
        }

    def _remember_states(self, kept: list[tuple[Offer, str]]) -> None:
        with self._transaction() as ledger:
            for offer, sha in kept:
                ledger.execute("delete from states where path = ?", (offer.name,))
                if offer.state is not None:
                    ledger.execute("insert into states values (?, ?, ?)", (offer.name, offer.state, sha))

    @property
    def _settle_seconds(self) -> float:
        return self._settings.night.settle_seconds

    def _sight(
        self,
        inbox: Inbox,
        offer: Offer,
        states: dict[str, tuple[str, str]],
        latest: dict[str, str],
        known: set[str],
    ) -> Sighting:
        name = offer.name
        if has_cpr(name):
            return Sighting(mask_cpr(name), "", "", "rejected", CPR_IN_FILE_NAME)
        if not offer.is_settled:
            return Sighting(
                name, "", "", "unstable", "Filen er ved at blive gemt eller er åben. Den tages med næste nat."
            )
        if (offer.entry.size or 0) > self._settings.limits.max_file_mib * 2**20:
            return Sighting(name, "", "", "rejected", "Filen er for stor. Del den op i mindre ark.")
        state, sha = states.get(name, ("", ""))
        if state != offer.state or latest.get(name) != sha:
            try:
                sha = self._keep(inbox, offer)
            except OSError:
                return Sighting(name, "", "", "unstable", "Filen kunne ikke læses lige nu. Den prøves igen næste nat.")
        if latest.get(name) == sha or sha in known:
            message = "" if latest.get(name) == sha else "Samme indhold er set før under et andet navn."
            return Sighting(name, sha, sha[:FILE_ID_LENGTH], "unchanged", message)
        return Sighting(name, sha, sha[:FILE_ID_LENGTH], "taken")

    def _keep(self, inbox: Inbox, offer: Offer) -> str:
        """Copy a file into the archive under its SHA-256, durably, unless its content is there already."""
        with tempfile.NamedTemporaryFile(dir=self._settings.originals, prefix=".new-", delete=False) as temporary:
            copy = Path(temporary.name)
        try:
            inbox.fetch(offer, copy)
            return self._put_in_place(copy)
        finally:
            copy.unlink(missing_ok=True)

    def _put_in_place(self, copy: Path) -> str:
        """Give a copy that lies among the originals its name, the SHA-256; one whose content is there already goes."""
        with copy.open("rb+") as file:
            sha = hashlib.file_digest(file, "sha256").hexdigest()
            place = self._place_of(sha)
            is_new = not place.exists() and sha not in self._removed()
            if is_new:
                os.fsync(file.fileno())
        if is_new:
            place.parent.mkdir(exist_ok=True)
            os.replace(copy, place)
            sync_folder(place.parent)
        else:
            copy.unlink()
        return sha

    def _place_of(self, sha: str) -> Path:
        return _place_in(self._settings, sha)

    def _masked_place_of(self, sha: str) -> Path:
        return self._place_of(sha).with_suffix(MASKED_SUFFIX)

    def _size_of(self, sha: str) -> int:
        place = self._place_of(sha)
        return place.stat().st_size if place.exists() else 0

    def _note(self, run_id: str, as_of: date, new: list[tuple[Offer, str]]) -> None:
        with self._transaction() as ledger:
            for offer, sha in new:
                self._enter(ledger, run_id, as_of, (offer.name, sha, self._size_of(sha)))

    @staticmethod
    def _enter(ledger: sqlite3.Connection, run_id: str, as_of: date, content: tuple[str, str, int]) -> None:
        name, sha, size = content
        ledger.execute("insert or ignore into contents values (?, ?, ?)", (sha, size, as_of.isoformat()))
        ledger.execute("insert into sightings (path, sha256, run_id) values (?, ?, ?)", (name, sha, run_id))


def find_original(settings: Settings, sha: str) -> Path:
    """Where a content lies for somebody who only reads: as it came, or its stand-in without CPR numbers."""
    place = _place_in(settings, sha)
    return place if place.exists() else place.with_suffix(MASKED_SUFFIX)


def _place_in(settings: Settings, sha: str) -> Path:
    return settings.originals / sha[:2] / sha


def sync_file(path: Path) -> None:
    """Make what was written to a file durable."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make new names in a folder durable; Windows does it by itself and cannot open folders."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def clear_unfinished(settings: Settings) -> None:
    """Remove copies a night left behind when it was stopped half-way."""
    for leftover in settings.originals.glob(".new-*"):
        leftover.unlink(missing_ok=True)
    for leftover in settings.published.glob(".building-*"):
        shutil.rmtree(leftover, ignore_errors=True)
