"""Every word a user reads. Danish stands in the code; `en.po` has the English for what stands in this room."""

from __future__ import annotations

from pathlib import Path

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
    "use_language",
]

CATALOGUE = Path(__file__).parent / "en.po"
LANGUAGE_COOKIE = "frivillig_sprog"

add_catalogue(CATALOGUE)
