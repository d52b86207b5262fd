"""A title as a file's name."""

from __future__ import annotations

import re


def safe_name(title: str) -> str:
    """The title without what some system does not allow in a name."""
    return re.sub(r'[<>:"/\\|?*]', "", title)
