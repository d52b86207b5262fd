"""Every word a user reads. Danish stands in the code; `en.po` has the English for what stands in this room."""

from __future__ import annotations

from pathlib import Path

from warehouse.reason_words import reason_in_english
from warehouse.texts import (
    N_,
    Language,
    _,
    add_catalogue,
    current_language,
    in_language,
    plural,
    use_language,
)

__all__ = [
    "CATALOGUE",
    "LANGUAGE_COOKIE",
    "N_",
    "Language",
    "_",
    "current_language",
    "in_language",
    "plural",
    "reason",
    "use_language",
]

CATALOGUE = Path(__file__).parent / "en.po"
LANGUAGE_COOKIE = "frivillig_sprog"

add_catalogue(CATALOGUE)


def reason(danish: str | None) -> str:
    """Why a file or a row stands as it does, in the language in use; the reader says it in Danish."""
    return in_language(danish, reason_in_english(danish) if danish and current_language() == "en" else danish)
