"""Whether a file with a key in it is its owner's alone."""

from __future__ import annotations

import os
import stat
from pathlib import Path


def is_open_to_others(path: Path) -> bool:
    """Whether anybody but its owner may read or change the file; Windows has other means and is not asked."""
    return os.name != "nt" and path.exists() and bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))
