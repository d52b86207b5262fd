"""A file of the inbox before it is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Document:
    """A file: where it lies in the inbox, which form it is (None: none), its bytes and when it was last saved."""

    path: str
    source: str | None
    content: bytes
    saved_at: datetime
