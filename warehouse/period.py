"""The periods figures are counted for, and how people write them: `2014`, `2014-H1`, `2014-K3`, `2014-03`, `projekt`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from warehouse.errors import UnknownPeriodError
from warehouse.settings import Project

WHOLE_PROJECT = "projekt"
_WHOLE_PROJECT_TOO = (WHOLE_PROJECT, "project")

_WRITTEN = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<part>[HhKkQq]?)(?P<number>[0-9]{1,2}))?")
_KINDS = {"": ("month", 1), "h": ("half", 6), "k": ("quarter", 3), "q": ("quarter", 3)}
_LETTERS = {"half": ("H", 6), "quarter": ("K", 3)}


@dataclass(frozen=True)
class Period:
    """A calendar period, or the whole project."""

    kind: str
    start: date
    end: date

    @property
    def name(self) -> str:
        """As people write it."""
        if self.kind == "project":
            return WHOLE_PROJECT
        if self.kind == "year":
            return f"{self.start.year}"
        if self.kind == "month":
            return f"{self.start:%Y-%m}"
        letter, months = _LETTERS[self.kind]
        return f"{self.start.year}-{letter}{(self.start.month - 1) // months + 1}"


def read_period(written: str, project: Project) -> Period:
    """The period somebody wrote. Raises UnknownPeriodError."""
    if written.strip().casefold() in _WHOLE_PROJECT_TOO:
        return Period("project", project.start, project.end)
    found = _WRITTEN.fullmatch(written.strip())
    year = int(found["year"]) if found else 0
    kind, months = _KINDS[(found["part"] or "").casefold()] if found and found["number"] else ("year", 12)
    number = int(found["number"] or 1) if found else 0
    if not (1900 <= year <= 2100 and 1 <= number <= 12 // months):
        raise UnknownPeriodError(
            f"«{written}» er ikke en periode. Skriv fx 2014, 2014-H1 (halvår), 2014-K3 (kvartal), 2014-03 (måned) eller projekt."
        )
    last = number * months
    following = date(year + last // 12, last % 12 + 1, 1)
    return Period(kind, date(year, last - months + 1, 1), following - timedelta(days=1))
