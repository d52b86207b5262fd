"""What people have answered about two persons: found again by hashes in whatever rows come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from duckdb import DuckDBPyConnection

from warehouse.ledger import PersonDecision
from warehouse.people.clusters import Side, Tie

KEY_LENGTH = 16


def find_sides(con: DuckDBPyConnection, decisions: Iterable[PersonDecision]) -> tuple[dict[int, set[Side]], list[Tie]]:
    """Of each record the sides it takes in decisions that two are different; and the ties of those that are the same.

    The latest decision comes first, so that it holds where two contradict each other.
    """
    keys_of = _read_keys(con)
    sides: dict[int, set[Side]] = defaultdict(set)
    told: list[Tie] = []
    for decision in sorted(decisions, key=lambda d: -d.decision_id):
        both = _records_of(decision, keys_of)
        if decision.verdict == "different":
            if any(_speaks_against(tie, both) for tie in told):
                continue
            for side, records in enumerate(both):
                for record_id in records:
                    sides[record_id].add((str(decision.decision_id), side))
        elif both[0] and both[1]:
            told.append(Tie(both[0][0], both[1][0], "decision"))
    return sides, told


def _speaks_against(tie: Tie, sides: tuple[list[int], list[int]]) -> bool:
    """Whether a later answer has made one person of the two."""
    one, other = sides
    return (tie.one in one and tie.other in other) or (tie.one in other and tie.other in one)


def _records_of(decision: PersonDecision, keys_of: Mapping[int, frozenset[str]]) -> tuple[list[int], list[int]]:
    """The records on each side, those that share most with it first; one that speaks for both is on neither."""
    one, other = decision.keys - decision.other_keys, decision.other_keys - decision.keys
    found: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    for record_id, keys in keys_of.items():
        like_one, like_other = len(keys & one), len(keys & other)
        if like_one and not like_other:
            found[0].append((-like_one, record_id))
        elif like_other and not like_one:
            found[1].append((-like_other, record_id))
    return [record_id for _, record_id in sorted(found[0])], [record_id for _, record_id in sorted(found[1])]


def _read_keys(con: DuckDBPyConnection) -> dict[int, frozenset[str]]:
    rows = con.execute(
        f"""
        select id, list(distinct left(key_hash, {KEY_LENGTH}))
        from (from link_keys union all select id, record_key from link_records)
        group by id
        """
    ).fetchall()
    return {record_id: frozenset(keys) for record_id, keys in rows}
