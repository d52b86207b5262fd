"""What only a person can know: pairs too alike to be two for certain and not alike enough to be joined."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from warehouse.append import append_rows
from warehouse.people.clusters import Cluster, Clusters, Reason
from warehouse.people.explanations import say_reasons, say_reasons_in_english
from warehouse.people.judging import AGREEING_GIVEN_NAMES, Pair

_CUT = {
    "birth": (
        "Ligner, men er ikke koblet: sammen ville én person få to fødselsår.",
        "Alike, but not linked: together one person would have two years of birth.",
    ),
    "given_name": (
        "Ligner, men er ikke koblet: sammen ville én person få to fornavne.",
        "Alike, but not linked: together one person would have two given names.",
    ),
    "too_many": (
        "Ligner, men er ikke koblet: én person ville blive samlet af for mange forskellige omtaler.",
        "Alike, but not linked: one person would be made of too many different mentions.",
    ),
}


@dataclass(frozen=True)
class Question:
    """Are these two records one person? `cut`: they weigh enough, but would glue two persons together."""

    pair: Pair
    cut: Reason | None = None

    @property
    def reasons(self) -> str:
        said = say_reasons(self.pair)
        return " · ".join([*said, _CUT[self.cut][0]] if self.cut in _CUT else said)

    @property
    def reasons_en(self) -> str:
        said = say_reasons_in_english(self.pair)
        return " · ".join([*said, _CUT[self.cut][1]] if self.cut in _CUT else said)


def choose_questions(clusters: Clusters, pairs: Iterable[Pair], refused: Mapping[Pair, Reason]) -> list[Question]:
    """The likest pair of every two persons, and no question whose answer may follow from two others.

    When A may be B and B may be C, whether A is C is asked only if an answer leaves it open.
    """
    groups = _Groups()
    chosen: list[Question] = []
    for pair in pairs:
        one, other = clusters.of(pair.one), clusters.of(pair.other)
        if one is other:
            continue
        reason = clusters.why_not(one, other)
        is_cut = pair in refused and reason != "decided"
        if (reason is None or is_cut or _is_weighed_already(pair, reason)) and groups.join(one, other):
            chosen.append(Question(pair, reason if is_cut else None))
    return chosen


def _is_weighed_already(pair: Pair, reason: Reason) -> bool:
    """Whether what speaks against is said by the two records themselves, and they are alike all the same."""
    if reason == "given_name":
        return pair.level["given_name"] not in AGREEING_GIVEN_NAMES
    return reason == "birth" and pair.level["birth"] not in (None, "same_date", "same_year")


class _Groups:
    """Persons already connected by a question."""

    def __init__(self) -> None:
        self._next: dict[Cluster, Cluster] = {}

    def join(self, one: Cluster, other: Cluster) -> bool:
        """Connect two; False when they are already."""
        a, b = self._last(one), self._last(other)
        if a is b:
            return False
        self._next[a] = b
        return True

    def _last(self, cluster: Cluster) -> Cluster:
        while cluster in self._next:
            cluster = self._next[cluster]
        return cluster


def gain_of(clusters: Clusters, question: Question) -> float:
    """How many pairs of records a yes would settle, times how likely it is."""
    one, other = clusters.of(question.pair.one), clusters.of(question.pair.other)
    likely = 1 / (1 + 2**-question.pair.weight)
    return round(likely * len(one.records) * len(other.records), 6)


def write_questions(
    con: DuckDBPyConnection, clusters: Clusters, questions: Iterable[Question], person_of: Mapping[int, str]
) -> None:
    """Fill `staging.uncertain_pairs`, and say where the mentions they show stand."""
    first = dict(con.execute("select id, first_mention from link_records").fetchall())
    con.execute("delete from staging.uncertain_pairs")
    rows = [
        [
            name_pair(person_of[q.pair.one], person_of[q.pair.other]),
            "cut" if q.cut else "question",
            q.pair.weight,
            gain_of(clusters, q),
            first[q.pair.one],
            first[q.pair.other],
            person_of[q.pair.one],
            person_of[q.pair.other],
            q.reasons,
            q.reasons_en,
        ]
        for q in questions
        if q.pair.one in person_of and q.pair.other in person_of
    ]
    append_rows(con, "staging.uncertain_pairs", rows)
    con.execute(_PLACES)


def name_pair(one: str, other: str) -> str:
    """What a question is called: the same two persons, the same name."""
    return "u_" + hashlib.sha256("|".join(sorted((one, other))).encode()).hexdigest()[:10]


_PLACES = """
create or replace table staging.mention_places as
select mentions.record_id, rows.file_name, rows.sheet, rows.row_number
from staging.mentions
join raw.rows on mentions.row_id = rows.row_id
where mentions.record_id in (select record_id from staging.uncertain_pairs union select other_record_id from staging.uncertain_pairs)
"""
