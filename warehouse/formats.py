"""Numbers and dates as a Dane (or a reader of English) writes them, whatever the browser is set to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from warehouse.texts import _, current_language

NOTHING = "–"

_LOCALES = {"da": "da_DK", "en": "en_GB"}


def locale() -> str:
    return _LOCALES[current_language()]


def format_number(value: float | None, decimals: int = 1) -> str:
    """1234.5 → 1.234,5. Decimals only where there are any; `–` for nothing."""
    if value is None:
        return NOTHING
    return _write_decimal(round(value, decimals), decimals, locale())


# A page says the same numbers and dates again at every click, and Babel reads its patterns anew each time.
@lru_cache(maxsize=20_000)
def _write_decimal(value: float, decimals: int, where: str) -> str:
    return format_decimal(value, "#,##0." + "#" * decimals, locale=where)


@lru_cache(maxsize=20_000)
def _write_date(day: date, pattern: str, where: str) -> str:
    return format_date(day, pattern, locale=where)


def format_percent(value: float | None) -> str:
    """143.3 (percent, not a share) → 143,3 %."""
    return NOTHING if value is None else f"{format_number(value)} %"


def format_amount(value: float | None, low: float | None, high: float | None, precision: str | None) -> str:
    """A value with its reservation in a word: `258`, `ca. 60`, `mindst 258`. The whole span: `format_span`."""
    if value is None:
        return NOTHING
    number = format_number(value)
    is_floor = precision == "at_least" or (precision == "interval" and low is not None and low >= value)
    if is_floor and low != high:
        return _("mindst {value}").format(value=number)
    is_estimate = precision == "ca" or (precision == "interval" and low != high)
    return _("ca. {value}").format(value=number) if is_estimate else number


def format_span(low: float | None, high: float | None) -> str:
    """`mellem 214 og 258`; nothing when there is no doubt."""
    if low is None or high is None or round(low, 1) == round(high, 1):
        return ""
    return _("mellem {low} og {high}").format(low=format_number(low), high=format_number(high))


def format_day(day: date | None) -> str:
    """14-10-2014."""
    return NOTHING if day is None else _write_date(day, "dd-MM-yyyy", locale())


def format_month(day: date) -> str:
    """oktober 2014."""
    return _write_date(day, "LLLL yyyy", locale())


def format_moment(moment: datetime | None, timezone: str) -> str:
    """15-11-2026 kl. 04.15, here. A moment without a zone is in UTC."""
    if moment is None:
        return NOTHING
    aware = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo("UTC"))
    pattern = "dd-MM-yyyy HH:mm" if current_language() == "en" else "dd-MM-yyyy 'kl.' HH.mm"
    return format_datetime(aware, pattern, tzinfo=ZoneInfo(timezone), locale=locale())


def format_period(start: date, end: date) -> str:
    """01-06-2013 – 31-12-2014, with hyphens at which no line is broken."""
    return f"{format_day(start)} – {format_day(end)}".replace("-", "\N{NON-BREAKING HYPHEN}")


def format_phone(phone: str | None) -> str | None:
    """+4512345678 → 12 34 56 78, as it is dialled; a foreign number as it is."""
    danish = re.fullmatch(r"\+45(\d\d)(\d\d)(\d\d)(\d\d)", phone or "")
    return " ".join(danish.groups()) if danish else phone


def format_period_name(kind: str, start: date, end: date) -> str:
    """`hele projektperioden`, `2014`, `2. kvartal 2014`, `oktober 2014`."""
    names = {
        "project": _("hele projektperioden"),
        "year": f"{start.year}",
        "half": _("{number}. halvår {year}").format(number=(start.month + 5) // 6, year=start.year),
        "quarter": _("{number}. kvartal {year}").format(number=(start.month + 2) // 3, year=start.year),
        "month": format_month(start),
    }
    return names.get(kind) or format_period(start, end)


def say_value(row: Mapping[str, Any]) -> str:
    """`mindst 258`, `ca. 60`, `92,4 %`; what is hidden to protect people is a dash."""
    amount = format_amount(row["value"], row["value_low"], row["value_high"], row["precision"])
    return f"{amount} %" if row["unit"] == "percent" and row["value"] is not None else amount
