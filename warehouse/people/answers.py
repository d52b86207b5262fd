"""Answers to «are these two the same person?», written into the ledger with who and when; they count from the next night.

Whoever answers points at a question, at two persons or at two mentions, as the published snapshot names them. What the
ledger keeps is ids and hashes.
"""

from __future__ import annotations

import re

from warehouse.archive import Archive
from warehouse.errors import PersonNotFoundError
from warehouse.ledger import PersonDecision, Verdict
from warehouse.people.decisions import KEY_LENGTH
from warehouse.settings import Settings
from warehouse.snapshot import Reader

_BLANKS = re.compile(r"[\s\-–]")
Side = tuple[str, frozenset[str]]  # a person_id and the hashes the person is known by


def answer_pair(settings: Settings, pair_id: str, verdict: Verdict, answered_by: str) -> int:
    """Answer a question by its id. Returns the answer's number.

    Raises PersonNotFoundError when there is no such question.
    """
    found = Reader(settings, "staff").query(
        "select person_id, other_person_id from core.uncertain_pairs where pair_id = ?", [pair_id]
    )
    if found.empty:
        raise PersonNotFoundError("Spørgsmålet findes ikke mere. Se de nye med: frivillig people review")
    one, other = found.iloc[0]
    return answer_persons(settings, str(one), str(other), verdict, answered_by)


def answer_persons(settings: Settings, one: str, other: str, verdict: Verdict, answered_by: str) -> int:
    """Answer about two persons by their ids, or two mentions by theirs. Returns the answer's number.

    Raises PersonNotFoundError when one is not known or the two are the same already.
    """
    reader = Reader(settings, "staff")
    sides = _find_side(reader, one), _find_side(reader, other)
    if not (sides[0][1] - sides[1][1]) or not (sides[1][1] - sides[0][1]):
        raise PersonNotFoundError("De to er allerede den samme. Vælg to forskellige personer eller omtaler.")
    with Archive(settings) as archive:
        return archive.decide_persons(verdict, *sides, answered_by)


def set_apart(settings: Settings, mention: str, answered_by: str) -> int:
    """Answer that whoever a mention speaks of is somebody else than the rest of its person. Returns the answer's number.

    Raises PersonNotFoundError when the mention is not known or nothing else is said of the person.
    """
    reader = Reader(settings, "staff")
    person_id, apart = _find_side(reader, mention)
    others = reader.query(
        f"""
        select keys.key_hash from core.person_keys as keys
        where keys.person_id = $person
            and keys.record_key <> (select left(record_key, {KEY_LENGTH}) from core.mentions where record_id = $mention)
        """,
        {"person": person_id, "mention": mention},
    )
    if others.empty:
        raise PersonNotFoundError("Alt om personen er skrevet på den måde, så der er intet at skille ad.")
    with Archive(settings) as archive:
        return archive.decide_persons(
            "different", (person_id, apart), (person_id, frozenset(others["key_hash"])), answered_by
        )


def undo_answer(settings: Settings, number: int, undone_by: str) -> None:
    """Take an answer back. Raises PersonNotFoundError when there is none of that number to take back."""
    with Archive(settings) as archive:
        if not archive.undo_person_decision(number, undone_by):
            raise PersonNotFoundError(
                f"Der er intet svar nummer {number} at trække tilbage. Se dem med: frivillig people answers"
            )


def list_answers(settings: Settings) -> list[PersonDecision]:
    """The answers in force, the latest first."""
    with Archive(settings) as archive:
        return [answer for answer in reversed(archive.person_decisions()) if answer.undone_at is None]


def _find_side(reader: Reader, written: str) -> Side:
    rows = reader.query(
        f"""
        select keys.person_id, keys.key_hash from core.person_keys as keys
        where keys.person_id = $person
            or keys.record_key = (select left(record_key, {KEY_LENGTH}) from core.mentions where record_id = $mention)
        """,
        {"person": _BLANKS.sub("", written).lower(), "mention": written.strip()},
    )
    if rows.empty:
        raise PersonNotFoundError("Personen findes ikke. Skriv nummeret, som det står i frivillig people review.")
    return str(rows["person_id"].iloc[0]), frozenset(rows["key_hash"])
