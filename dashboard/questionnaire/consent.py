"""What volunteers say yes to: one file per version and language in `consents/`, never changed once it has been shown.

The version that goes with an answer is the file's name, `2026-11.da`: exactly the text that was on the phone.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from dashboard.questionnaire.texts import Words
from warehouse.settings import Settings

CONSENTS = Path(__file__).parent / "consents"


@dataclass(frozen=True)
class Consent:
    version: str
    text: Markup


def read_consent(settings: Settings, words: Words) -> Consent:
    """The newest text, in the language of the phone, with the workspace's own names filled in."""
    path = CONSENTS / f"{newest_version()}.{words.language}.md"
    page = MarkdownIt("commonmark", {"html": False}).render(path.read_text(encoding="utf-8"))
    return Consent(path.stem, Markup(page.format(**_names(settings, words))))  # noqa: S704 -- our own text


def newest_version() -> str:
    return max(path.name.partition(".")[0] for path in CONSENTS.glob("*.md"))


def _names(settings: Settings, words: Words) -> dict[str, Markup]:
    organisation = settings.project.organisation
    return {
        "organisation": escape(organisation),
        "controller": escape(settings.project.data_controller or organisation),
        "contact": escape(settings.questionnaire.contact or words("frivilligkoordinatoren")),
    }
