"""Questions to the published figures, one `.sql` each in `queries/`; all of a paper reads one snapshot."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from warehouse.settings import Settings
from warehouse.snapshot import Reader, Role

QUERIES = Path(__file__).parent / "queries"

Row = Mapping[str, Any]


class Asker:
    """Asks one file of one snapshot. A report that leaves the house asks `management`'s, in which there is no person."""

    def __init__(self, settings: Settings, role: Role = "management", reader: Reader | None = None) -> None:
        self._reader = reader or Reader(settings, role)
        self.snapshot = self._reader.key

    def ask(self, question: str, **given: object) -> list[Row]:
        """The rows of `queries/<question>.sql`; nothing is None, a day is a date. Raises NothingPublishedError."""
        frame = self._reader.query(_sql(question), given or (), key=self.snapshot)
        plain = frame.astype(object).where(frame.notna(), None)
        return [{str(name): _plain(value) for name, value in row.items()} for row in plain.to_dict("records")]

    def ask_one(self, question: str, **given: object) -> Row | None:
        """The first row, if any."""
        return next(iter(self.ask(question, **given)), None)


def _plain(value: Any) -> Any:
    if isinstance(value, pd.Timestamp):
        moment = value.to_pydatetime()
        return moment.date() if moment == moment.replace(hour=0, minute=0, second=0, microsecond=0) else moment
    return value


@cache
def _sql(question: str) -> str:
    return (QUERIES / f"{question}.sql").read_text(encoding="utf-8")
