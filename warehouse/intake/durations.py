"""How long something took, in hours: written as hours, minutes, or from when to when."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from warehouse.intake.numbers import read_number

_WORDS = {
    "en halv time": 0.5, "en halv": 0.5, "halv time": 0.5, "et kvarter": 0.25, "tre kvarter": 0.75, "halvanden": 1.5,
    "halvanden time": 1.5,
}  # fmt: skip
_HOUR = r"(?:timer|time|tim\.?|t\.?|h\.?)"
_HOURS = re.compile(rf"^(?P<hours>.+?)\s*{_HOUR}$", re.I)
_HOURS_AND_MINUTES = re.compile(
    rf"^(?:(?P<hours>\d{{1,2}}|en|et)\s*{_HOUR}\s*(?:og\s+)?)?(?P<minutes>\d{{1,3}})\s*(?:m|min\.?|minutter)?$", re.I
)
_CLOCKED = re.compile(r"^(\d{1,2}):([0-5]\d)(?::[0-5]\d)?$")
_ISO = re.compile(r"^P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:\d+(?:\.\d+)?S)?$")
_POINT = r"(?:kl\.?\s*)?([01]?\d|2[0-4])(?:[:.]([0-5]\d))?"
_SPAN = re.compile(rf"^(?:fra\s+)?({_POINT})\s*(?:[-–]|til)\s*({_POINT})$", re.I)
_LATE_AS_A_NUMBER = 7
_HALF_A_DAY = 12
_MINUTES_AFTER_A_POINT = re.compile(r"^\d{1,2}\.(?:15|30|45)$")
_EXCEL_DAY_ZERO = datetime(1899, 12, 31)
_LAST_YEAR_THAT_IS_A_DURATION = 1900


def read_hours(cell: object) -> float | None:
    """A cell as hours, or None when it is none or could be two: `1-2` is no span of the clock, `1.30` no number."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, (int, float)):
        return float(cell)
    if isinstance(cell, timedelta):
        return cell.total_seconds() / 3600
    if isinstance(cell, (time, date)):
        return _from_moment(cell)
    return _from_text(str(cell))


def _from_moment(cell: time | date) -> float | None:
    if isinstance(cell, time):
        return cell.hour + cell.minute / 60 + cell.second / 3600
    if isinstance(cell, datetime) and cell.year <= _LAST_YEAR_THAT_IS_A_DURATION:
        return (cell - _EXCEL_DAY_ZERO).total_seconds() / 3600
    return None  # Excel has made a date of it


def _from_text(text: str) -> float | None:
    if (hours := _WORDS.get(text.casefold())) is not None:
        return hours
    if found := _ISO.match(text):
        return int(found[1] or 0) * 24 + int(found[2] or 0) + int(found[3] or 0) / 60
    if found := _CLOCKED.match(text):
        return int(found[1]) + int(found[2]) / 60
    if found := _SPAN.match(text):
        return _span(found)
    if _MINUTES_AFTER_A_POINT.match(text):
        return None
    minutes = _minutes(text)
    return _plain_hours(text) if minutes is None else minutes


def _plain_hours(text: str) -> float | None:
    found = _HOURS.match(text)
    return read_number(found["hours"] if found else text)


def _minutes(text: str) -> float | None:
    found = _HOURS_AND_MINUTES.match(text)
    if found is None or text.isdigit():
        return None
    hours = found["hours"] or "0"
    return (int(hours) if hours.isdigit() else 1) + int(found["minutes"]) / 60


def _span(found: re.Match[str]) -> float | None:
    start, end = _hour(found[2], found[3]), _hour(found[5], found[6])
    says_clock = found[3] or found[6] or "kl" in found[0].casefold()
    if start == end or (not says_clock and start < _LATE_AS_A_NUMBER and end <= _HALF_A_DAY):
        return None
    return end - start if end > start else end - start + 24  # past midnight


def _hour(hours: str, minutes: str | None) -> float:
    return int(hours) + int(minutes or 0) / 60
