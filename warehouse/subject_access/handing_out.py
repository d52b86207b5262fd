"""The copy handed to a person: a PDF to read and a JSON for programs, named by the person's number and the day."""

from __future__ import annotations

import os
from pathlib import Path

from warehouse.settings import Settings
from warehouse.subject_access.document import write_json
from warehouse.subject_access.holdings import Holdings
from warehouse.subject_access.paper import write_pdf

FOLDER = "indsigt"


def copy_name(held: Holdings, extension: str) -> str:
    """`indsigt-p_12ab34cd56ef-2026-11-26.pdf`: no name, and nothing that says more than the number."""
    return f"{FOLDER}-{held.person_id}-{held.gathered_at:%Y-%m-%d}.{extension}"


def write_copy(held: Holdings, settings: Settings, folder: Path | None = None) -> list[Path]:
    """Write both into `folder`, else into the outbox, for their owner's eyes alone. Returns where they are."""
    folder = folder or settings.outbox / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    made = {"pdf": write_pdf(held, settings), "json": write_json(held)}
    return [_write(folder / copy_name(held, extension), content) for extension, content in made.items()]


def _write(path: Path, content: bytes) -> Path:
    path.unlink(missing_ok=True)
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(file, "wb") as out:
        out.write(content)
    return path
