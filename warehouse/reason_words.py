"""The reasons of files and rows, and refusals, in English. They are made in Danish, for the people whose sheets they are about;
what has been said is put into English where somebody reads English, by its sentences in `reasons_en.yml` and `refusals_en.yml`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from warehouse.declaration import parse_yaml

SENTENCES = Path(__file__).parent / "reasons_en.yml"
REFUSALS = Path(__file__).parent / "refusals_en.yml"


@lru_cache(maxsize=5000)
def reason_in_english(danish: str) -> str:
    """A reason, a message or a refusal with each known sentence in English; words out of the sheet stay as they are."""
    for refusal, english in _sentences(REFUSALS):
        if found := refusal.fullmatch(danish):
            return english.format(*found.groups())
    said = danish
    for sentence, english in _sentences(SENTENCES):
        said = sentence.sub(lambda found, english=english: english.format(*found.groups()), said)  # type: ignore[misc]
    return said.replace("» og «", "» and «") if said != danish else said


@cache
def _sentences(path: Path) -> list[tuple[re.Pattern[str], str]]:
    content = parse_yaml(path.read_text(encoding="utf-8"), path.name)
    return [(_as_pattern(danish), str(english)) for danish, english in content.items()]


def _as_pattern(danish: str) -> re.Pattern[str]:
    return re.compile("(.+?)".join(re.escape(part) for part in danish.split("{}")))
