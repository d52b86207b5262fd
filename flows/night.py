"""One night: what its steps share, and the lock that lets only one run at a time into a workspace."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from flows.progress import Progress, Silent
from flows.texts import t
from warehouse.archive import Archive, Sighting, clear_unfinished
from warehouse.errors import RunInProgressError
from warehouse.settings import Settings
from warehouse.snapshot import Build, discard
from warehouse.source import Source, load_sources, with_owners

if TYPE_CHECKING:
    from expectations.judge import Result
    from flows.outcome import NightOutcome


@dataclass
class Night:
    """A night under way. Each step reads what earlier steps left here and leaves its own."""

    settings: Settings
    run_id: str
    as_of: date
    archive: Archive
    sources: dict[str, Source]
    progress: Progress = field(default_factory=Silent)
    started_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    sightings: list[Sighting] = field(default_factory=list)
    pulled: list[Sighting] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    files: list[dict[str, Any]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    build: Build | None = None
    is_nothing_new: bool = False
    snapshot_id: str | None = None
    mended: int = 0
    return_sheets: list[Path] = field(default_factory=list)
    outcome: NightOutcome | None = None

    @property
    def open_build(self) -> Build:
        """The snapshot under construction; a step that needs it comes after `read`."""
        if self.build is None:
            raise RuntimeError("no build is open: the step before this one did not run")
        return self.build

    def see(self, sightings: Iterable[Sighting]) -> None:
        """Note what was seen. A file taken stays taken when a step that is tried again finds it in the archive."""
        seen = {sighting.path: sighting for sighting in self.sightings}
        for sighting in sightings:
            earlier = seen.get(sighting.path)
            if not (earlier and earlier.fate == "taken" and earlier.sha256 == sighting.sha256):
                seen[sighting.path] = sighting
        self.sightings = list(seen.values())

    def enter(self, step: str) -> None:
        """Say which step begins, on the terminal and in the workspace's `archive/step`."""
        self.progress.begin(step)
        step_file(self.settings).write_text(json.dumps({"run_id": self.run_id, "step": step}), encoding="utf-8")


def step_file(settings: Settings) -> Path:
    """Where the running night says how far it has come; it is gone when none runs."""
    return settings.archive / "step"


@contextmanager
def open_night(
    settings: Settings, as_of: date | None = None, run_id: str | None = None, progress: Progress | None = None
) -> Iterator[Night]:
    """Take the workspace for one night; leave no half-built snapshot behind, however it ends.

    Raises RunInProgressError when another run holds the workspace.
    """
    with hold(settings):
        clear_unfinished(settings)
        with Archive(settings) as archive:
            night = Night(
                settings=settings,
                run_id=run_id or new_run_id(),
                as_of=settings.as_of(as_of),
                archive=archive,
                sources=with_owners(load_sources(settings.forms), settings.form_owners),
                progress=progress or Silent(),
            )
            archive.begin_run(night.run_id, night.as_of)
            try:
                yield night
            finally:
                drop_build(night)
                step_file(settings).unlink(missing_ok=True)


@contextmanager
def hold(settings: Settings, patience_seconds: float = 0) -> Iterator[None]:
    """Hold the workspace, waiting for it as long as told. The operating system lets go by itself if this process dies.

    Raises RunInProgressError when another run holds it, whoever started that.
    """
    settings.archive.mkdir(parents=True, exist_ok=True)
    lock = FileLock(settings.lock)
    try:
        lock.acquire(timeout=patience_seconds)
    except Timeout:
        raise RunInProgressError(
            t("En anden kørsel er i gang i dette arbejdsområde. Vent, til den er færdig, og prøv igen.")
        ) from None
    try:
        yield
    finally:
        lock.release()


def is_held(settings: Settings) -> bool:
    """Whether a run is under way in the workspace."""
    if not settings.lock.exists():
        return False
    try:
        with hold(settings):
            return False
    except RunInProgressError:
        return True


def drop_build(night: Night) -> None:
    """Throw away the snapshot under construction, if there is one."""
    if night.build is not None:
        discard(night.build)
        night.build = None


def new_run_id() -> str:
    """An id that sorts by time: `20141231T041500-9f3c`."""
    return f"{datetime.now():%Y%m%dT%H%M%S}-{secrets.token_hex(2)}"
