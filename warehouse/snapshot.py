"""Snapshots: build a new one, publish it, read the current one. The only place that connects to DuckDB files.

A snapshot is a folder `published/<snapshot_id>/` with staff.duckdb (persons), kpi.duckdb (aggregates
only) and manifest.json. It never changes once published; `published/current` points to the one that
counts. A snapshot_id is the as-of date and a hash of the content: the same content, the same id.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

import duckdb
import pandas as pd

from warehouse.archive import Archive, sync_file, sync_folder
from warehouse.declaration import fingerprint
from warehouse.errors import NothingPublishedError, QueryRefusedError
from warehouse.intake.children import reading_fingerprint
from warehouse.settings import Settings
from warehouse.source import Source

Role = Literal["staff", "management"]
FILES: dict[Role, str] = {"staff": "staff.duckdb", "management": "kpi.duckdb"}

_CODE = Path(__file__).parent
_CHECKS = _CODE.parent / "expectations"
_MANIFEST = "manifest.json"
_POINTER = "current"
_HASHED_SCHEMAS = ("core", "metrics", "marts")
# Which run built a table and when is no content.
_UNHASHED_COLUMNS = {"run_id", "started_at", "finished_at", "file_name", "other_file_name"}
_HARDENED = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
}


@dataclass
class Build:
    """A snapshot under construction: an open database in a folder nobody reads."""

    con: duckdb.DuckDBPyConnection
    folder: Path
    as_of: date

    @property
    def staff_file(self) -> Path:
        return self.folder / FILES["staff"]

    @property
    def public_file(self) -> Path:
        return self.folder / FILES["management"]


def start_build(settings: Settings, run_id: str, as_of: date) -> Build:
    """Open a new, empty snapshot. raw and staging live in a second file that is never published."""
    folder = settings.published / f".building-{run_id}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    con = duckdb.connect(str(folder / "workbench.duckdb"), config={"threads": 2, "python_enable_replacements": "false"})
    return Build(con, folder, as_of)


def discard(build: Build) -> None:
    """Throw a build away; what is published stays."""
    build.con.close()
    shutil.rmtree(build.folder, ignore_errors=True)


def input_fingerprint(settings: Settings, archive: Archive, sources: Mapping[str, Source], as_of: date) -> str:
    """SHA-256 (hex) over all a snapshot is made of. The same fingerprint gives the same snapshot."""
    parts = (
        archive.digest(),
        reading_fingerprint(settings, sources),
        fingerprint(_CODE),
        fingerprint(_CHECKS),
        settings.model_dump_json(include={"project", "areas", "parameters", "closures", "activity_owners"}),
        as_of.isoformat(),
        settings.closed_through(as_of if as_of != settings.today() else None).isoformat(),
    )
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def content_hash(con: duckdb.DuckDBPyConnection) -> str:
    """SHA-256 (hex) over every row of core, metrics, marts and the fates, whatever their order.

    Decimals count to the sixth place: the last bits of a sum depend on the order of adding.
    """
    digest = hashlib.sha256()
    tables = con.execute(
        """
        select table_schema, table_name from information_schema.tables
        where table_catalog = current_database()
            and (list_contains($schemas, table_schema) or (table_schema, table_name) in (('quality', 'files'), ('quality', 'rows'), ('quality', 'results')))
        order by 1, 2
        """,
        {"schemas": list(_HASHED_SCHEMAS)},
    ).fetchall()
    for schema, table in tables:
        columns = _hashable_columns(con, schema, table)
        found = con.execute(f'select count(*), sum(hash({columns})) from "{schema}"."{table}"').fetchone()
        digest.update(f"{schema}.{table} {columns} {found}".encode())
    return digest.hexdigest()


def _hashable_columns(con: duckdb.DuckDBPyConnection, schema: str, table: str) -> str:
    described = con.execute(f'describe "{schema}"."{table}"').fetchall()
    return ", ".join(
        f'round("{name}", 6)' if kind == "DOUBLE" else f'"{name}"'
        for name, kind, *_ in described
        if name not in _UNHASHED_COLUMNS
    )


def write_staff_file(build: Build) -> None:
    """Copy the schemas staff may read into staff.duckdb: a new file, so that nothing deleted lingers in it."""
    con = build.con
    con.execute(f"attach {_quoted(build.staff_file)} as staff")
    for schema in (*_HASHED_SCHEMAS, "quality"):
        con.execute(f"create schema staff.{schema}")
        names = con.execute(
            "select table_name from information_schema.tables where table_catalog = current_database() and table_schema = ? "
            "and table_name <> 'offending' order by 1",
            [schema],
        ).fetchall()
        for (name,) in names:
            con.execute(f"create table staff.{schema}.{name} as from {schema}.{name}")
    con.execute("checkpoint staff")
    con.execute("detach staff")


def snapshot_id_of(build: Build) -> str:
    """The id a finished build will be published under."""
    return f"{build.as_of:%Y%m%d}-{content_hash(build.con)[:16]}"


def publish(build: Build, settings: Settings, manifest: dict[str, Any]) -> str:
    """Move the pointer to a finished build. staff.duckdb and kpi.duckdb must stand in its folder.

    Returns the snapshot_id. When the same content is published already, that stays and the build goes.
    """
    digest, snapshot_id = content_hash(build.con), snapshot_id_of(build)
    build.con.close()
    (build.folder / "workbench.duckdb").unlink()
    (build.folder / "workbench.duckdb.wal").unlink(missing_ok=True)
    manifest = manifest | {"snapshot_id": snapshot_id, "content_hash": digest, "as_of": build.as_of.isoformat()}
    _write_durably(build.folder / _MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=2))
    for file in build.folder.iterdir():
        sync_file(file)
    sync_folder(build.folder)
    _put_in_place(build.folder, settings.published / snapshot_id)
    _point_to(settings.published, snapshot_id)
    confirm(settings, manifest.get("run_id", ""))
    _drop_old(settings)
    return snapshot_id


def confirm(settings: Settings, run_id: str) -> None:
    """Note that a night has found the current snapshot to be the right one."""
    state = {"run_id": run_id, "confirmed_at": datetime.now(UTC).isoformat(timespec="seconds")}
    _write_durably(settings.published / "confirmed.json", json.dumps(state))


def current_manifest(settings: Settings) -> dict[str, Any] | None:
    """What is known of the current snapshot: snapshot_id, content_hash, as_of, run_id, fingerprint, confirmed_at, …"""
    folder = current_folder(settings)
    if folder is None:
        return None
    manifest: dict[str, Any] = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
    confirmed = settings.published / "confirmed.json"
    return manifest | (json.loads(confirmed.read_text(encoding="utf-8")) if confirmed.is_file() else {})


def current_folder(settings: Settings) -> Path | None:
    """The folder the pointer names, or None when nothing whole has been published."""
    pointer = settings.published / _POINTER
    if pointer.is_symlink():
        folder = settings.published / os.readlink(pointer)
    elif pointer.is_file():
        folder = settings.published / pointer.read_text(encoding="utf-8").strip()
    else:
        return None
    return folder if (folder / _MANIFEST).is_file() else None


class Reader:
    """Read-only access to the current snapshot for one role, following the pointer when it moves.

    Management's reader opens kpi.duckdb and nothing else. Safe to share between threads.
    """

    def __init__(self, settings: Settings, role: Role, snapshot_id: str | None = None) -> None:
        self._settings = settings
        self._role = role
        self._fixed = snapshot_id
        self._lock = threading.Lock()
        self._open: tuple[str, duckdb.DuckDBPyConnection] | None = None

    @property
    def key(self) -> str:
        """The id of the snapshot that counts now. Raises NothingPublishedError."""
        if self._fixed:
            return self._fixed
        folder = current_folder(self._settings)
        if folder is None:
            raise NothingPublishedError("Der er endnu ikke udgivet noget. Læg filer i inbox og kør: frivillig run")
        return folder.name

    def query(self, sql: str, params: Sequence[Any] | dict[str, Any] = (), key: str | None = None) -> pd.DataFrame:
        """The rows of one select. `key`: of which snapshot, else of the current one.

        Raises QueryRefusedError with DuckDB's own words in one line, NothingPublishedError when there is none.
        """
        con = self._connection(key or self.key)
        try:
            with con.cursor() as cursor:
                cursor.execute("use snapshot")
                return cursor.execute(sql, params or None).df()
        except duckdb.Error as error:
            raise QueryRefusedError(f"Forespørgslen kan ikke udføres: {str(error).splitlines()[0]}") from error

    def _connection(self, key: str) -> duckdb.DuckDBPyConnection:
        with self._lock:
            if self._open is None or self._open[0] != key:
                self._open = (key, self._connect(key))
            return self._open[1]

    def _connect(self, key: str) -> duckdb.DuckDBPyConnection:
        file = self._settings.published / key / FILES[self._role]
        if not file.is_file():
            raise NothingPublishedError(f"Øjebliksbilledet {key} findes ikke. Se hvilke der er i mappen published.")
        # an in-memory instance of its own for each snapshot: DuckDB gives a path that was replaced the old content
        con = duckdb.connect(
            ":memory:", config={"threads": 2, "memory_limit": "512MB", "python_enable_replacements": "false"}
        )
        con.execute(f"attach {_quoted(file)} as snapshot (read_only)")
        for setting, value in _HARDENED.items():
            con.execute(f"set {setting} = {value}")
        con.execute("set lock_configuration = true")
        return con


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _put_in_place(build: Path, place: Path) -> None:
    if (place / _MANIFEST).is_file():
        # the same content from other inputs: only what is known of it is new
        os.replace(build / _MANIFEST, place / _MANIFEST)
        sync_folder(place)
        shutil.rmtree(build)
        return
    shutil.rmtree(place, ignore_errors=True)
    os.replace(build, place)
    sync_folder(place.parent)


def _point_to(published: Path, snapshot_id: str) -> None:
    new = published / ".current-new"
    new.unlink(missing_ok=True)
    try:
        os.symlink(snapshot_id, new, target_is_directory=True)
    except OSError:  # Windows without the right to make links
        _write_durably(new, snapshot_id)
    os.replace(new, published / _POINTER)
    sync_folder(published)


def _drop_old(settings: Settings) -> None:
    keep = current_folder(settings)
    folders = [f for f in settings.published.iterdir() if (f / _MANIFEST).is_file() and not f.is_symlink()]
    by_age = sorted(folders, key=lambda f: (f / _MANIFEST).stat().st_mtime, reverse=True)
    for old in by_age[settings.night.keep_snapshots :]:
        if old != keep:
            shutil.rmtree(old, ignore_errors=True)


def _write_durably(path: Path, text: str) -> None:
    unfinished = path.with_name(f".{path.name}-unfinished")
    unfinished.write_text(text, encoding="utf-8")
    sync_file(unfinished)
    os.replace(unfinished, path)
