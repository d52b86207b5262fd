"""The pages as HTML: every value escaped, no script, styles from one file of our own."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dashboard.questionnaire.texts import LANGUAGES, Words, words_in

FOLDER = Path(__file__).parent
STYLE = FOLDER / "style.css"

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ]
)

_PAGES = Environment(
    loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)


def render(page: str, words: Words, **values: object) -> str:
    """A page in a language; in it `say("…")` translates."""
    languages = [words_in(language) for language in LANGUAGES]
    return _PAGES.get_template(page).render(say=words, languages=languages, **values)
