"""A backup of a workspace: a folder of plain copies with a list of their hashes, and the way back into an empty folder.

Everything that cannot be made again is in it: settings, choices, forms, archive with ledger and logs, inbox, outbox,
accounts, keys. Snapshots are not: they are rebuilt. Needs the workspace to itself while it copies, so that
no night writes meanwhile; the ledger is copied by SQLite itself, which is right even so.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from warehouse.archive import sync_file, sync_folder
from warehouse.errors import BackupError, SettingsError
from warehouse.settings import SETTINGS_FILE, Settings

MANIFEST = "MANIFEST.json"
CONTENT = "indhold"
FORMAT = 1

# Made anew by a night, or true of one process only.
_LEFT_OUT = ("published", ".prefect", "archive/parsed")
_FLEETING = ("archive/night.lock", "archive/step", "archive/run-now.json")
_LEDGER = "archive/ledger.sqlite"
_KINDS_OF_DRAFT = (".new-", ".building-")


@dataclass(frozen=True)
class Backup:
    """What a backup holds. `files`: path in the workspace → SHA-256."""

    made_at: datetime
    files: dict[str, str]
    size: int


def write_backup(settings: Settings, place: Path) -> Backup:
    """Copy a workspace that nobody else holds into a new or empty folder, and read it all again.

    Raises SettingsError when the folder is in use or lies in the workspace, BackupError when a copy is not what it should be.
    """
    _refuse_place(settings.home, place)
    unfinished = place / f".{CONTENT}-ufærdig"
    shutil.rmtree(unfinished, ignore_errors=True)
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished.mkdir()
    for name in _files_of(settings.home):
        _copy(settings.home / name, unfinished / name)
    if settings.ledger.is_file():
        _copy_ledger(settings.ledger, unfinished / _LEDGER)
    backup = Backup(datetime.now(UTC).replace(microsecond=0), *_hash_all(unfinished))
    _write_manifest(place, backup)
    os.replace(unfinished, place / CONTENT)
    sync_folder(place)
    verify_backup(place)
    _compare(settings.home, backup)
    return backup


def verify_backup(place: Path) -> Backup:
    """Read every file of a backup again. Raises BackupError naming the first that is missing, new or not as it was."""
    backup = _read_manifest(place)
    found, _ = _hash_all(place / CONTENT)
    for name in sorted(backup.files.keys() | found.keys()):
        if name not in found:
            raise BackupError(f"Sikkerhedskopien er ikke hel: «{name}» mangler. Brug en anden kopi.")
        if name not in backup.files:
            raise BackupError(f"Sikkerhedskopien er ændret: «{name}» hører ikke til i den. Brug en anden kopi.")
        if found[name] != backup.files[name]:
            raise BackupError(f"Sikkerhedskopien er beskadiget: «{name}» er ikke, som den var. Brug en anden kopi.")
    return backup


def restore_backup(place: Path, home: Path) -> Backup:
    """Put a verified backup into a new or empty folder. Raises SettingsError or BackupError; then the folder is as it was."""
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise SettingsError(f"Mappen «{home.name}» er ikke tom. Vælg en ny mappe at hente kopien ind i.")
    backup = verify_backup(place)
    draft = home.with_name(f".{home.name}-hentes")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    for name in backup.files:
        _copy(place / CONTENT / name, draft / name)
    if _hash_all(draft)[0] != backup.files:
        shutil.rmtree(draft, ignore_errors=True)
        raise BackupError("Kopien blev ikke hentet rigtigt ind; se, om der er plads på disken, og prøv igen.")
    for folder in ("inbox", "forms", "published", "outbox"):
        (draft / folder).mkdir(exist_ok=True)
    if home.exists():
        home.rmdir()
    os.replace(draft, home)
    sync_folder(home.parent)
    return backup


def _refuse_place(home: Path, place: Path) -> None:
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise SettingsError(f"Mappen «{place.name}» er ikke tom. Vælg en ny mappe til hver sikkerhedskopi.")
    if place.is_relative_to(home):
        raise SettingsError("Sikkerhedskopien kan ikke ligge i arbejdsområdet selv; vælg en mappe et andet sted.")


def _files_of(home: Path) -> Iterator[str]:
    """The files to copy, by path in the workspace; the ledger apart."""
    for path in sorted(home.rglob("*")):
        name = path.relative_to(home).as_posix()
        if path.is_file() and not path.is_symlink() and not _is_left_out(name):
            yield name


def _is_left_out(name: str) -> bool:
    within = PurePosixPath(name)
    return (
        any(within.is_relative_to(folder) for folder in _LEFT_OUT)
        or name in _FLEETING
        or name.startswith(_LEDGER)
        or within.name.endswith(".lock")
        or within.name.startswith(_KINDS_OF_DRAFT)
    )


def _copy(source: Path, target: Path) -> None:
    """A copy with the same rights and time, durable. One that goes away while we look was a draft."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        shutil.copy2(source, target)
    except FileNotFoundError:
        return
    sync_file(target)


def _copy_ledger(ledger: Path, target: Path) -> None:
    """A copy as of one moment, whatever is being written, in which every page is in order."""
    target.parent.mkdir(parents=True, exist_ok=True)
    source, copy = sqlite3.connect(f"{ledger.as_uri()}?mode=ro", uri=True, timeout=30), sqlite3.connect(target)
    try:
        source.backup(copy)
        ((said,),) = copy.execute("pragma integrity_check").fetchall()
    finally:
        source.close()
        copy.close()
    if said != "ok":
        raise BackupError("Protokollen i arkivet er beskadiget (archive/ledger.sqlite); hent den fra en ældre kopi.")
    sync_file(target)


def _compare(home: Path, backup: Backup) -> None:
    """Originals are named by their content: each must hold what its name says, in the backup and so at home."""
    for name, sha in backup.files.items():
        within = PurePosixPath(name)
        if within.is_relative_to("archive/originals") and len(within.name) == len(sha) and within.name != sha:
            raise BackupError(
                f"Originalen «{name}» i {home.name} er beskadiget: indholdet passer ikke til navnet. Hent den fra en ældre kopi."
            )


def _hash_all(folder: Path) -> tuple[dict[str, str], int]:
    """Path → SHA-256 of every file below a folder, and how many bytes they are."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): _hash(path) for path in paths}, sum(p.stat().st_size for p in paths)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _seal(files: Iterable[tuple[str, str]]) -> str:
    return hashlib.sha256("\n".join(f"{sha}  {name}" for name, sha in sorted(files)).encode()).hexdigest()


def _write_manifest(place: Path, backup: Backup) -> None:
    said = {
        "format": FORMAT,
        "made_at": backup.made_at.isoformat(),
        "size": backup.size,
        "seal": _seal(backup.files.items()),
        "files": backup.files,
    }
    path = place / MANIFEST
    path.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sync_file(path)


def _read_manifest(place: Path) -> Backup:
    try:
        said = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
        backup = Backup(datetime.fromisoformat(said["made_at"]), dict(said["files"]), int(said["size"]))
        is_whole = said["format"] == FORMAT and said["seal"] == _seal(backup.files.items())
    except FileNotFoundError:
        raise BackupError(f"Der er ingen sikkerhedskopi i mappen «{place.name}»: {MANIFEST} mangler.") from None
    except (ValueError, KeyError, TypeError) as error:
        raise BackupError(f"Listen over filerne kan ikke læses ({MANIFEST}). Brug en anden kopi.") from error
    if not is_whole or SETTINGS_FILE not in backup.files:
        raise BackupError(f"Listen over filerne er ændret ({MANIFEST}). Brug en anden kopi.")
    return backup
