"""Erasing a person. Not built yet; what is asked for is logged, and the answer says what to do meanwhile."""

from __future__ import annotations

from typing import NoReturn

from warehouse.errors import ErasureNotReadyError


def erase() -> NoReturn:
    """Raises ErasureNotReadyError, always: what is held can be found, but not yet taken out of archive and results."""
    raise ErasureNotReadyError(
        "Frivillig kan ikke slette en person endnu: træk samtykket tilbage (frivillig person withdraw), lav en kopi, der viser"
        " hver fil og række (frivillig person export), og slet rækkerne i jeres egne ark."
    )
