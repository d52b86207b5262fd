"""A glance at many rows at once: which of them may hold what somebody is looking for.

Each row is one text, its cells parted by a zero character, and one regular expression goes over all of them. A row
with letters that are rarely seen here is never passed over. A glance may raise a false alarm; what it passes over
holds nothing, so that only the rest need be looked at cell by cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from warehouse.intake.packed_rows import BETWEEN_CELLS, PackedRows

USUAL: Final = r"\x00-\x7fæøåÆØÅ"
ONE_CELL_AT_A_GLANCE = r"\A[\x00-\x20]*[^\x00]*[\x00-\x20]*\z"
_ROWS_AT_A_GLANCE = 20_000


def glance(rows: Sequence[list[Any]], pattern: str) -> Iterator[int]:
    """Places (from 0) of the rows whose texts may match. `pattern`: RE2's, for usual letters, a-z in lower case."""
    import pyarrow as pa  # takes a while to import, and not all that could read a file does
    import pyarrow.compute as pc

    for start in range(0, len(rows), _ROWS_AT_A_GLANCE):
        texts = _texts(rows, start, start + _ROWS_AT_A_GLANCE)
        try:
            matches = pc.match_substring_regex(pc.ascii_lower(pa.array(texts, pa.string())), f"[^{USUAL}]|{pattern}")
        except UnicodeEncodeError:  # half a character: no text at all to others
            yield from range(start, start + len(texts))
        else:
            yield from (start + place for place in pc.indices_nonzero(matches).to_pylist())


def _texts(rows: Sequence[list[Any]], start: int, stop: int) -> list[str]:
    """The rows' texts; numbers, dates and the like are no part of them."""
    if isinstance(rows, PackedRows):
        return rows.packed(start, stop)
    return [BETWEEN_CELLS.join([cell for cell in row if isinstance(cell, str)]) for row in rows[start:stop]]
