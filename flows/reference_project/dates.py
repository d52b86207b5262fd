"""When things happen: project period, closures and the days of weekly offers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

PROJECT_START = date(2013, 6, 1)
PROJECT_END = date(2014, 12, 31)

MONTHS = (
    ["Januar", "Februar", "Marts", "April", "Maj", "Juni", "Juli", "August", "September", "Oktober", "November", "December"]
)  # fmt: skip


@dataclass(frozen=True)
class Closure:
    """Days, both included, on which the secretariat's offers are closed."""

    name: str
    first: date
    last: date

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


CLOSURES = (
    Closure("Grundlovsdag 2013", date(2013, 6, 5), date(2013, 6, 5)),
    Closure("Sommerlukket 2013 (uge 28-30)", date(2013, 7, 8), date(2013, 7, 26)),
    Closure("Efterårsferie 2013", date(2013, 10, 14), date(2013, 10, 18)),
    Closure("Jul og nytår 2013", date(2013, 12, 20), date(2014, 1, 3)),
    Closure("Vinterferie 2014", date(2014, 2, 10), date(2014, 2, 14)),
    Closure("Påske 2014", date(2014, 4, 14), date(2014, 4, 21)),
    Closure("Store bededag 2014", date(2014, 5, 16), date(2014, 5, 16)),
    Closure("Kristi himmelfart 2014", date(2014, 5, 29), date(2014, 5, 30)),
    Closure("Grundlovsdag 2014", date(2014, 6, 5), date(2014, 6, 5)),
    Closure("2. pinsedag 2014", date(2014, 6, 9), date(2014, 6, 9)),
    Closure("Sommerlukket 2014 (uge 28-30)", date(2014, 7, 7), date(2014, 7, 25)),
    Closure("Efterårsferie 2014", date(2014, 10, 13), date(2014, 10, 17)),
    Closure("Jul og nytår 2014", date(2014, 12, 20), date(2015, 1, 4)),
)


def is_open(day: date) -> bool:
    """Whether the secretariat's offers are open on `day`."""
    return not any(closure.covers(day) for closure in CLOSURES)


def weekly(first: date, last: date, weekdays: Iterable[int], skip: Iterable[date] = ()) -> list[date]:
    """Open days from `first` to `last` that fall on one of `weekdays` (0 = Monday)."""
    wanted, left_out = set(weekdays), set(skip)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if day.weekday() in wanted and is_open(day) and day not in left_out]


def monthly(first: date, last: date, weekday: int) -> list[date]:
    """The last open such weekday of each month, July and December left out."""
    latest = {(day.year, day.month): day for day in weekly(first, last, [weekday]) if day.month not in (7, 12)}
    return list(latest.values())


def season(day: date) -> str:
    """The half-year sheet a day is written on: "Forår 2014" or "Efterår 2014"."""
    return f"{'Forår' if day.month < 7 else 'Efterår'} {day.year}"


def month(day: date) -> str:
    """The month sheet a day is written on: "Marts 2014"."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def danish(day: date, separator: str = "-") -> str:
    """03-09-2013, or with another separator."""
    return day.strftime(f"%d{separator}%m{separator}%Y")
