"""Dates as Danes write them, and as the tools they use do. Never a guess kept quiet: what cannot be read is None."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from warehouse.intake.folding import fold, without_invisible

_MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "jan januar january", "feb februar february", "mar marts march", "apr april", "maj may", "jun juni june",
            "jul juli july", "aug august", "sep sept september", "okt oct oktober october", "nov november", "dec december",
        ],
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_CLOCK = r"(?:\s+kl\.?\s*\d{1,2}|[T,\s]+(?:kl\.?\s*)?\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?(?:\s*(?P<half>[ap]\.?m\.?))?(?:\s*(?:Z|UTC|GMT|CES?T))?(?:\s*[+-]\d{1,2}(?::?\d{2})?)?)?"
_YEAR = r"['’]?(?P<year>\d{4}|\d{2})"
_WEEKDAY = r"(?:(?:man|tirs|ons|tors|fre|lør|søn)(?:dag)?\.?,?\s+)?(?:den\s+|d\.?\s*)?"
_YEAR_FIRST = re.compile(
    rf"^(?P<year>\d{{4}})(?P<sign>[-/.])(?P<month>\d{{1,2}})(?P=sign)(?P<day>\d{{1,2}}){_CLOCK}$", re.I
)
_COMPACT = re.compile(r"^(?P<year>(?:19|20)\d{2})(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)$")
_NUMBERS = re.compile(
    rf"^{_WEEKDAY}(?P<first>\d{{1,2}})\s*(?P<sign>[./\- ])\s*(?P<second>\d{{1,2}})(?:\.?\s*[./\- ]\s*{_YEAR})?\.?{_CLOCK}$",
    re.I,
)
_NAMED = re.compile(
    rf"^{_WEEKDAY}(?P<day>\d{{1,2}})[.\-\s]*(?P<name>[a-zæøå]{{3,9}})(?:[.,\-\s]+{_YEAR}|\.)?{_CLOCK}$", re.I
)
_NAME_FIRST = re.compile(
    rf"^(?P<name>[a-z]{{3,9}})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,\s*(?P<year>\d{{4}}){_CLOCK}$", re.I
)
_WEEK = re.compile(r"^(?:uge|week)\s*(?P<week>\d{1,2})(?:[\s,./-]+(?P<year>\d{4}))?$", re.I)
_YEARS = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:\s*[-/–]\s*((?:19|20)?\d{2}))?(?!\d)")
_SERIAL_DAY_ZERO = date(1899, 12, 30)
_FIRST_YEAR_OF_1900S = 60
_HERE = ZoneInfo("Europe/Copenhagen")
_HALF_A_YEAR = 182
_A_LEAP_YEAR = (2000,)


def read_date(cell: object, *, years: tuple[int, ...] = (), month_first: bool = False) -> date | None:
    """A cell as a date, or None when it is none.

    Year first (ISO), then day before month (`month_first`: the column has shown that it is the other way
    round). A date without a year takes it from `years`: one year, or the two of a season over New
    Year, whose months from July on belong to the first. A moment with a time zone is the day it was here. A
    number counts only as Excel's day number, or as 20141231.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _from_number(float(cell))
    if isinstance(cell, str):
        return _from_text(without_invisible(cell).strip(), years, month_first)
    return None


def lacks_year(cell: object) -> bool:
    """Whether a cell is a date or a week but for its year."""
    alone, with_year = (read_date(cell, years=years) or read_week(cell, years) for years in ((), _A_LEAP_YEAR))
    return alone is None and with_year is not None


def turns_back(days: list[date]) -> bool:
    """Whether days that follow one another go half a year back, as December and January of one year do."""
    return any((before - after).days > _HALF_A_YEAR for before, after in pairwise(days))


def years_in(text: str) -> tuple[int, ...]:
    """The year or the two years a title speaks of: `"Vinter 2013-14"` → `(2013, 2014)`."""
    found = _YEARS.search(text)
    if not found:
        return ()
    first = int(found.group(1))
    if not found.group(2):
        return (first,)
    return (first, int(found.group(2)) if len(found.group(2)) == 4 else first // 100 * 100 + int(found.group(2)))


def split_numbers(text: str) -> re.Match[str] | None:
    """A date of two numbers whose order one has to know: `first`, `sign`, `second`, `year`, `half` (am or pm), if any."""
    return _NUMBERS.match(without_invisible(text).strip())


def _from_number(number: float) -> date | None:
    if 20_000 <= number <= 60_000:
        return _SERIAL_DAY_ZERO + timedelta(days=int(number))
    return _from_text(f"{number:.0f}", (), False) if 19_000_101 <= number <= 20_991_231 else None


def _from_text(text: str, years: tuple[int, ...], month_first: bool) -> date | None:
    if found := _YEAR_FIRST.match(text):
        return _moment_here(text) or _date(int(found["year"]), int(found["month"]), int(found["day"]))
    if found := _COMPACT.match(text):
        return _date(int(found["year"]), int(found["month"]), int(found["day"]))
    if found := _NUMBERS.match(text):
        day, month = int(found["first"]), int(found["second"])
        if month_first:
            day, month = month, day
        return _date(_year(found["year"], month > 6, years), month, day)
    if found := _NAMED.match(text) or _NAME_FIRST.match(text):
        named = _MONTHS.get(fold(found["name"]))
        return _date(_year(found["year"], named > 6, years), named, int(found["day"])) if named else None
    return None


def read_week(cell: object, years: tuple[int, ...] = ()) -> date | None:
    """The Monday of `uge 43 2014`, or None when no week is written."""
    found = _WEEK.match(without_invisible(cell).strip()) if isinstance(cell, str) else None
    return _monday(_year(found["year"], int(found["week"]) > 26, years), int(found["week"])) if found else None


def _moment_here(text: str) -> date | None:
    """The day here of an ISO moment that says its time zone."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.astimezone(_HERE).date() if moment.tzinfo else None


def _year(written: str | None, is_autumn: bool, years: tuple[int, ...]) -> int | None:
    if written is None:
        return years[0] if len(years) == 1 or (years and is_autumn) else (years[1] if years else None)
    if len(written) == 4:
        return int(written)
    # two digits: a fixed border, so that a file means the same whenever it is read
    return int(written) + (2000 if int(written) < _FIRST_YEAR_OF_1900S else 1900)


def _date(year: int | None, month: int, day: int) -> date | None:
    if year is None:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _monday(year: int | None, week: int) -> date | None:
    if year is None:
        return None
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
