"""How right a grouping is: pairs and persons found against those that are true."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

Grouping = Mapping[Hashable, Hashable]  # record → its group


@dataclass(frozen=True)
class Score:
    """Pairwise precision, recall and F1; cluster F1 (B-cubed) and the share of persons found exactly."""

    precision: float
    recall: float
    f1: float
    cluster_f1: float
    exact: float


def score(found: Grouping, true: Grouping) -> Score:
    """Compare two groupings of the same records."""
    both = Counter((found[r], true[r]) for r in true)
    ours, theirs = Counter(found[r] for r in true), Counter(true.values())
    hits, guessed, wanted = (sum(n * (n - 1) // 2 for n in c.values()) for c in (both, ours, theirs))
    precision, recall = (hits / guessed if guessed else 1.0), (hits / wanted if wanted else 1.0)
    cubed_precision = sum(n * n / ours[f] for (f, _), n in both.items()) / len(true)
    cubed_recall = sum(n * n / theirs[t] for (_, t), n in both.items()) / len(true)
    exact = sum(n == ours[f] == theirs[t] for (f, t), n in both.items()) / len(theirs)
    return Score(precision, recall, _harmonic(precision, recall), _harmonic(cubed_precision, cubed_recall), exact)


def _harmonic(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0


def components(records: Sequence[Hashable], pairs: Sequence[tuple[Hashable, Hashable]]) -> dict[Hashable, Hashable]:
    """Connected components: record → its group."""
    group = {record: record for record in records}

    def last(record: Hashable) -> Hashable:
        while group[record] != record:
            group[record] = group[group[record]]
            record = group[record]
        return record

    for one, other in pairs:
        group[last(one)] = last(other)
    return {record: last(record) for record in records}
