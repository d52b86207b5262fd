"""Text made comparable: what two people write differently and mean alike."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_DANISH = str.maketrans(
    {
        "æ": "ae", "ø": "oe", "å": "aa", "Æ": "ae", "Ø": "oe", "Å": "aa", "ß": "ss", "đ": "d", "ł": "l",
        "ı": "i", "ð": "d", "þ": "th", "œ": "oe", "Œ": "oe", "ـ": "",
    }
)  # fmt: skip
_NOT_WORD = re.compile(r"[^0-9a-z]+")
_NOT_WORD_ANYWHERE = re.compile(r"[\W_]+")


# Soft hyphens, zero-width blanks and marks of direction come along from web pages, Teams and Explorer, and nobody sees
# them. Joiners (U+200C, U+200D) stay: Persian and Hindi are spelt with them.
_INVISIBLE = dict.fromkeys(
    [0xAD, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF]
)


def without_invisible(text: str) -> str:
    """The text as it is seen."""
    return text if text.isascii() else text.translate(_INVISIBLE)


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Lower case, æ/ø/å as ae/oe/aa, no accents, every other sign a single blank: `"Fødsels-år:"` → `"foedsels aar"`.

    Letters of other scripts stay: two names in Arabic are two names.
    """
    if text.isascii():
        return _NOT_WORD.sub(" ", text.lower()).strip()
    return _NOT_WORD_ANYWHERE.sub(" ", _without_accents(text)).strip()


def _without_accents(text: str) -> str:
    plain = unicodedata.normalize("NFKC", without_invisible(text)).translate(_DANISH)
    parted = unicodedata.normalize("NFKD", plain.casefold().translate(_DANISH))
    return "".join(letter for letter in parted if not unicodedata.combining(letter))


def slug(text: str) -> str:
    """A folded name as an identifier: `"Åben Café"` → `"aaben_cafe"`."""
    return fold(text).replace(" ", "_")


def tidy(text: str) -> str:
    """The same text with one kind of blank between words and none around it."""
    return " ".join(unicodedata.normalize("NFC", without_invisible(text)).split())
