"""Text from the data, shown as it is."""

from __future__ import annotations

import re


def plain(text: str | None) -> str:
    """`text` with everything escaped that Markdown would read as something else than letters."""
    return re.sub(r"([\\`*_{}\[\]()<>#+\-.!|~$:])", r"\\\1", text or "").replace("\n", " ")
