"""How much a heading nobody declared looks like one that is. Only ever a reason to ask, never to take.

Plain `ratio` alone: matchers that forgive missing words read "Pårørendes navn" as a name and
"Mobilitet" as a mobile phone. What stands in the column is a second witness, for and against.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache

from rapidfuzz import fuzz

from warehouse.intake.dates import read_date
from warehouse.intake.folding import fold
from warehouse.intake.grid import Cell, is_filled, show
from warehouse.model import FieldType

ALIKE = 80
_ALIKE_WITH_WITNESS = 60
_WITNESS_CELLS = 50
_CLEARLY, _HARDLY = 0.8, 0.2
_FEWEST_WITNESSES, _FEWEST_AGAINST = 3, 2

_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]|\{[^}]*\}")
_QUESTION_WORDS = frozenset(
    {
        "hvad", "hvilken", "hvilket", "hvilke", "hvem", "hvor", "hvornaar", "hvordan", "hvorfor", "er", "var", "din", "dit", "dine", "du",
        "dig", "jeres", "deres", "har", "kan", "maa", "vi", "vil", "paa", "i", "den", "det", "de", "en", "et", "til", "fra", "om", "som",
        "venligst", "skriv", "angiv", "indtast", "oplys", "udfyld", "vaelg", "saet", "gerne", "flere", "kryds", "bor", "hedder", "fulde",
    }
)  # fmt: skip
# A word that says the column is about somebody or something else than the row.
_TRAPS = (
    "paaroerende", "kontaktperson", "noedkontakt", "barnet", "barnets", "boern", "boerne", "leder", "foraelder", "foraeldre", "mor", "mors",
    "far", "fars", "aegtefaelle", "partner", "attest", "vaerge", "laege", "cvr", "ean", "konto", "sidste", "naeste", "antal", "firma",
    "arbejdsgiver", "bruger", "fil", "ark", "skole", "forening",
)  # fmt: skip
_TRAP_COMPOUNDS = (
    "paaroerende", "kontaktperson", "noedkontakt", "boerneattest", "straffeattest", "foraelder", "foraeldre", "aegtefaelle", "arbejdsgiver",
)  # fmt: skip
_ENDINGS = ("adr", "adresse", "adressen", "nr", "nummer", "nummeret", "numre", "navn", "et", "en", "er", "e", "s")
_KINDS: tuple[FieldType, ...] = ("email", "phone", "date", "boolean")
_YES_OR_NO = frozenset({"ja", "nej", "j", "n", "x", "true", "false", "yes", "no"})
_EMAIL = re.compile(r"[^\s@;,<>]+@[^\s@;,<>]+\.\w{2,}")
_PHONE = re.compile(r"(?:\+|00)?(?:45)?[\s.\-/]*\d(?:[\s.\-/]*\d){7}")
_YEAR = re.compile(r"(?:19|20)\d\d")


def likeness(heading: str, spellings: Iterable[str], kind: FieldType, cells: Sequence[Cell]) -> int:
    """How alike (0–100) a heading is to the spellings of a field of this kind; 0 when it should not be asked about.

    `cells`: what stands below the heading.
    """
    best = round(max((_score(heading, spelling) for spelling in spellings), default=0))
    if best < _ALIKE_WITH_WITNESS:
        return 0
    holds = kind_of(cells)
    if holds and kind != holds and (kind != "text" or holds != "date"):
        return 0
    if not holds and share_of(kind, cells) < _HARDLY:
        return 0
    return best if best >= (_ALIKE_WITH_WITNESS if holds == kind else ALIKE) else 0


def shows_clearly(kind: FieldType, heading: str, cells: Sequence[Cell]) -> bool:
    """Whether a column holds e-mails or phones, whatever it is called, and its heading does not warn against it."""
    if kind not in ("email", "phone") or _trap_words(heading):
        return False
    return sum(is_filled(cell) for cell in cells) >= _FEWEST_WITNESSES and share_of(kind, cells) >= _CLEARLY


def kind_of(cells: Sequence[Cell]) -> FieldType | None:
    """What nearly all written cells are: e-mails, phones, dates, yes and no. None: something else, or too few to say."""
    if sum(is_filled(cell) for cell in cells) < _FEWEST_WITNESSES:
        return None
    return next((kind for kind in _KINDS if share_of(kind, cells) >= _CLEARLY), None)


def share_of(kind: FieldType, cells: Sequence[Cell]) -> float:
    """The share of the written cells that are of a kind; 1 when kind or cells say nothing."""
    written = [cell for cell in cells if is_filled(cell)][:_WITNESS_CELLS]
    if kind not in _KINDS or len(written) < _FEWEST_AGAINST:
        return 1.0
    return sum(_is_kind(kind, cell) for cell in written) / len(written)


def _is_kind(kind: FieldType, cell: Cell) -> bool:
    if kind == "email":
        return bool(_EMAIL.search(show(cell)))
    if kind == "phone":
        return bool(_PHONE.fullmatch(show(cell).strip()))
    if kind == "boolean":
        return isinstance(cell, bool) or fold(show(cell)) in _YES_OR_NO
    return isinstance(cell, date | datetime) or (isinstance(cell, str) and read_date(cell, years=(2000,)) is not None)


def _score(heading: str, spelling: str) -> float:
    (ours, close), (theirs, glued) = _plain(heading), _plain(spelling)
    score = max(
        fuzz.ratio(ours, theirs, score_cutoff=_ALIKE_WITH_WITNESS),
        fuzz.ratio(close, glued, score_cutoff=_ALIKE_WITH_WITNESS),
        _score_of_endings(heading, ours, close, glued),
    )
    return 0 if score and _trap_words(heading) - set(fold(spelling).split()) else score


def _score_of_endings(heading: str, ours: str, close: str, glued: str) -> int:
    """For a declared word with something after it, or one that stops short: "Mobilnr.", "Telefon privat", "Afd."."""
    if len(glued) > 2 and glued in ours:
        if close.startswith(glued) and close.removeprefix(glued) in _ENDINGS:
            return 90
        if glued in ours.split() and not _is_of_another(ours, glued):
            return 90
    if len(close) > 2 and glued.startswith(close) and heading.rstrip().endswith("."):
        return 85
    return 0


def _is_of_another(heading: str, word: str) -> bool:
    """Whether a heading speaks of somebody's or something's: "Skolens navn"."""
    return any(len(other) > 3 and other.endswith("s") for other in heading.split() if other != word)


@lru_cache(maxsize=50_000)
def _plain(text: str) -> tuple[str, str]:
    """A heading without brackets, question words and number: what it asks for; and the same written as one word."""
    words = fold(_BRACKETS.sub(" ", text)).split()
    telling = [word for word in words if word not in _QUESTION_WORDS and not word.isdigit()] or words
    return " ".join(telling), "".join(telling)


@lru_cache(maxsize=50_000)
def _trap_words(heading: str) -> frozenset[str]:
    """The words that say a column is about somebody or something else."""
    return frozenset(
        word
        for word in fold(heading).split()
        if word.removesuffix("s").removesuffix("en") in _TRAPS or word in _TRAPS or word.startswith(_TRAP_COMPOUNDS)
    )
