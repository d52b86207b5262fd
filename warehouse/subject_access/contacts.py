"""E-mails and phone numbers in any text, told apart from dates."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w+.,/-])(?:(?:\+|00)\d{1,3}[ .-]?)?\d{2}(?:[ .-]?\d{2}){3}(?![\d/]|[.,-]\d)")
_NOT_DIGIT = re.compile(r"\D")


def holds_contact(text: str) -> bool:
    """Whether an e-mail or a phone number stands in the text."""
    return bool(EMAIL.search(text)) or cover_phones(text, lambda _: "") != text


def cover_phones(text: str, cover: Callable[[str], str]) -> str:
    """The text with what `cover` makes of each phone number, given its digits, in its place."""
    return _PHONE.sub(lambda m: m[0] if is_date(m[0]) else cover(m[0]), text)


def is_date(written: str) -> bool:
    """`31-12-2014`, `2014 12 31` and `20141231` have eight digits too."""
    digits = _NOT_DIGIT.sub("", written)
    orders = ((digits[:4], digits[4:6], digits[6:]), (digits[4:], digits[2:4], digits[:2]))
    return len(digits) == 8 and any(_makes_date(*order) for order in orders)


def _makes_date(year: str, month: str, day: str) -> bool:
    try:
        return 1900 <= date(int(year), int(month), int(day)).year <= 2100
    except ValueError:
        return False
