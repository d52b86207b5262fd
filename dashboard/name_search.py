"""Names found although they are spelt in another way: folded letters, families of names, a slip of the pen."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from dashboard.data import Row
from warehouse.names import comparable

# Plain ratio: "soeren" and "soren" are 91, "mohamad" and "mohammed" one family; below this it is another name.
_ALIKE = 74


def find_names(rows: Sequence[Row], typed: str) -> list[Row]:
    """The rows whose `full_name` answers every word typed, best first; all of them when nothing is typed."""
    words = comparable(typed).split()
    if not words:
        return list(rows)
    scored = [(_score(words, comparable(row["full_name"]).split()), row) for row in rows]
    return [row for score, row in sorted(scored, key=lambda pair: -pair[0]) if score > 0]


def _score(words: Sequence[str], name: Sequence[str]) -> float:
    """How well the name answers, 1 at best; 0 when one of the words is answered by nothing in it."""
    best = [max((_likeness(word, part) for part in name), default=0.0) for word in words]
    return min(best) and sum(best) / len(best)


def _likeness(word: str, part: str) -> float:
    if part.startswith(word):
        return 100.0
    whole = fuzz.ratio(word, part)
    begun = fuzz.ratio(word, part[: len(word)]) if len(word) > 3 else 0.0
    likeness = max(whole, begun)
    return likeness if likeness >= _ALIKE else 0.0
