"""Names found although they are spelt in another way: folded letters, families of names, a slip of the pen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rapidfuzz import fuzz

from warehouse.names import comparable
from warehouse.parameter import load_parameters

Row = Mapping[str, Any]

# Plain ratio: "soeren" and "soren" are 91, "mohamad" and "mohammed" one family; below the ordinary value it is another name.
_ORDINARY = float(load_parameters()["name_likeness"].value)


def find_names(rows: Sequence[Row], typed: str, alike: float = _ORDINARY) -> list[Row]:
    """The rows whose `full_name` answers every word typed, best first; all of them when nothing is typed.

    `alike`: the likeness in percent from which a word is answered.
    """
    words = comparable(typed).split()
    if not words:
        return list(rows)
    scored = [(_score(words, comparable(row["full_name"] or "").split(), alike), row) for row in rows]
    return [row for score, row in sorted(scored, key=lambda pair: -pair[0]) if score > 0]


def _score(words: Sequence[str], name: Sequence[str], alike: float) -> float:
    """How well the name answers, 1 at best; 0 when one of the words is answered by nothing in it."""
    best = [max((_likeness(word, part, alike) for part in name), default=0.0) for word in words]
    return min(best) and sum(best) / len(best)


def _likeness(word: str, part: str, alike: float) -> float:
    if part.startswith(word):
        return 100.0
    whole = fuzz.ratio(word, part)
    begun = fuzz.ratio(word, part[: len(word)]) if len(word) > 3 else 0.0
    likeness = max(whole, begun)
    return likeness if likeness >= alike else 0.0
