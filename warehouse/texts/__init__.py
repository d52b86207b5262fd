"""Words that pages and papers share. Danish stands in the code; a room's own `en.po` has the English for each."""

from __future__ import annotations

import gettext
import io
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

Language = Literal["da", "en"]

CATALOGUE = Path(__file__).parent / "en.po"

_catalogues = [CATALOGUE]
_language: ContextVar[Language] = ContextVar("language", default="da")


def add_catalogue(path: Path) -> None:
    """Look for English in this file too: a room's own words."""
    if path not in _catalogues:
        _catalogues.append(path)
        _english.cache_clear()


def use_language(asked: str | None) -> Language:
    """Use the language asked for from here on, if it is one we have; else Danish."""
    language: Language = asked if asked in get_args(Language) else "da"  # type: ignore[assignment]
    _language.set(language)
    return language


def current_language() -> Language:
    return _language.get()


def _(message: str) -> str:
    """The message in the language in use."""
    return message if current_language() == "da" else _english().gettext(message)


def N_(message: str) -> str:
    """Mark a message for the catalogue where it is written; `_` translates it where it is shown."""
    return message


def plural(one: str, many: str, count: float, shown: str | None = None) -> str:
    """`one` or `many`, with `{count}` filled in: the count itself, or as it is to be shown."""
    return _(one if count == 1 else many).format(count=count if shown is None else shown)


def in_language(danish: str | None, english: str | None) -> str:
    """A text from the data, which carries both languages itself."""
    return (english if current_language() == "en" else danish) or danish or ""


@cache
def _english() -> gettext.NullTranslations:
    catalogue = gettext.NullTranslations()
    for path in _catalogues:
        read = _compile(path)
        read.add_fallback(catalogue)
        catalogue = read
    return catalogue


def _compile(path: Path) -> gettext.NullTranslations:
    with path.open("rb") as file:
        messages = read_po(file, locale="en")
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
