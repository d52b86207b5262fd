"""Which more numbers must be hidden, so that no hidden small number can be worked out from the others.

A reader knows that parts make up their whole: areas the total, months the quarter. From the numbers
shown, each with its rounding, follow the lowest and highest value every hidden one can have. Where too
few values are left for a small number, the smallest of its shown neighbours is hidden too, until none is.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

KINDS = ("project", "year", "half", "quarter", "month")
# A hidden small number must be able to be this many apart from itself at the least: 0-2, 3-5 …
LEAST_SPREAD = 2
# Bounds settle after a few rounds; hours, which need not be whole, could go on for ever.
MOST_ROUNDS = 50


class Key(NamedTuple):
    """One cell of one KPI. `area` and `group` are never both given; dates as ISO text."""

    kind: str
    start: str
    end: str
    area: str | None
    group: str | None


@dataclass
class Cell:
    """A cell as counted and as a reader can bound it. `is_small`: hidden by the rule; `is_backup`: to protect those."""

    value: float
    shown: float
    margin: float
    is_small: bool
    is_exact: bool
    is_backup: bool = False
    low: float = 0.0
    high: float = math.inf

    @property
    def is_shown(self) -> bool:
        return not (self.is_small or self.is_backup)


@dataclass(frozen=True)
class Family:
    """A whole and its parts. `is_reached`: the parts sum to the whole or more (persons counted in several parts);
    `is_filled`: they sum to it or less (a first month that is not shown).
    """

    whole: Key
    parts: tuple[Key, ...]
    is_reached: bool
    is_filled: bool


def find_backups(cells: Mapping[Key, Cell], small_group: int, *, times_add_up: bool) -> set[Key]:
    """The cells of one KPI to hide beside the small ones. Marks them in `cells` too.

    `times_add_up`: a longer period holds what its shorter ones hold (not so for counts on a date).
    """
    families = find_families(cells, times_add_up=times_add_up)
    bound_cells(cells, families, small_group)
    while picked := {backup for key in _exposed(cells) if (backup := _pick_backup(cells, families, key))}:
        for backup in picked:
            cells[backup].is_backup = True
        bound_cells(cells, families, small_group)
    return {key for key, cell in cells.items() if cell.is_backup}


def find_families(cells: Mapping[Key, Cell], *, times_add_up: bool) -> list[Family]:
    """Every whole with its parts: by area, by target group and by each finer kind of period."""
    families: list[tuple[Key, list[Key]]] = []
    for whole in cells:
        if whole.area is None and whole.group is None:
            periods = [key for key in cells if key[:3] == whole[:3]]
            families.append((whole, [key for key in periods if key.area is not None]))
            families.append((whole, [key for key in periods if key.group is not None]))
    for coarse, fine in combinations(KINDS, 2) if times_add_up else ():
        finer = [key for key in cells if key.kind == fine]
        families += [(key, [part for part in finer if _overlap(part, key)]) for key in cells if key.kind == coarse]
    return [_make_family(cells, whole, parts) for whole, parts in families if len(parts) > 1]


def _overlap(one: Key, other: Key) -> bool:
    return one.start <= other.end and other.start <= one.end and one[3:] == other[3:]


def _make_family(cells: Mapping[Key, Cell], whole: Key, parts: Iterable[Key]) -> Family:
    parts = tuple(parts)
    total = sum(cells[part].value for part in parts)
    adds_up = math.isclose(total, cells[whole].value)
    return Family(whole, parts, adds_up or total > cells[whole].value, adds_up or total < cells[whole].value)


def _exposed(cells: Mapping[Key, Cell]) -> list[Key]:
    return [key for key, cell in cells.items() if cell.is_small and cell.high - cell.low < LEAST_SPREAD]


def _pick_backup(cells: Mapping[Key, Cell], families: Iterable[Family], exposed: Key) -> Key | None:
    """The smallest shown neighbour in the family that says most about an exposed cell; else its whole."""
    telling = sorted(
        (family for family in families if exposed in family.parts), key=lambda family: _spread_left(cells, family)
    )
    for family in telling:
        neighbours = [key for key in family.parts if cells[key].is_shown and not cells[key].is_exact]
        if neighbours:
            return min(neighbours, key=lambda key: (cells[key].value, str(key)))
        if cells[family.whole].is_shown and not cells[family.whole].is_exact:
            return family.whole
    return None


def _spread_left(cells: Mapping[Key, Cell], family: Family) -> float:
    everyone = (cells[key] for key in (family.whole, *family.parts))
    return sum(min(cell.high - cell.low, 1e9) for cell in everyone)


def bound_cells(cells: Mapping[Key, Cell], families: Iterable[Family], small_group: int) -> None:
    """Set the lowest and highest value of every cell that the shown ones leave open."""
    for cell in cells.values():
        cell.low, cell.high = _stated_bounds(cell, small_group)
    families = [family for family in families if any(not cells[key].is_shown for key in (*family.parts, family.whole))]
    for _round in range(MOST_ROUNDS):
        before = [(cell.low, cell.high) for cell in cells.values()]
        for family in families:
            _tighten(cells, family)
        if before == [(cell.low, cell.high) for cell in cells.values()]:
            return


def _stated_bounds(cell: Cell, small_group: int) -> tuple[float, float]:
    if not cell.is_shown:
        return 0.0, float(small_group) if cell.is_small and cell.value <= small_group else math.inf
    if cell.is_exact:
        return cell.value, cell.value
    return max(cell.shown - cell.margin, small_group + 1), cell.shown + cell.margin


def _tighten(cells: Mapping[Key, Cell], family: Family) -> None:
    whole, parts = cells[family.whole], [cells[part] for part in family.parts]
    if family.is_reached:
        whole.high = min(whole.high, sum(part.high for part in parts))
        for part in parts:
            part.low = max(part.low, whole.low - sum(other.high for other in parts if other is not part))
    if family.is_filled:
        low = sum(part.low for part in parts)
        whole.low = max(whole.low, low)
        for part in parts:
            part.high = min(part.high, whole.high - (low - part.low))
