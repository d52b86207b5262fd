"""Why somebody is held to be somebody, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypedDict

from warehouse.people.clusters import Tie
from warehouse.people.judging import Pair
from warehouse.people.weights import Level, load_weights

_NEARLY_CERTAIN = 15.0
_RULES = {
    "first": "Første omtale af personen.",
    "number": "Samme frivillignummer.",
    "unknown": "Frivillignummeret er ikke nogens.",
    "decision": "En medarbejder har svaret, at det er den samme.",
    "email": "Samme e-mail og samme fornavn.",
    "phone": "Samme telefonnummer og samme fornavn.",
    "name_birth_date": "Samme fornavn og samme fødselsdato.",
    "name_birth_year": "Samme navn og samme fødselsår.",
    "name_house": "Samme navn og samme vej og husnummer.",
    "same_activity": "Kun navn, og den eneste med det navn i aktiviteten.",
    "name_only": "Kun navn; ikke koblet til andre.",
}
_REPEATED = "Præcis de samme oplysninger som i en anden række."


class Explanation(TypedDict):
    """Of a record's first mention and of those that repeat it: the rule, and the sentence a person reads."""

    rule: str
    explanation: str
    repeat_rule: str
    repeat_explanation: str
    linked_id: int | None
    weight: float | None


def explain(
    record_id: int, tie: Tie | None, pairs: Mapping[tuple[int, int], Pair], is_bare: bool, is_somebody: bool
) -> Explanation:
    """How a record came to its person; `tie`: the one that leads towards the person's first record."""
    if tie is None:
        rule, linked_id, weight = ("first" if not is_bare else "name_only") if is_somebody else "unknown", None, None
    else:
        rule, weight = tie.rule, tie.weight
        linked_id = tie.one if tie.other == record_id else tie.other
    pair = pairs.get((tie.one, tie.other)) if tie and tie.weight is not None else None
    return {
        "rule": rule,
        "explanation": " ".join([_RULES[rule], *([say_how_sure(pair)] if pair else [])]),
        "repeat_rule": "same_activity" if is_bare else "repeated",
        "repeat_explanation": _RULES["same_activity"] if is_bare else _REPEATED,
        "linked_id": linked_id,
        "weight": weight,
    }


def say_how_sure(pair: Pair) -> str:
    """`"Så godt som sikkert: samme fornavn, samme efternavn, samme telefonnummer."`"""
    sure = "Så godt som sikkert" if pair.weight >= _NEARLY_CERTAIN else "Meget sandsynligt"
    return f"{sure}: {', '.join(say_reasons(pair))}."


def say_reasons(pair: Pair) -> list[str]:
    """What speaks for and against, each in a few Danish words, in the order of `weights.yml`."""
    return [level.words for level in _levels(pair) if level.words]


def say_reasons_in_english(pair: Pair) -> list[str]:
    return [level.words_en for level in _levels(pair) if level.words_en]


def _levels(pair: Pair) -> Iterable[Level]:
    comparisons = load_weights().comparisons
    return [comparisons[name].levels[level] for name, level in pair.levels if level]
