"""The theory of change, told: its steps, and what is measured of each change. The same on the page and on paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from warehouse.formats import format_month, format_number, format_span
from warehouse.texts import N_, _, plural
from warehouse.texts.codes import unit_word

Row = Mapping[str, Any]

STEPS = {
    1: N_("1. Frivillige bliver inddraget"),
    2: N_("2. Aktiviteter bliver til med deres hjælp"),
    3: N_("3. På kort sigt: netværk og indsats bliver stærkere"),
    4: N_("4. På langt sigt: isolation brydes, og sammenhængskraften vokser"),
}


def say_measured(row: Row) -> str:
    """What is known of one change, and from when."""
    if row["state"] == "not_measured":
        return _("Ingen måler det endnu.")
    return " · ".join(filter(None, [_say_value(row), _say_waves(row), _say_last(row)]))


def _say_value(row: Row) -> str:
    if row["value"] is None:
        return ""
    amount = format_span(row["value_low"], row["value_high"]) or format_number(row["value"])
    return f"{amount} {unit_word(row['unit'], row['value']) or '%'}"


def _say_waves(row: Row) -> str:
    waves = row["waves"]
    return plural("{count} undersøgelse", "{count} undersøgelser", int(waves)) if waves else ""


def _say_last(row: Row) -> str:
    return _("senest {month}").format(month=format_month(row["last_date"])) if row["last_date"] else ""
