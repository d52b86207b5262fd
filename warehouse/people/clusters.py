"""Records gathered into persons, the surest first; what would glue two different persons together is refused and told.

Pure Python and no database: the same records and pairs give the same persons, in whatever order they come.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from typing import Literal

from warehouse.names import given_names_agree

Reason = Literal["decided", "birth", "given_name", "too_many"]
Side = tuple[str, int]  # a decision that two are different, and which of the two


@dataclass(frozen=True)
class Record:
    """One way in which somebody is mentioned."""

    id: int
    given: str | None = None
    family: str | None = None
    joined: str | None = None
    short: tuple[str, ...] = ()
    birth_year: int | None = None
    birth_date: date | None = None

    def may_be_called(self, other: Record) -> bool:
        """Whether the given names allow the two to be one person; nothing is said by a name that is not there."""
        if not self.given or not other.given:
            return True
        return (
            given_names_agree(self.given, other.given)
            or self.joined == other.joined
            or (self.given, self.family) == (other.family, other.given)
            or self.given in other.short
            or other.given in self.short
        )


@dataclass(frozen=True)
class Tie:
    """Why two records are one person. `weight` in bits; None when it was said and not computed."""

    one: int
    other: int
    rule: str
    weight: float | None = None


@dataclass(eq=False)
class Cluster:
    """Records held to be one person. `is_told`: a number or a person said so, and then they may differ."""

    records: list[Record]
    sides: set[Side] = field(default_factory=set)
    is_told: bool = False

    @property
    def first(self) -> int:
        return min(record.id for record in self.records)


class Clusters:
    """Every record in exactly one cluster, and the ties that made them so."""

    def __init__(self, records: Iterable[Record], sides: Mapping[int, set[Side]], records_at_most: int) -> None:
        self._of = {record.id: Cluster([record], set(sides.get(record.id, ()))) for record in records}
        self._records_at_most = records_at_most
        self.ties: list[Tie] = []

    def of(self, record_id: int) -> Cluster:
        return self._of[record_id]

    def __iter__(self) -> Iterator[Cluster]:
        """Each cluster once, that of the first record first."""
        return iter(dict.fromkeys(self._of[record_id] for record_id in sorted(self._of)))

    def tell(self, tie: Tie) -> None:
        """Join two because it was said, unless it has been said that they are different."""
        one, other = self.of(tie.one), self.of(tie.other)
        if one is not other and not _are_kept_apart(one, other):
            self._join(one, other, tie, is_told=True)

    def try_joining(self, tie: Tie) -> Reason | None:
        """Join two that look alike; or why not."""
        one, other = self.of(tie.one), self.of(tie.other)
        if one is other:
            return None
        if reason := self.why_not(one, other):
            return reason
        self._join(one, other, tie)
        return None

    def why_not(self, one: Cluster, other: Cluster) -> Reason | None:
        """What speaks against two clusters being one person, whatever their likeness."""
        if _are_kept_apart(one, other):
            return "decided"
        if _differ_in_birth(one, other):
            return "birth"
        if _are_called_differently(one, other):
            return "given_name"
        is_too_large = len(one.records) + len(other.records) > self._records_at_most
        return "too_many" if is_too_large else None

    def _join(self, one: Cluster, other: Cluster, tie: Tie, is_told: bool = False) -> None:
        kept, gone = (one, other) if len(one.records) >= len(other.records) else (other, one)
        kept.records += gone.records
        kept.sides |= gone.sides
        kept.is_told = kept.is_told or gone.is_told or is_told
        for record in gone.records:
            self._of[record.id] = kept
        self.ties.append(tie)


def _are_kept_apart(one: Cluster, other: Cluster) -> bool:
    return any((decision, 1 - side) in other.sides for decision, side in one.sides)


def _differ_in_birth(one: Cluster, other: Cluster) -> bool:
    years = [{r.birth_year for r in c.records if r.birth_year} for c in (one, other)]
    dates = [{r.birth_date for r in c.records if r.birth_date} for c in (one, other)]
    return any(a and b and a.isdisjoint(b) for a, b in (years, dates))


def _are_called_differently(one: Cluster, other: Cluster) -> bool:
    pairs = product(_by_name(one.records), _by_name(other.records))
    agreements = [a.may_be_called(b) for a, b in pairs]
    return not (any(agreements) if one.is_told or other.is_told else all(agreements))


def _by_name(records: Sequence[Record]) -> Iterable[Record]:
    return {(record.given, record.joined): record for record in records}.values()


def find_parents(clusters: Clusters) -> dict[int, Tie]:
    """For each record but the first of its person, the tie that leads towards the first."""
    neighbours: dict[int, list[Tie]] = {}
    for tie in clusters.ties:
        neighbours.setdefault(tie.one, []).append(tie)
        neighbours.setdefault(tie.other, []).append(tie)
    parents: dict[int, Tie] = {}
    for cluster in clusters:
        _walk(cluster.first, neighbours, parents)
    return parents


def _walk(first: int, neighbours: Mapping[int, list[Tie]], parents: dict[int, Tie]) -> None:
    waiting, seen = [first], {first}
    while waiting:
        here = waiting.pop()
        for tie in neighbours.get(here, ()):
            there = tie.other if tie.one == here else tie.one
            if there not in seen:
                seen.add(there)
                parents[there] = tie
                waiting.append(there)
