"""Every word a user reads. Danish stands in the code; `en.po` has the English for each."""

from __future__ import annotations

import gettext
import io
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from warehouse.reason_words import reason_in_english

Language = Literal["da", "en"]

CATALOGUE = Path(__file__).parent / "en.po"
LANGUAGE_COOKIE = "frivillig_sprog"

_language: ContextVar[Language] = ContextVar("language", default="da")


def use_language(asked: str | None) -> Language:
    """Use the language asked for from here on, if it is one we have; else Danish."""
    language: Language = asked if asked in get_args(Language) else "da"  # type: ignore[assignment]
    _language.set(language)
    return language


def current_language() -> Language:
    return _language.get()


def _(message: str) -> str:
    """The message in the language in use."""
    return _catalogue(current_language()).gettext(message)


def N_(message: str) -> str:
    """Mark a message for the catalogue where it is written; `_` translates it where it is shown."""
    return message


def plural(one: str, many: str, count: float, shown: str | None = None) -> str:
    """`one` or `many`, with `{count}` filled in: the count itself, or as it is to be shown."""
    return _(one if count == 1 else many).format(count=count if shown is None else shown)


def in_language(danish: str | None, english: str | None) -> str:
    """A text from the data, which carries both languages itself."""
    return (english if current_language() == "en" else danish) or danish or ""


def reason(danish: str | None) -> str:
    """Why a file or a row stands as it does, in the language in use; the reader says it in Danish."""
    return in_language(danish, reason_in_english(danish) if danish and current_language() == "en" else danish)


@cache
def _catalogue(language: Language) -> gettext.NullTranslations:
    if language == "da":
        return gettext.NullTranslations()
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="en")
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
