"""Everything held on one person, gathered from every place in the workspace, with others' data covered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from warehouse.access_log import LookUp, list_look_ups
from warehouse.archive import Archive
from warehouse.errors import NothingPublishedError, QueryRefusedError
from warehouse.ledger import PersonDecision
from warehouse.people import write_number
from warehouse.people.decisions import KEY_LENGTH
from warehouse.settings import Settings
from warehouse.snapshot import Reader
from warehouse.source import load_sources
from warehouse.subject_access.files import HeldFile, as_archived, copies, search_file, waiting_files
from warehouse.subject_access.masking import Mask, make_mask
from warehouse.subject_access.rows import HeldRow, RowSearch, as_reading, find_linked, read_kept, read_waiting
from warehouse.subject_access.signs import Signs, find_signs
from warehouse.subject_access.tables import Record, TextMention, plain_rows, search_tables
from warehouse.subject_access.withdrawal import FORM, PURPOSES


@dataclass(frozen=True)
class Holdings:
    """All that is held on a person.

    `areas`: id → name. `tables`: table → its rows about the person. `attended`: day, activity and role, in words. `rows`: of the archive; `waiting_rows`: of the inbox, not yet taken in.
    `copies`: names of files in the outbox. `snapshots`: ids of published snapshots the person stands in, this one too.
    `withdrawn_tonight`: consents taken back that count from the next night.
    """

    person_id: str
    gathered_at: datetime
    snapshot_id: str
    full_name: str
    signs: Signs
    areas: dict[str, str]
    tables: dict[str, list[Record]]
    attended: tuple[Record, ...]
    text_mentions: tuple[TextMention, ...]
    rows: tuple[HeldRow, ...]
    files: tuple[HeldFile, ...]
    waiting_rows: tuple[HeldRow, ...]
    waiting_files: tuple[str, ...]
    copies: tuple[str, ...]
    snapshots: tuple[str, ...]
    decisions: tuple[PersonDecision, ...]
    known_keys: int
    look_ups: tuple[LookUp, ...]
    withdrawn_tonight: frozenset[str]

    @cached_property
    def unsearchable(self) -> list[HeldFile]:
        """Files nobody but a person can look into: locked, broken, pictures."""
        return [file for file in self.files if not file.is_searchable]

    @cached_property
    def files_with_person(self) -> list[HeldFile]:
        return [file for file in self.files if file.holds_person]

    @property
    def number(self) -> str:
        return write_number(self.person_id)

    def table(self, name: str) -> list[Record]:
        """The rows of one table about the person; none when there are none."""
        return self.tables.get(name, [])

    @property
    def person(self) -> Record:
        return next(iter(self.table("core.persons")), {})


_ATTENDED = """
select sessions.session_date, activities.activity_name, attendances.role, attendances.hours
from core.attendances as attendances
join core.sessions as sessions on attendances.session_id = sessions.session_id
join core.activities as activities on sessions.activity_id = activities.activity_id
where attendances.person_id = ?
order by sessions.session_date, activities.activity_name
"""


def gather(settings: Settings, person_id: str) -> Holdings:
    """Gather everything. The look-up must be in the log before. Raises PersonNotFoundError, NothingPublishedError."""
    reader = Reader(settings, "staff")
    reader = Reader(settings, "staff", reader.key)  # one snapshot, whatever is published meanwhile
    signs = find_signs(reader, person_id)
    mask = make_mask(reader, signs)
    search = RowSearch(signs, mask, find_linked(reader, signs))
    tables, in_words = search_tables(reader, signs, mask)
    with Archive(settings) as archive:
        rows, files = _search_archive(settings, archive, search)
        waiting, rows_waiting, withdrawn = _search_inbox(settings, archive, search)
        ids = _ids_so_far(reader, archive, person_id)
        decisions = [d for d in archive.person_decisions() if ids & {d.person_id, d.other_person_id}]
        known_keys = sum(person in ids for person in archive.known_identities().values())
    return Holdings(
        person_id=person_id,
        gathered_at=datetime.now(UTC),
        snapshot_id=reader.key,
        full_name=_name_in(tables, signs),
        signs=signs,
        areas=dict(reader.query("select area_id, area_name from core.areas").values.tolist()),
        tables=tables,
        attended=tuple(plain_rows(reader.query(_ATTENDED, [person_id]))),
        text_mentions=tuple(in_words),
        rows=tuple(rows),
        files=tuple(files),
        waiting_rows=tuple(rows_waiting),
        waiting_files=tuple(waiting),
        copies=tuple(mask.cover(path.name) for path in copies(settings, signs)),
        snapshots=tuple(_snapshots_with(settings, ids)),
        decisions=tuple(decisions),
        known_keys=known_keys,
        look_ups=tuple(list_look_ups(settings, ids)),
        withdrawn_tonight=frozenset(withdrawn),
    )


def _search_archive(settings: Settings, archive: Archive, search: RowSearch) -> tuple[list[HeldRow], list[HeldFile]]:
    rows: list[HeldRow] = []
    files: list[HeldFile] = []
    for file in archive.files():
        reading = read_kept(settings, file)
        found = list(search.search(file, reading)) if reading else []
        held = search_file(
            settings, file, search.signs, len(found), was_read=bool(reading and reading.columns.get("cells"))
        )
        rows += found
        files.append(_covered(held, search.mask))
    return rows, files


def _search_inbox(settings: Settings, archive: Archive, search: RowSearch) -> tuple[list[str], list[HeldRow], set[str]]:
    names: list[str] = []
    rows: list[HeldRow] = []
    withdrawn: set[str] = set()
    sources: dict[str, Any] = {}
    for path in waiting_files(settings, archive, search.signs):
        sources = sources or load_sources(settings.forms)
        file = as_archived(settings, path)
        read = read_waiting(settings, file, sources)
        names.append(search.mask.cover(file.file_name))
        rows += search.search(file, as_reading(read))
        said = [record for sheet in read.sheets for row in sheet.rows if row.source == FORM for record in row.records]
        withdrawn |= _withdrawn_in(said, search.signs)
    return names, rows, withdrawn


def _withdrawn_in(records: Sequence[Record], signs: Signs) -> set[str]:
    mine = [record for record in records if str(record.get("person_number", "")) in signs.numbers]
    return {consent for record in mine for consent, field in PURPOSES.items() if record.get(field) is False}


def _covered(file: HeldFile, mask: Mask) -> HeldFile:
    return replace(file, file_name=mask.cover(file.file_name))


def _name_in(tables: dict[str, list[Record]], signs: Signs) -> str:
    (person, *_) = tables.get("core.persons", [{}])
    return str(person.get("full_name") or write_number(signs.person_id))


def _ids_so_far(reader: Reader, archive: Archive, person_id: str) -> set[str]:
    """The person's id, and those it had before two turned out to be one."""
    mine = set(reader.query("select key_hash from core.person_keys where person_id = ?", [person_id])["key_hash"])
    earlier = {person for key, person in archive.known_identities().items() if key[:KEY_LENGTH] in mine}
    others = set(reader.query("select person_id from core.persons where person_id <> ?", [person_id])["person_id"])
    return {person_id} | (earlier - others)


def _snapshots_with(settings: Settings, ids: set[str]) -> list[str]:
    folders = sorted(settings.published.iterdir())
    whole = [f.name for f in folders if not f.is_symlink() and (f / "manifest.json").is_file()]
    return [name for name in whole if _stands_in_snapshot(Reader(settings, "staff", name), ids)]


def _stands_in_snapshot(reader: Reader, ids: set[str]) -> bool:
    try:
        found = reader.query("select 1 from core.persons where list_contains($ids, person_id)", {"ids": sorted(ids)})
    except (NothingPublishedError, QueryRefusedError):
        return False  # made by an older edition, or just removed by a night
    return not found.empty
