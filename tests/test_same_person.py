"""What people answer about two persons: it stands above every weight, survives new rows and rebuilds, and can be undone."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.workspace import make_workspace
from warehouse.archive import Archive
from warehouse.build import create_time_tables, set_variables
from warehouse.ledger import Verdict
from warehouse.people import link
from warehouse.settings import Settings
from warehouse.staging import create_staging

Row = dict[str, Any]
ONE: Row = {"record_id": "a", "full_name": "Ida Dal", "phone": "+4520304050"}
OTHER: Row = {"record_id": "b", "full_name": "Ida Berg", "email": "ida@example.dk"}
CROWD: list[Row] = [
    {"record_id": f"c{n}", "full_name": f"Navn{n} Efternavn{n}", "phone": f"+45{20000000 + n}"} for n in range(8)
]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return make_workspace(tmp_path / "hjem")


def linked(settings: Settings, rows: Sequence[Row]) -> duckdb.DuckDBPyConnection:
    """Staging after linking these rows, as on a new night."""
    con = duckdb.connect()
    con.execute("create schema raw; create schema quality")
    con.execute(
        "create table raw.rows (row_id varchar, file_name varchar, sheet varchar, row_number integer, fate varchar, reason_code varchar, reason varchar, column_name varchar)"
    )
    con.execute(
        "create table quality.offending (row_id varchar, reason_code varchar, reason varchar, column_name varchar)"
    )
    create_staging(con)
    set_variables(con, settings, settings.as_of())
    create_time_tables(con, settings, settings.as_of())
    for row in rows:
        said = {"row_id": row["record_id"], "source": "list", "precedence": 50, "is_superseded": False, **row}
        con.execute(
            f"insert into staging.volunteers ({', '.join(said)}) values ({', '.join('?' * len(said))})",
            list(said.values()),
        )
        con.execute(
            "insert into raw.rows (row_id, file_name, sheet, row_number, fate) values (?, 'f.xlsx', 'Ark1', 2, 'loaded')",
            [row["record_id"]],
        )
    with Archive(settings) as archive:
        link(con, archive)
    return con


def person_of(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    return dict(con.execute("select record_id, person_id from staging.mentions").fetchall())


def decide(settings: Settings, con: duckdb.DuckDBPyConnection, verdict: Verdict, one: str, other: str) -> int:
    """Answer about the persons of two mentions."""
    persons = person_of(con)
    sides = []
    for record_id in (one, other):
        keys = con.execute(
            "select key_hash from staging.person_keys where person_id = $1 and record_key = (select left(record_key, 16) from staging.mentions where record_id = $2)",
            [persons[record_id], record_id],
        ).fetchall()
        sides.append((persons[record_id], [key for (key,) in keys]))
    with Archive(settings) as archive:
        return archive.decide_persons(verdict, sides[0], sides[1], "anna")


def test_two_whom_a_person_calls_the_same_are_one_from_the_next_night(settings: Settings) -> None:
    first = linked(settings, [ONE, OTHER])
    assert len(set(person_of(first).values())) == 2
    decide(settings, first, "same", "a", "b")
    again = linked(settings, [ONE, OTHER])
    assert len(set(person_of(again).values())) == 1
    (rule,) = again.execute("select distinct rule from staging.mentions where rule <> 'first'").fetchone() or ()
    assert rule == "decision"


def test_the_same_holds_when_the_sheets_come_again_with_new_rows(settings: Settings) -> None:
    decide(settings, linked(settings, [ONE, OTHER]), "same", "a", "b")
    newer = [
        ONE | {"record_id": "a2", "street": "Vangdalen 3"}, OTHER | {"record_id": "b2", "birth_year": 1970},
        {"record_id": "c", "full_name": "Ida Berg", "email": "ida@example.dk", "phone": "+4530405060"},
    ]  # fmt: skip
    assert len(set(person_of(linked(settings, newer)).values())) == 1


def test_two_whom_a_person_calls_different_stay_two_with_one_phone(settings: Settings) -> None:
    rows = [ONE, ONE | {"record_id": "b", "email": "ida@example.dk"}]
    joined = linked(settings, rows)
    assert len(set(person_of(joined).values())) == 1
    decide(settings, joined, "different", "a", "b")
    parted = person_of(linked(settings, rows))
    assert parted["a"] != parted["b"]
    newer = person_of(
        linked(settings, [*rows, ONE | {"record_id": "d", "email": "ida@example.dk", "street": "Vangdalen 3"}])
    )
    assert (newer["a"], newer["b"]) == (parted["a"], parted["b"])
    assert newer["d"] == newer["b"]


def test_parted_persons_keep_ids_of_their_own_when_the_answer_is_undone_and_given_again(settings: Settings) -> None:
    rows = [ONE, ONE | {"record_id": "b", "email": "ida@example.dk"}]
    joined = linked(settings, rows)
    number = decide(settings, joined, "different", "a", "b")
    parted = person_of(linked(settings, rows))
    with Archive(settings) as archive:
        assert archive.undo_person_decision(number, "bo")
    assert person_of(linked(settings, rows)) == person_of(joined)
    with Archive(settings) as archive:
        (kept,) = archive.person_decisions()
        archive.decide_persons("different", (kept.person_id, kept.keys), (kept.other_person_id, kept.other_keys), "bo")
    assert person_of(linked(settings, rows)) == parted


def test_an_answer_undone_leaves_who_and_when_and_counts_no_more(settings: Settings) -> None:
    rows = [ONE, OTHER]
    with Archive(settings) as archive:
        before = archive.digest()
    first = linked(settings, rows)
    number = decide(settings, first, "same", "a", "b")
    with Archive(settings) as archive:
        decided = archive.digest()
        assert archive.undo_person_decision(number, "bo")
        assert not archive.undo_person_decision(number, "bo")
        (answer,) = archive.person_decisions()
        undone = archive.digest()
    assert (answer.decided_by, answer.undone_by) == ("anna", "bo")
    assert answer.decided_at <= str(answer.undone_at)
    assert decided not in (before, undone)
    assert person_of(linked(settings, rows)) == person_of(first)


def test_the_later_of_two_answers_that_contradict_each_other_holds(settings: Settings) -> None:
    first = linked(settings, [ONE, OTHER])
    decide(settings, first, "different", "a", "b")
    decide(settings, first, "same", "a", "b")
    assert len(set(person_of(linked(settings, [ONE, OTHER])).values())) == 1


def test_the_ledger_holds_ids_and_hashes_and_nothing_of_anybody(settings: Settings) -> None:
    decide(settings, linked(settings, [ONE, OTHER]), "same", "a", "b")
    content = settings.ledger.read_bytes()
    for value in ("Ida", "Dal", "Berg", "20304050", "ida@example.dk"):
        assert value.encode() not in content
    assert hashlib.sha256(b"email|ida@example.dk|ida").hexdigest()[:16].encode() in content


def test_a_question_shows_where_both_stand_and_an_answered_one_is_not_asked_again(settings: Settings) -> None:
    rows = [*CROWD, ONE | {"area_id": "vangdalen"}, OTHER | {"full_name": "Ida Dal", "area_id": "vangdalen"}]
    con = linked(settings, rows)
    pair = con.execute("select pair_id, reasons from staging.uncertain_pairs").fetchall()
    assert [reasons for _, reasons in pair] == ["samme fornavn · samme efternavn · samme boligområde"]
    assert con.execute("select distinct file_name, row_number from staging.mention_places").fetchall() == [
        ("f.xlsx", 2)
    ]
    decide(settings, con, "different", "a", "b")
    again = linked(settings, rows)
    assert again.execute("select count(*) from staging.uncertain_pairs").fetchone() == (0,)


def test_the_order_of_rows_and_a_second_night_change_nothing(settings: Settings) -> None:
    rows = [*CROWD, ONE, OTHER, ONE | {"record_id": "d", "email": "ida@example.dk"}]
    assert person_of(linked(settings, rows)) == person_of(linked(settings, rows[::-1]))


def test_linking_leaves_none_of_its_own_tables_behind(settings: Settings) -> None:
    con = linked(settings, [ONE, OTHER])
    left = con.execute(
        "select table_name from information_schema.tables where table_name like 'link%' or table_name like '%splink%'"
    ).fetchall()
    assert left == []
