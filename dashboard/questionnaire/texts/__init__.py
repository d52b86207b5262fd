"""What volunteers read, in their own language. Danish stands in the code, the pages and the declared forms;
each `<language>.po` beside this file is one language more.
"""

from __future__ import annotations

import gettext
import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel import Locale, negotiate_locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

_FOLDER = Path(__file__).parent
LANGUAGES = ("da", *sorted((path.stem for path in _FOLDER.glob("*.po")), key=lambda code: (code != "en", code)))


@dataclass(frozen=True)
class Words:
    """Called with a Danish sentence, gives it in this language, `{names}` filled in."""

    language: str

    def __call__(self, sentence: str, **values: object) -> str:
        said = _catalogue(self.language).gettext(sentence) if sentence else ""
        return said.format(**{name: self._isolated(value) for name, value in values.items()}) if values else said

    def _isolated(self, value: object) -> object:
        """A name in other letters keeps its own direction and leaves the sentence's alone."""
        return f"\u2068{value}\u2069" if isinstance(value, str) and self.direction == "rtl" else value

    def choice(self, word: str) -> str:
        """A choice as it stands beside its box."""
        said = self(word)
        return said[:1].upper() + said[1:]

    @property
    def name(self) -> str:
        """What the language calls itself: `Dansk`."""
        name = Locale(self.language).get_display_name() or self.language
        return name[:1].upper() + name[1:]

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return str(Locale(self.language).text_direction)


def mark(sentence: str) -> str:
    """Mark a sentence for the catalogues where it is written; `Words` translates it where it is shown."""
    return sentence


def words_in(language: str) -> Words:
    """The words of a language we have; else Danish."""
    return Words(language if language in LANGUAGES else "da")


def preferred_language(accepted: str) -> str:
    """The first of our languages a browser's `Accept-Language` names; else Danish."""
    asked = [part.partition(";")[0].strip().partition("-")[0] for part in accepted[:200].split(",")]
    return negotiate_locale(asked, LANGUAGES) or "da"


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "da":
        return gettext.NullTranslations()
    with (_FOLDER / f"{language}.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
