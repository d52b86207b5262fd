"""How much each likeness counts: `weights.yml`, in the order the comparisons and their levels are judged."""

from __future__ import annotations

from functools import cache
from math import log2
from pathlib import Path

from warehouse.declaration import Declaration, read_declaration

_WEIGHTS = Path(__file__).with_name("weights.yml")
_A_THOUSAND = 1000


class Level(Declaration):
    """One degree of likeness. `m`, `u`: how often it is seen between records of one person and of two.

    `frequency`: what is common counts less, what is rare more. `unique`: `u` is for a thousand records and falls
    with more, since a number belongs to a household however many households there are. `words`: blank is not said.
    """

    m: float
    u: float
    frequency: bool = False
    unique: bool = False
    words: str
    words_en: str
    reference: str

    @property
    def weight(self) -> float:
        """In bits, before frequencies, among a thousand records."""
        return log2(self.m / self.u)

    def u_among(self, records: int) -> float:
        """How often two persons among so many records look alike in this."""
        return self.u * min(1.0, _A_THOUSAND / max(records, 1)) if self.unique else self.u


class Comparison(Declaration):
    """What two records say of one thing, from most alike to different."""

    label: str
    levels: dict[str, Level]


class Weights(Declaration):
    """All of `weights.yml`."""

    one_slip: float
    names_seen_before: int
    comparisons: dict[str, Comparison]

    def level_of(self, comparison: str, value: int) -> str | None:
        """The level behind Splink's number: highest for the first; None when a record said nothing."""
        levels = list(self.comparisons[comparison].levels)
        return levels[len(levels) - 1 - value] if value >= 0 else None

    def number_of(self, comparison: str, level: str) -> int:
        """Splink's number of a level."""
        levels = list(self.comparisons[comparison].levels)
        return len(levels) - 1 - levels.index(level)


@cache
def load_weights() -> Weights:
    """The shipped weights. Raises DeclarationError when the file breaks its form."""
    return read_declaration(_WEIGHTS, Weights)
