"""Where unexpected errors are written down: what kind and where in the code, never the words they carry."""

from __future__ import annotations

import secrets
import traceback
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path


def log_error(folder: Path, where: str, error: BaseException) -> str:
    """Append an error to `folder`/errors.log without its message: that may hold a value. Returns its number."""
    error_id = secrets.token_hex(4)
    lines = [f"{datetime.now().isoformat(timespec='seconds')} {error_id} {where}\n", *_describe(error)]
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "errors.log").open("a", encoding="utf-8") as log:
        log.writelines(lines)
    return error_id


def _describe(error: BaseException | None) -> Iterator[str]:
    while error is not None:
        yield f"{type(error).__name__}\n"
        yield from traceback.format_tb(error.__traceback__)
        error = error.__cause__ or error.__context__
