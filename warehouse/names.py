"""Personal names made comparable: order, case, letters and the spellings that are one name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from pydantic import TypeAdapter
from rapidfuzz.distance import JaroWinkler

from warehouse.declaration import parse_yaml
from warehouse.intake.folding import fold, tidy

_FAMILIES = Path(__file__).parent / "name_families.yml"
_ONE_SLIP = 0.92
# Words between names that some write, some leave out and some write together with what follows.
_PARTICLES = frozenset(
    ["al", "el", "bin", "ibn", "abu", "bint", "de", "da", "di", "van", "von", "der", "den", "la", "le"]
)


@dataclass(frozen=True)
class NameParts:
    """A comparable name taken apart. `rest`: all but the given name; `short`: what else the given name is called."""

    comparable: str
    given: str
    family: str
    rest: tuple[str, ...]
    joined: str
    words: str
    short: tuple[str, ...]


@lru_cache(maxsize=100_000)
def take_apart(name: str) -> NameParts:
    """`"Mohammed Ali Al-Said"` → mohammed, said, (ali, said), mohammedalialsaid."""
    whole = comparable(name)
    words = whole.split()
    rest = [word for word in words[1:] if word not in _PARTICLES] or words[1:]
    given = words[0] if words else ""
    return NameParts(
        comparable=whole,
        given=given,
        family=rest[-1] if rest else "",
        rest=tuple(rest),
        joined="".join(words),
        words=" ".join(sorted([given, *rest])) if rest else given,
        short=tuple(_nicknames().get(given, ())),
    )


def display_name(full: str | None, given: str | None, family: str | None) -> str | None:
    """A name as it is shown: `"HANSEN, anna"` → `"Anna Hansen"`. None when no name is given."""
    written = tidy(full or " ".join(part for part in (given, family) if part))
    if not written:
        return None
    last, comma, first = written.partition(",")
    if comma and first.strip():
        written = f"{first.strip()} {last.strip()}"
    is_shouted_or_mumbled = written.isupper() or written.islower() or written.swapcase().istitle()
    return written.title() if is_shouted_or_mumbled else written


@lru_cache(maxsize=100_000)
def comparable(name: str) -> str:
    """A folded name with each given name in its family's first spelling: `"Muhammad Ali"` → `"mohammed ali"`."""
    families = _canonical_spellings()
    return " ".join(families.get(word, word) for word in fold(name).split())


def given_name(name: str) -> str:
    """The first word of a name, comparable."""
    words = comparable(name).split()
    return words[0] if words else ""


@lru_cache(maxsize=100_000)
def given_names_agree(one: str, other: str) -> bool:
    """Whether two comparable given names may be one: equal, or one slip of the pen apart (Jaro–Winkler ≥ 0.92).

    The first and last letters must be the same: they tell Jamal from Amal and Karin from Karina. No name agrees with none.
    """
    if not one or not other:
        return False
    return one == other or (
        (one[0], one[-1]) == (other[0], other[-1]) and JaroWinkler.similarity(one, other) >= _ONE_SLIP
    )


@cache
def _canonical_spellings() -> dict[str, str]:
    families = TypeAdapter(list[list[str]]).validate_python(_declared()["families"])
    return {fold(spelling): fold(family[0]) for family in families for spelling in family}


@cache
def _nicknames() -> dict[str, tuple[str, ...]]:
    declared = TypeAdapter(dict[str, list[str]]).validate_python(_declared()["nicknames"])
    return {comparable(name): tuple(comparable(short) for short in shorts) for name, shorts in declared.items()}


@cache
def short_names_given() -> frozenset[str]:
    """The nicknames that are given as names, too, comparable."""
    return frozenset(comparable(name) for name in TypeAdapter(list[str]).validate_python(_declared()["names_too"]))


@cache
def _declared() -> dict[str, object]:
    return parse_yaml(_FAMILIES.read_text(encoding="utf-8"), _FAMILIES.name)
