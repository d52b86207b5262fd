"""Every word the command line, the mail and the night's summary say: Danish in the code, English in `en.po`."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Literal

Language = Literal["da", "en"]

_CATALOGUE = Path(__file__).parent / "en.po"
_spoken: list[Language] = ["en" if os.environ.get("FRIVILLIG_LANG") == "en" else "da"]


def set_language(language: str) -> None:
    """Speak Danish or English from now on; anything else changes nothing."""
    if language in ("da", "en"):
        _spoken[0] = "en" if language == "en" else "da"


def language() -> Language:
    """The language spoken now."""
    return _spoken[0]


def t(sentence: str, **values: object) -> str:
    """A Danish sentence in the language spoken now, with `{names}` filled in."""
    spoken = catalogue().get(sentence, sentence) if language() == "en" else sentence
    return spoken.format(**values) if values else spoken


def reason(danish: str) -> str:
    """Why a file or a row stands as it does, in the language spoken now; the reader says it in Danish."""
    from warehouse.reason_words import reason_in_english

    return reason_in_english(danish) if language() == "en" else danish


@cache
def catalogue() -> dict[str, str]:
    """Danish sentence → English, from `en.po`; what is marked fuzzy does not count."""
    from babel.messages.pofile import read_po

    with _CATALOGUE.open(encoding="utf-8") as file:
        messages = read_po(file, locale="en")
    return {str(m.id): str(m.string) for m in messages if m.id and m.string and not m.fuzzy}
