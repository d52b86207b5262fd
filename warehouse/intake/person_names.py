"""A person's name as people write it: titles off, nickname apart, family name last. Two persons are never made of one cell."""

from __future__ import annotations

import re
from dataclasses import dataclass

from warehouse.intake.folding import tidy
from warehouse.intake.values import UnreadableCellError

_TITLES = re.compile(r"^(?:(?:hr|fru|frk|frøken|dr|prof|mr|mrs|ms)\.?\s+)+(?=\S+\s+\S)", re.I)
_APART = re.compile(
    r"""\s*(?:["“”„»«](?P<quoted>[^"“”„»«]+)["“”„»«]|\((?P<bracketed>[^()]+)\)|\[(?P<squared>[^\[\]]+)\]"""
    r"""|(?<=\s)['’‘](?P<single>[^'’‘]+)['’‘](?=\s|$)|,?\s+(?:kaldet|kaldes|alias)\s+(?P<called>.+)$)\s*""",
    re.I,
)
_AND = re.compile(r"\s+(?:og|and|samt)\s+|\s*[&+/]\s*", re.I)
_FAMILY = re.compile(r"^(?:familien|fam\.)\s", re.I)
_NO_NAME = "Her står ikke et navn. Skriv navnet, eller tæl gæster uden navn på en optælling."


@dataclass(frozen=True)
class PersonName:
    """A name to know the person by, and what stood in quotes or brackets beside it."""

    name: str
    nickname: str | None = None


def read_person_name(text: str) -> PersonName:
    """`Holm, Peter "Pelle"` → Peter Holm, Pelle: a comma parts family name from given name, and nothing else.

    Raises UnreadableCellError when more than one person is named, or nobody.
    """
    if not any(map(str.isalpha, text)):
        raise UnreadableCellError("no_name", _NO_NAME)
    nicknames = [tidy(next(part for part in found.groups() if part)) for found in _APART.finditer(text)]
    name = tidy(_APART.sub(" ", text)).strip(" ,;")
    _refuse_several(name)
    return PersonName(_family_name_last(_TITLES.sub("", name)) or tidy(text), ", ".join(nicknames) or None)


def _refuse_several(name: str) -> None:
    people = [part for part in _AND.split(name) if part.strip()]
    if _FAMILY.match(name):
        raise UnreadableCellError("two_persons", "Her står en familie. Giv hver person sin egen række.")
    if len(people) > 1:
        raise UnreadableCellError("two_persons", _proposal(people))
    if name.count(",") > 1:
        raise UnreadableCellError(
            "two_persons", "Der kan stå flere personer i samme celle. Skriv hvert navn i sin egen række, uden komma."
        )


def _proposal(people: list[str]) -> str:
    """How to part the row, without naming anybody."""
    is_shared = " " in people[-1].strip() and not any(" " in name.strip() for name in people[:-1])
    names = "det efternavn, der står sidst" if is_shared else "både fornavn og efternavn"
    how_many = "to" if len(people) == 2 else str(len(people))
    return (
        f"Der står {how_many} personer i samme celle. Lav {how_many} rækker: én til hver, med {names}, "
        "og kun telefon og e-mail hos den, de hører til."
    )


def _family_name_last(name: str) -> str:
    last, comma, first = (part.strip() for part in name.partition(","))
    if not comma or not last or not first:
        return name
    if any(c.isdigit() for c in first) or (first[0].islower() and not last[0].islower()):
        raise UnreadableCellError("name_unclear", "Der står mere end et navn i cellen. Skriv kun navnet.")
    return f"{first} {last}"
