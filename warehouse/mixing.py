"""Do people meet across a trait more or less than chance would have it? The E-I index beside shuffles of who is who.

E-I (Krackhardt & Stern 1988) is (external - internal) / (external + internal) over the ties, weighted. Its value alone says
little: two groups of six and four that mix at random give +0.067. So the trait is shuffled many times among those who stand in
the same stratum (the same area), and what is told is how far the index lies from the middle of those, and their 95 % band.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# How many (shuffle, tie) pairs are held in memory at once.
_AT_ONCE = 20_000_000
_BAND = (0.025, 0.975)

Tie = tuple[str, str, float]


@dataclass(frozen=True)
class Mixing:
    """The index, and where chance puts it."""

    index: float
    expected: float
    low: float
    high: float

    @property
    def above_expected(self) -> float:
        return self.index - self.expected


def external_index(labels: NDArray[np.int64], ties: NDArray[np.int64], weights: NDArray[np.float64]) -> float:
    """(E - I) / (E + I): labels by person, ties as pairs of person numbers."""
    is_external = labels[ties[:, 0]] != labels[ties[:, 1]]
    return float((2 * is_external - 1) @ weights / weights.sum())


def measure_mixing(
    labels: Mapping[str, str], strata: Mapping[str, str], ties: Sequence[Tie], shuffles: int, seed: int
) -> Mixing | None:
    """The mixing of those with a label, over the ties between them; None without ties or with one label only.

    The same persons, ties and seed give the same numbers, in whatever order they come.
    """
    between = sorted((min(a, b), max(a, b), weight) for a, b, weight in ties if a in labels and b in labels)
    people = sorted({person for one, other, _ in between for person in (one, other)})
    if not between or len({labels[person] for person in people}) < 2:
        return None
    numbers = {person: number for number, person in enumerate(people)}
    pairs = np.array([(numbers[a], numbers[b]) for a, b, _ in between], dtype=np.int64)
    weights = np.array([weight for _, _, weight in between])
    codes = np.unique([labels[person] for person in people], return_inverse=True)[1].astype(np.int64)
    rows = _rows_of_strata([strata.get(person, "") for person in people])
    chance = _shuffle(codes, rows, pairs, weights, shuffles, np.random.default_rng(seed))
    low, high = np.quantile(chance, _BAND)
    return Mixing(external_index(codes, pairs, weights), float(chance.mean()), float(low), float(high))


def _rows_of_strata(strata: Sequence[str]) -> list[NDArray[np.int64]]:
    known = np.array(strata)
    return [np.flatnonzero(known == stratum) for stratum in sorted(set(strata))]


def _shuffle(
    codes: NDArray[np.int64],
    rows: Sequence[NDArray[np.int64]],
    pairs: NDArray[np.int64],
    weights: NDArray[np.float64],
    shuffles: int,
    rng: np.random.Generator,
) -> NDArray[np.float64]:
    """The index of every shuffle."""
    step = max(1, _AT_ONCE // len(pairs))
    found = []
    for start in range(0, shuffles, step):
        dealt = np.tile(codes, (min(step, shuffles - start), 1))
        for own in rows:
            dealt[:, own] = rng.permuted(dealt[:, own], axis=1)
        is_external = dealt[:, pairs[:, 0]] != dealt[:, pairs[:, 1]]
        found.append((2.0 * is_external - 1.0) @ weights / weights.sum())
    return np.concatenate(found)
