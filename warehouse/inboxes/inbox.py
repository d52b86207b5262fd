"""An inbox: what lies in it tonight, what is still being written, and a whole copy of what is new.

The same rules hold wherever it lies, and it is only read.
"""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Self

from warehouse.errors import InboxError
from warehouse.inboxes.credentials import read_credentials
from warehouse.inboxes.stores import Entry, Store, connect, open_folder
from warehouse.inboxes.trouble import describe_loss, describe_trouble, is_of_this_machine
from warehouse.settings import InboxPlace, Settings

_IGNORED = ("thumbs.db", "desktop.ini")
_UNFINISHED = (".tmp", ".part", ".crdownload")
# some servers count whole seconds: a file changed twice within one looks the same
_TOO_YOUNG_TO_TELL_SECONDS = 5.0


class ChangedMeanwhileError(OSError):
    """A file changed while it was copied."""


@dataclass(frozen=True)
class Offer:
    """A file in an inbox. `name` is how ledger and people call it; `is_settled`: nobody is writing it.

    `state` tells whether it is still the file that was fetched before; None: only its content can tell.
    """

    name: str
    entry: Entry
    state: str | None
    is_settled: bool


class Inbox:
    """An inbox, reached when it is first looked at and let go of when the `with` ends."""

    def __init__(self, address: str, reach: Callable[[], Store], is_own: bool = False) -> None:
        self.address = address
        self.is_own = is_own
        self._reach = reach
        self._store: Store | None = None
        self._lost: list[Exception] = []
        self._is_cut = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None

    def look(self, states: Mapping[str, str], settle_seconds: float) -> list[Offer]:
        """Every file, in order of its path; those `states` does not know as they are now are looked at twice.

        Raises InboxError when the inbox cannot be listed to its end.
        """
        with self._in_words():
            offers = list(self._list())
            fresh = {offer.name for offer in offers if self._is_fresh(offer, states, settle_seconds)}
            if not fresh or not settle_seconds:
                return offers
            time.sleep(settle_seconds)
            again = {offer.entry.path: offer.entry for offer in self._list()}
        return [
            replace(offer, is_settled=False)
            if offer.name in fresh and again.get(offer.entry.path) != offer.entry
            else offer
            for offer in offers
        ]

    def count(self) -> int:
        """How many files lie in the inbox now. Raises InboxError."""
        with self._in_words():
            return sum(1 for _ in self._list())

    def fetch(self, offer: Offer, target: Path) -> None:
        """Copy a file whole. Raises OSError when it cannot be had tonight."""
        try:
            if self._is_cut:
                raise ConnectionAbortedError
            self._copy_whole(offer, target)
        except (FileNotFoundError, ChangedMeanwhileError):
            raise
        except Exception as error:
            if self.is_own or is_of_this_machine(error):
                raise
            self._lost.append(error)
            self._is_cut = self._is_cut or not self._answers()
            raise ConnectionError(type(error).__name__) from error

    def check_nothing_is_lost(self) -> None:
        """Raises InboxError when a file could not be fetched."""
        if self._lost:
            raise describe_loss(self.address, len(self._lost), self._lost[0])

    def _reached(self) -> Store:
        self._store = self._store or self._reach()
        return self._store

    def _copy_whole(self, offer: Offer, target: Path) -> None:
        store = self._reached()
        store.copy(offer.entry.path, target)
        if store.stat(offer.entry.path) != offer.entry:
            raise ChangedMeanwhileError
        if offer.entry.size not in (None, target.stat().st_size):
            raise ConnectionError

    def _answers(self) -> bool:
        try:
            next(self._reached().list(self._reached().root), None)
        except Exception:
            return False
        return True

    def _is_fresh(self, offer: Offer, states: Mapping[str, str], settle_seconds: float) -> bool:
        if self.is_own:
            return _is_young(offer.entry, settle_seconds)
        return offer.state is None or states.get(offer.name) != offer.state

    def _list(self) -> Iterator[Offer]:
        store = self._reached()
        files = sorted(_walk(store, store.root), key=lambda found: found[0].path)
        inside = {entry.path: entry.path.removeprefix(store.root).lstrip("/") for entry, _ in files}
        taken = set(inside.values())
        for entry, is_open in files:
            name = _readable(inside[entry.path], taken)
            full_name = name if self.is_own else f"{self.address.rstrip('/')}/{name}"
            yield Offer(full_name, entry, None if self.is_own else _state_of(entry), not is_open)

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        """Let every library's errors out as an InboxError; those of our own folder stay what they are."""
        try:
            yield
        except InboxError:
            raise
        except Exception as error:
            if self.is_own or is_of_this_machine(error):
                raise
            raise describe_trouble(self.address, error) from error


def open_own_inbox(settings: Settings) -> Inbox:
    """The folder `inbox` of the workspace."""
    return Inbox("inbox", lambda: _open_own_folder(settings.inbox), is_own=True)


def open_inbox(settings: Settings, place: InboxPlace) -> Inbox:
    """An inbox elsewhere."""
    return Inbox(place.address, lambda: connect(settings.home, place, read_credentials(settings, place)))


def _open_own_folder(folder: Path) -> Store:
    if not folder.is_dir():
        raise InboxError("Mappen inbox mangler i arbejdsområdet; opret den.")
    return open_folder(folder)


def _walk(store: Store, folder: str) -> Iterator[tuple[Entry, bool]]:
    """Every file below a folder that is meant to be seen, and whether an office program has it open."""
    entries = list(store.list(folder))
    names = {PurePosixPath(entry.path).name for entry in entries}
    for entry in entries:
        name = PurePosixPath(entry.path).name
        if entry.is_folder:
            # some servers list a folder within itself
            if not name.startswith(".") and len(entry.path) > len(folder):
                yield from _walk(store, entry.path)
        elif _is_meant(name):
            yield entry, bool(names & {f"~${name}", f"~${name[2:]}", f".~lock.{name}#"})


def _is_meant(name: str) -> bool:
    return not name.startswith((".", "~$")) and not name.lower().endswith(_UNFINISHED) and name.lower() not in _IGNORED


def _is_young(entry: Entry, seconds: float) -> bool:
    return entry.modified is not None and time.time() - entry.modified < seconds


def _state_of(entry: Entry) -> str | None:
    if entry.version is None or _is_young(entry, _TOO_YOUNG_TO_TELL_SECONDS):
        return None
    return f"{entry.size} {entry.version}"


def _readable(path: str, taken: set[str]) -> str:
    """A path as people and ledger can write it: æ is one letter, and what is no UTF-8 is read as Windows wrote it."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return path.encode("utf-8", "surrogateescape").decode("cp1252", "replace")
    composed = unicodedata.normalize("NFC", path)
    return path if composed in taken else composed
