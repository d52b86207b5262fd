"""What somebody may do for a person who asks, on the dashboard and on the command line: each written in the log first.

Whoever calls says who they are, from where and why. When the log cannot be written, nothing is found and nothing shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from warehouse.access_log import Act, note_access
from warehouse.errors import PersonNotFoundError
from warehouse.name_search import find_names
from warehouse.settings import Settings
from warehouse.snapshot import Reader
from warehouse.subject_access.erasure import erase
from warehouse.subject_access.holdings import Holdings, gather
from warehouse.subject_access.purpose import need_purpose
from warehouse.subject_access.signs import as_person_id, national_digits
from warehouse.subject_access.tables import Record, plain_rows
from warehouse.subject_access.withdrawal import submit_withdrawal

_SHOWN_AT_MOST = 20
_EVERYBODY = """
select persons.person_id, persons.full_name, areas.area_name, persons.birth_year, persons.is_staff, persons.email, persons.phone
from core.persons as persons
left join core.areas as areas on persons.area_id = areas.area_id
order by persons.full_name nulls last, persons.person_id
"""


@dataclass(frozen=True)
class Asker:
    """Who looks, from which page or command, and why."""

    settings: Settings
    user: str
    where: str
    purpose: str

    def note(self, act: Act, *person_ids: str) -> None:
        """Write it down. Raises PurposeRefusedError, AccessNotLoggedError."""
        note_access(self.settings, self.user, act, self.where, person_ids, need_purpose(self.purpose))


def find(asker: Asker, typed: str) -> list[Record]:
    """Who answers to a name however it is spelt, a phone, an e-mail or a number, best first and no more than twenty.

    `person_id`, `full_name`, `area_name`, `birth_year` and `is_staff` of each. Raises PurposeRefusedError, AccessNotLoggedError.
    """
    need_purpose(asker.purpose)
    everybody = plain_rows(Reader(asker.settings, "staff").query(_EVERYBODY))
    found = (_by_number(everybody, typed) or _by_name(everybody, typed))[:_SHOWN_AT_MOST]
    asker.note("find", *(row["person_id"] for row in found))
    return [{name: value for name, value in row.items() if name not in ("email", "phone")} for row in found]


def look_at(asker: Asker, written_id: str, act: Act = "show") -> Holdings:
    """Everything held on a person. Raises PersonNotFoundError, PurposeRefusedError, AccessNotLoggedError."""
    person_id = _known(asker, written_id)
    asker.note(act, person_id)
    return gather(asker.settings, person_id)


def withdraw(asker: Asker, written_id: str, consent: str) -> Path:
    """Take a consent back from the next night. Raises as `look_at`, and CorrectionRefusedError when it is not in force."""
    person_id = _known(asker, written_id)
    asker.note("withdraw", person_id)
    return submit_withdrawal(asker.settings, asker.user, person_id, consent)


def ask_to_erase(asker: Asker, written_id: str) -> NoReturn:
    """Raises ErasureNotReadyError: it cannot be done yet, and the sentence says what to do instead."""
    person_id = _known(asker, written_id)
    asker.note("erase", person_id)
    erase()


def _known(asker: Asker, written_id: str) -> str:
    need_purpose(asker.purpose)
    person_id = as_person_id(written_id)
    reader = Reader(asker.settings, "staff")
    if reader.query("select 1 from core.persons where person_id = ?", [person_id]).empty:
        raise PersonNotFoundError("Der er ingen person med det nummer. Find det med: frivillig person find NAVN")
    return person_id


def _by_number(everybody: list[Record], typed: str) -> list[Record]:
    """The persons whose number, e-mail or phone it is."""
    written, digits = typed.strip().lower(), national_digits(typed.strip())
    return [
        row
        for row in everybody
        if as_person_id(written) == row["person_id"]
        or (row["email"] and written == row["email"].lower())
        or (digits and row["phone"] and digits == national_digits(row["phone"]))
    ]


def _by_name(everybody: list[Record], typed: str) -> list[Record]:
    return (
        [dict(row) for row in find_names([row for row in everybody if row["full_name"]], typed)]
        if typed.strip()
        else []
    )
