"""The day of a moment as survey tools write it. Moments in universal time are taken to Danish time first."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime
from zoneinfo import ZoneInfo

_UNIVERSAL = re.compile(r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|\+00:00)$")
_MOMENT = re.compile(
    r"^(\d{4}[-/]\d{1,2}[-/]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})[T ,]+(?:kl\.?\s*)?\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?"
    r"(?:\s*[AP]M)?(?:\s*(?:[A-Z]{1,4})?(?:[+-]\d{1,2}(?::?\d{2})?)?)?$"
)
_HERE = ZoneInfo("Europe/Copenhagen")


def day_of(text: str) -> str:
    """`2014/03/28 1:22:11 PM CET` → `2014-03-28`, `28/03/2014 13.22.11` → `28/03/2014`; anything else as it stands."""
    text = text.strip()
    if _UNIVERSAL.match(text):
        with suppress(ValueError, OverflowError):  # 2014-13-41T10:00Z is for whoever reads dates to hand back
            return datetime.fromisoformat(text).astimezone(_HERE).date().isoformat()
    found = _MOMENT.match(text)
    if not found:
        return text
    day = found.group(1)
    return day.replace("/", "-") if day[4] in "-/" else day
