"""What a sheet's name and titles say of the time: what turns "uge 43", or a bare "3" under "September", into a date.

A week is a day in it: the weekday that the titles name ("Skak om tirsdagen"), else its Monday.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from warehouse.intake.dates import read_date, turns_back, years_in
from warehouse.intake.folding import fold

_WEEK = re.compile(r"^(?:uge|u)\s*\.?\s*(?:nr\.?\s*)?(\d{1,2})(?:\s*[-/.,]?\s*(\d{4}))?$", re.I)
_DAY = re.compile(r"^(\d{1,2})\.?$")
_MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"
)  # fmt: skip
_SHORT_MONTHS = {"sept": 9} | {name[:3]: number for number, name in enumerate(_MONTHS, start=1)}
_WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "loerdag", "soendag")
_FIRST_WEEK_OF_AUTUMN = 27
_DAYS_OF_A_WHOLE_MONTH = 28


@dataclass(frozen=True)
class Season:
    """The year or years, the month and the weekday a sheet speaks of, as far as it says."""

    years: tuple[int, ...] = ()
    month: int | None = None
    weekdays: frozenset[int] = frozenset()

    def told(self, text: str) -> Season:
        """The same with what a title adds. The first year and the first month hold; weekdays gather."""
        return replace(
            self,
            years=self.years or years_in(text),
            month=self.month or month_in(text),
            weekdays=self.weekdays | _weekdays_in(text),
        )

    def turned(self, text: str) -> Season:
        """The same with what a later title says instead."""
        return replace(self, years=years_in(text) or self.years, month=month_in(text) or self.month)

    @property
    def weekday(self) -> int:
        """The day that stands for a week: the only one that was named, else Monday."""
        return next(iter(self.weekdays)) if len(self.weekdays) == 1 else 0

    def date_cells(self, cells: list[Any]) -> list[Any]:
        """A row with weeks, and days of the sheet's month, turned into dates; the same list when there are none."""
        days = self._days(cells)
        weeks = [self.week(cell) for cell in cells]
        if len(self.years) == 1 and turns_back([week for week in weeks if week]):
            return cells  # over New Year, and the title names but one of the years
        dated = [week or day or cell for cell, week, day in zip(cells, weeks, days, strict=True)]
        return dated if any(new is not old for new, old in zip(dated, cells, strict=True)) else cells

    def _days(self, cells: list[Any]) -> list[date | None]:
        days = [self.day(cell, self.month) if self.month else None for cell in cells]
        numbers = [day.day for day in days if day]
        # 1, 2, 3, 4 may as well be the first, second, third and fourth time
        is_counting = numbers == list(range(1, len(numbers) + 1)) and 2 < len(numbers) < _DAYS_OF_A_WHOLE_MONTH
        return [None] * len(cells) if is_counting else days

    def describe(self, cells: list[Any]) -> tuple[str, ...]:
        """The sentences that tell the sender how `date_cells` read a row."""
        told = []
        if any(self.week(cell) for cell in cells):
            told.append(f"En uge («uge 43») er læst som {_WEEKDAYS[self.weekday]}en i ugen.".replace("oe", "ø"))
        if self.month and any(self._days(cells)):
            told.append(f"Tallene i overskrifterne er læst som dage i {_MONTHS[self.month - 1]}.")
        return tuple(told)

    def week(self, cell: Any) -> date | None:
        """A heading like "uge 43" or "Uge 2 2014" as the day of that week."""
        found = _WEEK.match(cell.strip()) if isinstance(cell, str) else None
        if not found:
            return None
        number = int(found.group(1))
        year = int(found.group(2)) if found.group(2) else self._year_of_week(number)
        try:
            return date.fromisocalendar(year, number, self.weekday + 1) if year else None
        except ValueError:
            return None

    def day(self, cell: Any, month: int) -> date | None:
        """A bare day number of a month as a date: 3, "3" or "3."."""
        if isinstance(cell, float) and cell.is_integer():
            cell = f"{cell:.0f}"
        found = _DAY.match(cell.strip()) if isinstance(cell, str) else None
        return read_date(f"{found.group(1)}/{month}", years=self.years) if found else None

    def _year_of_week(self, number: int) -> int | None:
        if len(self.years) < 2:
            return next(iter(self.years), None)
        return self.years[0] if number >= _FIRST_WEEK_OF_AUTUMN else self.years[1]


def lacks_only_a_year(cells: list[Any]) -> bool:
    """Whether some heading is a date or a week but for its year."""
    some_year = Season((2000,))
    return any(isinstance(cell, str) and (read_date(cell, years=(2000,)) or some_year.week(cell)) for cell in cells)


def month_in(text: str) -> int | None:
    """The month a title speaks of: "September 2013" is 9. None when it names none, or several."""
    words = [word for word in fold(text).split() if word.isalpha()]
    found = {n for n, name in enumerate(_MONTHS, start=1) if name in words}
    if not found and len(words) == 1:
        found = {number for name, number in _SHORT_MONTHS.items() if name == words[0]}
    return found.pop() if len(found) == 1 else None


def _weekdays_in(text: str) -> frozenset[int]:
    words = fold(text).split()
    return frozenset(n for n, name in enumerate(_WEEKDAYS) if any(word.startswith(name) for word in words))
