"""Numbers and dates on the pages: the same as on paper."""

from __future__ import annotations

from warehouse.formats import (
    NOTHING,
    format_amount,
    format_day,
    format_moment,
    format_month,
    format_number,
    format_percent,
    format_period,
    format_period_name,
    format_phone,
    format_span,
    locale,
)

__all__ = [
    "NOTHING",
    "format_amount",
    "format_day",
    "format_moment",
    "format_month",
    "format_number",
    "format_percent",
    "format_period",
    "format_period_name",
    "format_phone",
    "format_span",
    "locale",
]
