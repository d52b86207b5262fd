"""Text put into a spreadsheet so that it stays text: no cell computes anything, no sign is lost.

Excel computes a cell that begins with one of `= + - @` (or a tab or carriage return before it), also
when the text came from somebody else's form.
"""

from __future__ import annotations

import re
from typing import Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LONGEST = 32_767  # characters in one cell of Excel's


def starts_a_formula(text: str) -> bool:
    """Whether Excel could take the text for something to compute."""
    return text.startswith(_STARTS_A_FORMULA)


def put_text(cell: Any, text: str) -> Any:
    """Write text into a cell of openpyxl's as text, whatever it begins with. Returns the cell."""
    # a carriage return is lost in XML, and _x0041_ is how Excel writes a sign it cannot
    plain = ILLEGAL_CHARACTERS_RE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    cell.value = _LOOKS_ESCAPED.sub("_x005F_", plain)[:_LONGEST] or None
    if cell.value is not None:
        cell.data_type = "s"
        cell.number_format = "@"
        cell.quotePrefix = starts_a_formula(text)
    return cell
