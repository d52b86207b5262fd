"""What staff choose on the page Indstillinger: one small file a change in the workspace's `indstillinger/`, numbered.

A change says what was chosen, what held before, who chose it and when, and is never written again: together they are
the history, and the latest of each name holds. Nobody's hand-written frivillig.toml is touched.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from filelock import FileLock
from ruamel.yaml import YAML

from warehouse.declaration import Declaration, read_declaration
from warehouse.errors import ChoiceRefusedError, DeclarationError, SettingsError

Kind = Literal["parameter", "area", "closure", "form_owner", "activity_owner", "staff"]

_PATIENCE_SECONDS = 30


class State(Declaration):
    """How a setting stands: chosen (`set`), taken away, or neither: as frivillig.toml and the shipped values have it."""

    set: Any = None
    removed: bool = False

    @property
    def is_chosen(self) -> bool:
        return self.removed or self.set is not None


class Change(Declaration):
    """One change: of what, from what, to what, by whom and when (UTC). `undoes`: the number of the change it takes back."""

    number: int
    kind: Kind
    name: str
    before: State
    after: State
    by: str
    at: datetime
    undoes: int | None = None


def read_changes(folder: Path) -> list[Change]:
    """Every change there ever was, oldest first. Raises SettingsError naming a file that cannot be read."""
    if not folder.is_dir():
        return []
    paths = sorted(path for path in folder.glob("*.yml") if path.stem.isdigit())
    return [_read_as_it_stands(path) for path in paths]


def choices_in_force(folder: Path) -> dict[Kind, dict[str, Any]]:
    """Kind → name → what is chosen; None for what was taken away. What was never chosen, or undone, is not there."""
    held: dict[Kind, dict[str, Any]] = {}
    for (kind, name), state in _states(read_changes(folder)).items():
        if state.is_chosen:
            held.setdefault(kind, {})[name] = None if state.removed else state.set
    return held


def add_change(folder: Path, kind: Kind, name: str, after: State, by: str, seen: State | None = None) -> Change:
    """Write a change down. `seen`: what whoever chose saw; another state by now is refused.

    Raises ChoiceRefusedError when nothing would change or somebody else was quicker.
    """

    def decide(changes: list[Change]) -> Change:
        before = _states(changes).get((kind, name), State())
        if seen is not None and seen != before:
            raise ChoiceRefusedError("En anden har ændret det imens. Se den nye værdi, og prøv igen.")
        if after == before:
            raise ChoiceRefusedError("Det står sådan i forvejen; der er ikke gemt noget.")
        return _make(changes, kind, name, before, after, by)

    return _write_down(folder, decide)


def undo_change(folder: Path, number: int, by: str) -> Change:
    """Let things stand as before a change; the change stays in the history. Raises ChoiceRefusedError when it cannot be."""

    def decide(changes: list[Change]) -> Change:
        undone = next((change for change in changes if change.number == number), None)
        if undone is None:
            raise ChoiceRefusedError("Ændringen findes ikke længere i listen. Genindlæs siden, og prøv igen.")
        if undone.number != latest_of(changes, undone.kind, undone.name).number:
            raise ChoiceRefusedError("Det er ændret igen siden. Fortryd den nyeste ændring først.")
        made = _make(changes, undone.kind, undone.name, undone.after, undone.before, by)
        return made.model_copy(update={"undoes": number})

    return _write_down(folder, decide)


def latest_of(changes: list[Change], kind: Kind, name: str) -> Change:
    """The latest change of a setting that has been changed."""
    return [change for change in changes if (change.kind, change.name) == (kind, name)][-1]


def _states(changes: list[Change]) -> dict[tuple[Kind, str], State]:
    return {(change.kind, change.name): change.after for change in changes}


def _make(changes: list[Change], kind: Kind, name: str, before: State, after: State, by: str) -> Change:
    number = max((change.number for change in changes), default=0) + 1
    now = datetime.now(UTC).replace(microsecond=0)
    return Change(number=number, kind=kind, name=name, before=before, after=after, by=by, at=now)


def _write_down(folder: Path, decide: Callable[[list[Change]], Change]) -> Change:
    """Decide on what there is and write it, one at a time."""
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / ".lock", timeout=_PATIENCE_SECONDS):
        change = decide(read_changes(folder))
        _write(folder / f"{change.number:06}.yml", change)
    return change


def _write(path: Path, change: Change) -> None:
    text = io.StringIO()
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    yaml.dump(change.model_dump(mode="json", exclude={"number"}, exclude_defaults=True), text)
    draft = path.with_name(f".{path.name}.new")
    file = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.write(file, text.getvalue().encode())
        os.fsync(file)
    finally:
        os.close(file)
    os.replace(draft, path)


def _read_as_it_stands(path: Path) -> Change:
    seen = path.stat()
    return _read(path, (seen.st_ino, seen.st_mtime_ns, seen.st_size))


@lru_cache(maxsize=2000)
def _read(path: Path, _seen: tuple[int, int, int]) -> Change:
    try:
        return read_declaration(path, Change, number=int(path.stem))
    except (DeclarationError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"{path.parent.name}/{path.name} kan ikke læses ({error}); hent filen fra en sikkerhedskopi, eller ret den."
        ) from error
