"""The reasons of files and rows in English. The reader makes them in Danish, for the people whose sheets they are about;
what has been said is put into English where somebody reads English, by its sentences in `reasons_en.yml`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from warehouse.declaration import parse_yaml

SENTENCES = Path(__file__).parent / "reasons_en.yml"


@lru_cache(maxsize=5000)
def reason_in_english(danish: str) -> str:
    """A reason or a message with each known sentence in English; words out of the sheet stay as they are."""
    said = danish
    for sentence, english in _sentences():
        said = sentence.sub(lambda found, english=english: english.format(*found.groups()), said)  # type: ignore[misc]
    return said.replace("» og «", "» and «") if said != danish else said


@cache
def _sentences() -> list[tuple[re.Pattern[str], str]]:
    content = parse_yaml(SENTENCES.read_text(encoding="utf-8"), SENTENCES.name)
    return [(_as_pattern(danish), str(english)) for danish, english in content.items()]


def _as_pattern(danish: str) -> re.Pattern[str]:
    return re.compile("(.+?)".join(re.escape(part) for part in danish.split("{}")))
