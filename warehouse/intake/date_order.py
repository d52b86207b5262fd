"""Day before month or month before day: decided for each column by what stands in it, else asked.

Day-month is the norm here. `/` alone leaves a doubt, and only where something American stands beside it:
am or pm, a short year with a clock, another column that is month-day. What one file of a form has
proved holds for the form's other files.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from warehouse.intake.dates import read_date, read_week, split_numbers
from warehouse.intake.values import UnreadableCellError
from warehouse.source import DateOrder, Source

Evidence = Literal["day_month", "month_day", "mixed", "open", "none"]
Finding = Literal["day_month", "month_day", "mixed", "open", "asked"]
Place = tuple[str, str]
"""A source and a field of it."""

_CLEAR_MAJORITY = 4
_SHORT_YEAR_AND_CLOCK = re.compile(r"^\d{1,2}/\d{1,2}/\d{2} \d{1,2}:\d{2}")


@dataclass(frozen=True)
class DateColumn:
    """How the dates of a column are to be read, and what of that it proves itself."""

    evidence: Evidence
    order: DateOrder
    is_swapped: bool
    is_told: bool
    place: Place

    @property
    def finding(self) -> Finding | None:
        """What later files can learn from this one; None when there is nothing to know or to learn."""
        if self.evidence == "none":
            return None
        if self.evidence == "open":
            return None if self.is_told else "asked" if self.order == "ask" else "open"
        return self.evidence

    def read(self, cell: Any, years: tuple[int, ...]) -> Any:
        """The cell as a date; as it is when it is none. Raises UnreadableCellError when it could be two."""
        if isinstance(cell, date):
            return self._doubt_swapped(cell)
        numbers = split_numbers(cell) if isinstance(cell, str) else None
        if numbers and (reason := self._doubt(int(numbers["first"]), int(numbers["second"]))):
            raise reason
        return read_date(cell, years=years, month_first=self.order == "month_day") or read_week(cell, years) or cell

    def _doubt(self, first: int, second: int) -> UnreadableCellError | None:
        if first == second:
            return None
        can_be = {order for order, month in (("day_month", second), ("month_day", first)) if month <= 12}
        if self.evidence == "mixed" or (can_be and self.order != "ask" and self.order not in can_be):
            return _MIXED
        return _question(self.place) if self.order == "ask" and len(can_be) == 2 else None

    def _doubt_swapped(self, day: date) -> date:
        if self.is_swapped and day.day != day.month:
            raise UnreadableCellError(
                "date_maybe_swapped",
                "Andre datoer i kolonnen står som måned-dag, så Excel kan have byttet om på dag og måned i denne. Skriv den som 31-12-2014.",
            )
        return day


def examine_column(
    cells: Iterable[Any], place: Place, declared: DateOrder | None = None, *, is_beside_month_day: bool = False
) -> DateColumn:
    """Decide how to read a column of dates. `declared`: the order that was said or learned; proof goes before it."""
    cells = list(cells)
    evidence = find_order(cells)
    order: DateOrder = "month_day" if evidence == "month_day" else "day_month"
    if evidence == "open":
        order = declared or ("ask" if is_beside_month_day or any(map(_looks_american, cells)) else "day_month")
    days = [cell.day for cell in cells if isinstance(cell, date)]
    is_swapped = evidence == "month_day" and bool(days) and max(days) <= 12
    return DateColumn(evidence, order, is_swapped, declared is not None, place)


def find_order(cells: Iterable[Any]) -> Evidence:
    """What dates of two numbers prove of their order. `open`: nothing, and some are written with `/`."""
    written = Counter(cell for cell in cells if isinstance(cell, str))
    found = [(numbers, times) for cell, times in written.items() if (numbers := split_numbers(cell))]
    pairs = [(int(numbers["first"]), int(numbers["second"]), times) for numbers, times in found]
    day_first = sum(times for first, second, times in pairs if first > 12 >= second)
    month_first = sum(times for first, second, times in pairs if second > 12 >= first)
    if day_first > _CLEAR_MAJORITY * month_first or (day_first and not month_first):
        return "day_month"
    if month_first > _CLEAR_MAJORITY * day_first or (month_first and not day_first):
        return "month_day"
    if day_first:
        return "mixed"
    return "open" if any(n["sign"] == "/" and int(n["first"]) != int(n["second"]) for n, _ in found) else "none"


def learn_orders(findings: Iterable[tuple[Place, Finding]]) -> dict[Place, DateOrder]:
    """What the files of a form have proved, by source and field; `ask` where they disagree. The order of files is no matter."""
    proved: dict[Place, set[str]] = {}
    for place, finding in findings:
        if finding in ("day_month", "month_day", "mixed"):
            proved.setdefault(place, set()).add(finding)
    return {
        place: "day_month" if orders == {"day_month"} else "month_day" if orders == {"month_day"} else "ask"
        for place, orders in proved.items()
    }


def changes_reading(finding: Finding, learned: DateOrder | None) -> bool:
    """Whether what was learned lets a column be read otherwise than by itself."""
    return (finding == "open" and learned in ("month_day", "ask")) or (
        finding == "asked" and learned in ("day_month", "month_day")
    )


def teach(sources: Mapping[str, Source], learned: Mapping[Place, DateOrder]) -> dict[str, Source]:
    """Sources that know what was learned, except where somebody has declared it."""
    return {name: _teach_one(source, learned) for name, source in sources.items()}


def _teach_one(source: Source, learned: Mapping[Place, DateOrder]) -> Source:
    fields = {
        name: field.model_copy(update={"date_order": field.date_order or learned.get((source.name, name))})
        for name, field in source.fields.items()
    }
    return source.model_copy(update={"fields": fields})


def _looks_american(cell: Any) -> bool:
    if not isinstance(cell, str):
        return False
    numbers = split_numbers(cell)
    return bool(numbers and numbers["half"]) or _SHORT_YEAR_AND_CLOCK.match(cell.strip()) is not None


_MIXED = UnreadableCellError(
    "mixed_date_order",
    "Nogle datoer i kolonnen kan kun være dag-måned og andre kun måned-dag. Skriv denne som 31-12-2014.",
)


def _question(place: Place) -> UnreadableCellError:
    source, field = place
    return UnreadableCellError(
        "date_order_unknown",
        f"Kolonnen kan læses som dag-måned eller måned-dag. Skriv datoen som 31-12-2014, eller skriv "
        f"date_order: day_month (eller month_day) ved {field} i forms/{source}.yml.",
    )
