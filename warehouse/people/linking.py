"""Who is the same person: every mention of a person in any form gets the id of the person meant.

Alike mentions are weighed by Splink with shipped weights (`weights.yml`); what weighs enough and has a phone, an e-mail
or a birth to go by is joined, what weighs a little is asked about (`questions.py`), and what people have answered stands
above every weight. Two different births or given names are never joined by themselves. A mention with nothing but a name
joins the only person of that name in the same activity; otherwise it stays a person of its own. A mention that gives the
person's own number is that person, whatever else it says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from warehouse.archive import Archive
from warehouse.corrections import apply_corrections
from warehouse.ledger import PersonDecision
from warehouse.parameter import read_parameter
from warehouse.people.clusters import Clusters, Record, Tie, find_parents
from warehouse.people.decisions import find_sides
from warehouse.people.identities import (
    find_owners,
    identity_keys,
    lend_names,
    numbered_ties,
    take_down_keys,
    unknown_records,
)
from warehouse.people.judging import Pair, judge_pairs
from warehouse.people.places import join_in_places
from warehouse.people.questions import Question, choose_questions, write_questions
from warehouse.people.records import drop_tables, gather_records
from warehouse.people.results import write_aliases, write_decisions, write_keys, write_mentions
from warehouse.people.scoring import score_pairs
from warehouse.staging import quarantine

_UNKNOWN_NUMBER = "Frivillignummeret hører ikke til nogen, vi kender. Ret nummeret, eller slet rækken."


@dataclass(frozen=True)
class Recognised:
    """Everybody found. `parents`: how each record came to its person; `unknown`: records whose number is nobody's."""

    clusters: Clusters
    parents: dict[int, Tie]
    pairs: dict[tuple[int, int], Pair]
    questions: list[Question]
    unknown: frozenset[int]


def link(con: DuckDBPyConnection, archive: Archive) -> None:
    """Fill `staging.mentions` and the `person_id` of every staging table that names persons, corrected by staff."""
    decisions = [decision for decision in archive.person_decisions() if decision.undone_at is None]
    known = archive.known_identities()
    found = recognise(con, known, decisions)
    persons = [cluster for cluster in found.clusters if cluster.first not in found.unknown]
    keys = identity_keys(con, persons)
    ids = archive.assign_identities(keys)
    person_of = {record.id: person for cluster, person in zip(persons, ids, strict=True) for record in cluster.records}
    write_mentions(con, found.clusters, found.parents, found.pairs, person_of)
    write_aliases(con, known, zip(keys, ids, strict=True))
    write_keys(con, person_of)
    write_decisions(con, decisions)
    write_questions(con, found.clusters, found.questions, person_of)
    _hand_back_unknown(con)
    drop_tables(con)
    apply_corrections(con)


def recognise(con: DuckDBPyConnection, known: Mapping[str, str], decisions: Iterable[PersonDecision]) -> Recognised:
    """Gather the mentions of staging into persons. `known`: hash of an identity key → person_id, from the ledger."""
    gather_records(con)
    take_down_keys(con)
    owners = find_owners(con, known)
    lend_names(con, owners)
    ask_weight = read_parameter(con, "people_ask_weight")
    score_pairs(con, ask_weight, int(read_parameter(con, "people_block_at_most")))
    pairs = judge_pairs(
        con, read_parameter(con, "people_auto_weight"), read_parameter(con, "people_auto_weight_by_year")
    )
    sides, told = find_sides(con, decisions)
    clusters = Clusters(_read_records(con), sides, int(read_parameter(con, "people_records_at_most")))
    for tie in (*numbered_ties(con, owners), *told):
        clusters.tell(tie)
    refused = {}
    for pair in pairs:
        if pair.is_automatic and (reason := clusters.try_joining(pair.as_tie())):
            refused[pair] = reason
    join_in_places(con, clusters, read_parameter(con, "people_name_in_activity_weight"))
    return Recognised(
        clusters=clusters,
        parents=find_parents(clusters),
        pairs={(pair.one, pair.other): pair for pair in pairs},
        questions=choose_questions(clusters, pairs, refused),
        unknown=unknown_records(con, owners),
    )


def _read_records(con: DuckDBPyConnection) -> Iterator[Record]:
    rows = con.execute("select id, given, family, joined, short, birth_year, birth_date from link_records order by id")
    while batch := rows.fetchmany(10_000):
        for number, given, family, joined, short, year, day in batch:
            yield Record(number, given, family, joined, tuple(short), year, day)


def _hand_back_unknown(con: DuckDBPyConnection) -> None:
    """Rows whose number is nobody's leave staging with a reason."""
    con.execute(
        "insert into quality.offending select distinct row_id, 'unknown_number', $reason, 'person_number' "
        "from staging.mentions where rule = 'unknown'",
        {"reason": _UNKNOWN_NUMBER},
    )
    quarantine(con)
