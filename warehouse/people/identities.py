"""By what the ledger knows a person again, and whom a number given in a sheet belongs to."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping

from duckdb import DuckDBPyConnection

from warehouse.people.clusters import Cluster, Tie


def take_down_keys(con: DuckDBPyConnection) -> None:
    """Every hash by which a record's person may be known in the ledger."""
    con.execute(
        """
        create or replace temp table link_keys as
        with keys as (
            select id, 'email|' || email || '|' || coalesce(given, '') as key from link_records where email is not null
            union all
            select id, 'phone|' || phone || '|' || coalesce(given, '') from link_records where phone is not null
            union all
            select id, 'name|' || comparable || '|' || birth_year from link_records where birth_year is not null
            union all
            select id, 'place|' || place || '|' || comparable from link_records where is_bare
            union all
            select id, 'email_name|' || email || '|' || comparable from link_records where email is not null
            union all
            select id, 'phone_name|' || phone || '|' || comparable from link_records where phone is not null
        )

        select id, sha256(key) as key_hash from keys
        """
    )


def find_owners(con: DuckDBPyConnection, known: Mapping[str, str]) -> dict[str, int]:
    """Number given in a sheet → the first record of the person who has it."""
    numbers = {
        number
        for (number,) in con.execute("select distinct number from link_records where number is not null").fetchall()
    }
    wanted = {key: person for key, person in known.items() if person in numbers}
    if not wanted:
        return {}
    rows = con.execute(
        """
        select key_hash, id from link_keys where id in (select id from link_records where number is null)
        union all
        select sha256(first_mention), id from link_records where number is null
        order by 2
        """
    ).fetchall()
    owners: dict[str, int] = {}
    for key, record_id in rows:
        if key in wanted:
            owners.setdefault(wanted[key], record_id)
    return owners


def lend_names(con: DuckDBPyConnection, owners: Mapping[str, int]) -> None:
    """Let a record that gives a number and no name be compared by the name of whom the number belongs to."""
    for number, owner in owners.items():
        con.execute(
            """
            update link_records set comparable = named.comparable, given = named.given, family = named.family, rest = named.rest,
                joined = named.joined, words = named.words, short = named.short
            from (from link_records where id = $owner) as named
            where link_records.number = $number and link_records.comparable = ''
            """,
            {"number": number, "owner": owner},
        )


def numbered_ties(con: DuckDBPyConnection, owners: Mapping[str, int]) -> Iterator[Tie]:
    for record_id, number in con.execute(
        "select id, number from link_records where number is not null order by id"
    ).fetchall():
        if number in owners:
            yield Tie(owners[number], record_id, "number")


def unknown_records(con: DuckDBPyConnection, owners: Mapping[str, int]) -> frozenset[int]:
    """Records with a number nobody has and no name either: no person's."""
    rows = con.execute("select id, number from link_records where number is not null and comparable = ''").fetchall()
    return frozenset(record_id for record_id, number in rows if number not in owners)


def identity_keys(con: DuckDBPyConnection, persons: list[Cluster]) -> list[tuple[str, ...]]:
    """For each person the hashes by which the ledger knows them; a key two persons share is nobody's."""
    of_record: dict[int, list[str]] = defaultdict(list)
    for record_id, key in con.execute("select id, key_hash from link_keys").fetchall():
        of_record[record_id].append(key)
    spare = {
        record_id: (_hash(mention), record_key)
        for record_id, mention, record_key in con.execute(
            "select id, first_mention, record_key from link_records"
        ).fetchall()
    }
    keys = [{key for record in person.records for key in of_record[record.id]} for person in persons]
    holders: dict[str, int] = defaultdict(int)
    for own in keys:
        for key in own:
            holders[key] += 1
    return [
        tuple(sorted(key for key in own if holders[key] == 1)) or spare[person.first]
        for person, own in zip(persons, keys, strict=True)
    ]


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
