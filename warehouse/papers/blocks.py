"""What a report is made of, whatever it is written as: PDF, Word, web page or workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from warehouse.charts import Spec


@dataclass(frozen=True)
class Shown:
    """A cell: as it is read, and as a spreadsheet may compute with it."""

    text: str
    value: float | date | None = None


Cell = Shown | str


@dataclass(frozen=True)
class Heading:
    """A heading; `level` 1 opens a chapter."""

    text: str
    level: Literal[1, 2] = 1


@dataclass(frozen=True)
class Text:
    """A paragraph. `lead`: the first words of a chapter; `small`: a remark; `prompt`: to be written by hand, in Word only."""

    text: str
    tone: Literal["plain", "lead", "small", "prompt"] = "plain"


@dataclass(frozen=True)
class Points:
    """A list, a sentence or two each."""

    items: Sequence[str]


@dataclass(frozen=True)
class Card:
    """One figure with what it is and what must be known with it."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class Cards:
    """The figures to see first."""

    cards: Sequence[Card]


@dataclass(frozen=True)
class Column:
    """A column of a table; `weight`: its width beside the others."""

    heading: str
    weight: float = 1.0
    is_number: bool = False


@dataclass(frozen=True)
class Table:
    """A table with what it shows (its period stands there) and a remark below. `bold`: numbers of rows that sum up."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    note: str = ""
    bold: frozenset[int] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Figure:
    """A chart of the screen's, with its numbers in words for those who cannot see it."""

    title: str
    spec: Spec
    alt: str
    note: str = ""


@dataclass(frozen=True)
class Callout:
    """A few sentences that must not be missed."""

    title: str
    items: Sequence[str]


Block = Heading | Text | Points | Cards | Table | Figure | Callout


@dataclass(frozen=True)
class Paper:
    """A whole report. `mark` says that it is a draft; `facts` stand under the title."""

    title: str
    subtitle: str
    mark: str
    facts: Sequence[tuple[str, str]]
    footer: str
    blocks: Sequence[Block]


def text_of(cell: Cell) -> str:
    """The cell as it is read."""
    return cell.text if isinstance(cell, Shown) else cell
