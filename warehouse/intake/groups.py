"""A line in a list that may be a heading for a group of people and that no form declares.

"Hjælpere" alone in the column of names is hardly somebody called Hjælpere. It is not read as a
person, and not as a group either: a person says which.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from warehouse.intake.folding import fold
from warehouse.intake.grid import Cell, is_filled
from warehouse.source import Source

_USUAL_GROUPS = frozenset(
    {
        "hjaelpere", "medhjaelpere", "afloesere", "reserver", "boern", "voksne", "unge", "aeldre", "moedre", "faedre", "piger", "drenge",
        "kvinder", "maend", "familier", "gaester", "nye", "oevrige", "andre", "venteliste", "praktikanter", "ledere", "medlemmer",
    }
)  # fmt: skip


_MOST_WORDS = 4


def stands_alone(cells: Sequence[Cell]) -> bool:
    """Whether one cell of a row is filled. Most rows are told by a count."""
    filled = len(cells) - cells.count("")
    return filled == 1 or (1 < filled < _MOST_WORDS and sum(map(is_filled, cells)) == 1)


def looks_like_group(word: str, is_name: bool, source: Source, are_names_single: Callable[[], bool]) -> bool:
    """Whether the text (folded) that stands alone in a line is hardly a person's name.

    `is_name`: it stands where the names do. `are_names_single`: the list has persons of one word with something
    beside it, so a word alone may well be one.
    """
    words = word.split()
    if not is_name:
        return 0 < len(words) <= _MOST_WORDS and all(map(str.isalpha, words))
    known = {word for values in source.sections.values() for spelt in values.values() for word in map(fold, spelt)}
    if known.union(_USUAL_GROUPS).intersection(words):
        return True
    return len(words) == 1 and words[0].isalpha() and not are_names_single()


def has_single_names(rows: Iterable[Sequence[Cell]], name_column: int | None) -> bool:
    """Whether anybody with something beside the name is written with one word only."""
    return name_column is not None and any(
        name_column < len(row)
        and len(fold(str(row[name_column])).split()) == 1
        and sum(is_filled(cell) for cell in row) > 1
        for row in rows
    )


def say_group(source: Source) -> str:
    """What the sender may do about it."""
    known = [spelt[0] for values in source.sections.values() for spelt in values.values() if spelt]
    instead = f"skriv «{'» eller «'.join(known)}»" if known else "slet linjen"
    return (
        "Ligner en overskrift for en gruppe, som formularen ikke kender; rækkerne under den er læst, som om den ikke stod der. "
        f"Er det en person, så skriv hele navnet; er det en gruppe, så {instead}, eller svar på siden Datakvalitet."
    )
