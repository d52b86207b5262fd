"""Files are parsed in child processes with a time and a memory limit, and each content only once.

A spreadsheet from outside may be built to exhaust memory, and the reader then ends its whole
process: a child's death is a rejected file, the night goes on. What a content parsed to is kept as
Parquet under the hash of content and declarations.
"""

from __future__ import annotations

import gc
import hashlib
import json
import multiprocessing
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, wait
from concurrent.futures import TimeoutError as FutureTimeoutError
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from pebble import ProcessExpired, ProcessPool

from warehouse.archive import Archive, ArchivedFile
from warehouse.declaration import fingerprint
from warehouse.intake.codebook import Codebook
from warehouse.intake.companions import codebooks_by_folder, fingerprint_of, from_document
from warehouse.intake.cpr import MASKED_SUFFIX
from warehouse.intake.date_order import Finding, changes_reading, learn_orders, teach
from warehouse.intake.date_order import Place as DatePlace
from warehouse.intake.reading import ReadFile, limit_memory, read_path
from warehouse.model import MODELS
from warehouse.settings import Limits, Settings
from warehouse.source import DateOrder, Source

_WORKERS = 2
_POOLS = 3
_LOOK_SECONDS = 1
_OBJECTS_BETWEEN_CLEANINGS = 200_000
Description = dict[str, Any]
Parsed = tuple[ArchivedFile, Description, Path]
Places = dict[Path, tuple[ArchivedFile, Codebook]]


@dataclass(frozen=True)
class Job:
    """A file to read: where it lies, its name as sent, where to keep what it says, what its codes stand for."""

    path: Path
    name: str
    place: Path
    book: Codebook = field(default_factory=Codebook)


def reading_fingerprint(settings: Settings, sources: Mapping[str, Source]) -> str:
    """Hash (16 hex) of all that decides what a content parses to: this code, the forms, the limits.

    Of the forms as loaded, not as they lie in the folder: somebody may answer a question while a night runs.
    """
    code = fingerprint(Path(__file__).parent, MODELS / "core", patterns=("*.py", "*.yml"))
    forms = "\0".join(source.model_dump_json() for _, source in sorted(sources.items()))
    codes = (MODELS / "codes.yml").read_text(encoding="utf-8")
    return _hash_of(code, forms, codes, settings.limits.model_dump_json())


def _hash_of(*texts: str) -> str:
    """SHA-256 (first 16 hex digits) over texts in order."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]


def read_archived(
    settings: Settings,
    archive: Archive,
    sources: Mapping[str, Source],
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> None:
    """Parse every archived content that has not been parsed under today's declarations.

    Coded answers are parsed again with what the files in the same folder explain, and dates that could be two with
    what other files of the form have proved. What older declarations gave goes.
    """
    settings.parsed.mkdir(parents=True, exist_ok=True)
    version = reading_fingerprint(settings, sources)
    alone = {_place(settings, file, version): (file, Codebook()) for file in archive.files()}
    _read_into(alone, settings, archive, sources, progress)
    explained = _explained_places(settings, archive, version)
    _read_into(explained, settings, archive, sources, progress)
    learned, again = _in_the_light_of_others(explained)
    _read_into(again, settings, archive, teach(sources, learned), progress)
    _drop_outdated(settings, {*alone, *explained, *again})


def _read_into(
    places: Places,
    settings: Settings,
    archive: Archive,
    sources: Mapping[str, Source],
    progress: Callable[[int, int], None],
) -> None:
    unread = [
        Job(file.original, file.file_name, place, book)
        for place, (file, book) in places.items()
        if not place.with_suffix(".json").exists()
    ]
    for done, _ in enumerate(read_in_children(unread, sources, settings.limits), start=1):
        progress(done, len(unread))
    for place, (file, _) in places.items():
        _hand_over_stand_in(place.with_suffix(MASKED_SUFFIX), file, archive, settings)


def _hand_over_stand_in(stand_in: Path, file: ArchivedFile, archive: Archive, settings: Settings) -> None:
    """Give the archive what a child left beside the rows of a file with CPR numbers, also after a night cut short."""
    if stand_in.exists():
        archive.keep_masked(file.sha256, stand_in.read_bytes(), settings.today())
        stand_in.unlink()


def parsed_files(settings: Settings, archive: Archive, sources: Mapping[str, Source]) -> Iterator[Parsed]:
    """Each archived file with its description (fate, message, source, sheets) and its Parquet of rows."""
    explained = _explained_places(settings, archive, reading_fingerprint(settings, sources))
    _, again = _in_the_light_of_others(explained)
    latest = {file: place for places in (explained, again) for place, (file, _) in places.items()}
    for file, place in latest.items():
        yield file, _read_description(place), place.with_suffix(".parquet")


def learned_sources(settings: Settings, sources: Mapping[str, Source]) -> dict[str, Source]:
    """Sources that know what the files read so far have proved, for a file that is not in the archive."""
    read = settings.parsed.glob(f"*-{reading_fingerprint(settings, sources)}*.json")
    return teach(sources, learn_orders(finding for path in read for finding in _date_findings(_read_description(path))))


def _in_the_light_of_others(places: Places) -> tuple[dict[DatePlace, DateOrder], Places]:
    """What all files together have proved of the order of dates, and those it lets be read otherwise, at new places."""
    findings = {place: list(_date_findings(_read_description(place))) for place in places}
    learned = learn_orders(finding for found in findings.values() for finding in found)
    again: Places = {}
    for place, found in findings.items():
        taught = {where: learned[where] for where, finding in found if changes_reading(finding, learned.get(where))}
        if taught:
            again[place.with_name(f"{place.name}-{_hash_of(repr(sorted(taught.items())))}")] = places[place]
    return learned, again


def _date_findings(description: dict[str, Any]) -> Iterator[tuple[DatePlace, Finding]]:
    for sheet in description["sheets"]:
        for table in sheet["tables"]:
            for name, finding in table["date_orders"].items():
                yield (table["source"], name), finding


def _drop_outdated(settings: Settings, places: Iterable[Path]) -> None:
    """What a reader of yesterday let through must not stay behind."""
    wanted = {place.name for place in places}
    for path in settings.parsed.iterdir():
        if path.stem not in wanted:
            path.unlink()


def _explained_places(settings: Settings, archive: Archive, version: str) -> Places:
    """Where each file is kept as read with what the files in its folder explain."""
    books = dict(_explained(settings, archive, version))
    return {
        _place(settings, file, version, books.get(file)): (file, books.get(file, Codebook()))
        for file in archive.files()
    }


def _explained(settings: Settings, archive: Archive, version: str) -> list[tuple[ArchivedFile, Codebook]]:
    """The coded files whose folder explains their codes, each with what it explains."""
    described = [(file, _read_description(_place(settings, file, version))) for file in archive.files()]
    books = codebooks_by_folder(
        (_folder(file), from_document(description["codebook"]))
        for file, description in described
        if file.is_live and description["codebook"]
    )
    return [(f, books[_folder(f)]) for f, description in described if description["is_coded"] and _folder(f) in books]


def _folder(file: ArchivedFile) -> PurePosixPath:
    return PurePosixPath(file.file_name).parent


def _read_description(place: Path) -> dict[str, Any]:
    description: dict[str, Any] = json.loads(place.with_suffix(".json").read_text(encoding="utf-8"))
    return description


def read_in_children(jobs: list[Job], sources: Mapping[str, Source], limits: Limits) -> Iterator[Description]:
    """Read files in child processes, in order. A child that dies or hangs rejects its file.

    Children that end before they have begun say nothing of a file: others take over. Raises BrokenProcessPool when
    they do so again and again.
    """
    done = 0
    for tries_left in reversed(range(_POOLS)):
        try:
            for description in _read_in_pool(jobs[done:], sources, limits):
                yield description
                done += 1
        except BrokenProcessPool:
            if not tries_left:
                raise
        else:
            return


def _read_in_pool(jobs: list[Job], sources: Mapping[str, Source], limits: Limits) -> Iterator[Description]:
    if not jobs:
        return
    with _pool(limits, sources, min(_WORKERS, len(jobs))) as pool:
        futures = [pool.schedule(_read_and_keep, args=[job, limits], timeout=limits.parse_seconds) for job in jobs]
        for job, future in zip(jobs, futures, strict=True):
            outcome = _outcome(pool, future)
            yield keep_read(job.place, outcome) if isinstance(outcome, ReadFile) else outcome


def read_in_child(path: Path, name: str, sources: Mapping[str, Source], limits: Limits) -> ReadFile:
    """Read one file in a child process and keep nothing of it. Raises BrokenProcessPool as `read_in_children`."""
    for tries_left in reversed(range(_POOLS)):
        with _pool(limits, sources, 1) as pool:
            future = pool.schedule(_read_whole, args=[path, name, limits], timeout=limits.parse_seconds)
            try:
                read: ReadFile = _outcome(pool, future)
            except BrokenProcessPool:
                if not tries_left:
                    raise
            else:
                return read
    raise AssertionError  # the last try returns or raises


def _read_whole(path: Path, name: str, limits: Limits) -> ReadFile:
    read = read_path(path, name, _forms, limits)
    for sheet in read.sheets:
        sheet.each_row = partial(tuple, sheet.rows)
    return read


# What a child reads by: given to it once, when it begins, and not with every file.
_forms: dict[str, Source] = {}


def _pool(limits: Limits, sources: Mapping[str, Source], workers: int) -> ProcessPool:
    context = multiprocessing.get_context("spawn")
    begin_with = [limits.parse_memory_mib, dict(sources)]
    return ProcessPool(workers, initializer=_prepare_child, initargs=begin_with, context=context)


def _prepare_child(memory_mib: int, sources: dict[str, Source]) -> None:
    _forms.update(sources)
    # pyarrow would take up NumPy and pandas for its first array; they are a third of what a small file costs to read
    sys.modules["numpy"] = None  # type: ignore[assignment]
    limit_memory(memory_mib)
    gc.freeze()
    gc.set_threshold(_OBJECTS_BETWEEN_CLEANINGS)  # rows hold no cycles: looking for them costs a fifth of the reading


def _read_and_keep(job: Job, limits: Limits) -> Description:
    return keep_read(job.place, read_path(job.path, job.name, _forms, limits, job.book))


def keep_read(place: Path, read: ReadFile) -> Description:
    from warehouse.intake.kept_rows import write_read  # pyarrow is imported where rows are written

    return write_read(place, read)


def _outcome(pool: ProcessPool, future: Future[Any]) -> Any:
    """What the child made of its file, or why it could not. Raises BrokenProcessPool when no child ever began with it."""
    while not wait([future], _LOOK_SECONDS).done:
        if not pool.active:  # what Pebble had not handed out when its children ended, it never answers
            raise BrokenProcessPool
    try:
        return future.result()
    except BrokenProcessPool:
        raise
    except FutureTimeoutError:
        return _rejected("too_slow", "Filen tager for lang tid at læse. Del den op i mindre ark.")
    except (ProcessExpired, MemoryError):
        return _rejected("too_large", "Filen er for stor at læse. Del den op i mindre ark.")
    except Exception:  # must not cost the night; not logged, for its message may quote a cell
        return _rejected("unreadable", "Filen kan ikke læses. Gem den som .xlsx eller CSV, og læg den igen.")


def _rejected(code: str, message: str) -> ReadFile:
    return ReadFile("rejected", message, reason_code=code)


def _place(settings: Settings, file: ArchivedFile, version: str, book: Codebook | None = None) -> Path:
    explained = f"-{fingerprint_of(book)}" if book else ""
    return settings.parsed / f"{file.sha256}-{version}{explained}"
