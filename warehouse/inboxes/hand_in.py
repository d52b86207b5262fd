"""A file of our own making put into the workspace's inbox: an answer from a phone, a correction from the dashboard."""

from __future__ import annotations

import os
from pathlib import Path

from warehouse.archive import sync_folder


def hand_in(folder: Path, name: str, content: bytes) -> Path:
    """Put a file into a folder of the inbox, whole and durable or not at all. `name` says when, never who."""
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f".{name}.tmp"  # a night leaves names like this alone
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, folder / name)
    sync_folder(folder)
    return folder / name
