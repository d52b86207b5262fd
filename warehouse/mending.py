"""What mends what: of all that was handed in about one row, which counts, and what was changed by whom.

The sender's own sheet goes on living while its faulty rows are handed back. So a row and everything
that comes from it (newer versions of the file, return sheets, copies of them) is one line, and of a
line only one hand-in counts:

- a row that says the same as the one it was made from brings nothing new and never takes its place;
- what was changed takes the place of what it was changed from;
- of two that were changed apart, one that can be read goes before one that cannot, the sender's own
  sheet before a return sheet, the later before the earlier;
- a faulty row that has also got other news in its own file keeps them: the cells that were mended are
  put in, and the row is read again.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from warehouse.append import append_rows
from warehouse.intake.headings import RETURN_BY, RETURN_WHY
from warehouse.lineage import Place, TracedRow, changed_headings, trace_rows
from warehouse.return_form import read_again
from warehouse.source import Source


@dataclass(frozen=True)
class Decision:
    """A row's new fate."""

    row_id: str
    fate: str
    reason_code: str
    reason: str


def settle_mendings(con: DuckDBPyConnection, sources: Mapping[str, Source]) -> None:
    """Decide what counts in every line in which something was handed in, and note in `raw.mendings` what was mended."""
    rows = trace_rows(con, sources)
    lines: dict[str, list[TracedRow]] = defaultdict(list)
    for row in rows.values():
        if row.is_live and row.fate in ("loaded", "quarantined"):
            lines[row.origin.row_id].append(row)
    standing: list[TracedRow] = []
    decisions: list[Decision] = []
    for line in lines.values():
        kept, decided = _settle_line(con, line, sources) if any(row.mends for row in line) else (line, [])
        standing += kept
        decisions += decided
    _carry_out(con, decisions)
    _note_mendings(con, standing)


def _settle_line(
    con: DuckDBPyConnection, line: list[TracedRow], sources: Mapping[str, Source]
) -> tuple[list[TracedRow], list[Decision]]:
    untouched = [row for row in line if row.mends and row.is_same_as_parent]
    rest = [row for row in line if row not in untouched]
    kept = _choose(_latest_changes(rest))
    for row in kept:
        _carry_mends_on(con, row, _latest_changes(rest), sources)
    decisions = [_superseded_by(kept[0], row) for row in rest if row not in kept]
    return kept, decisions + [_decide_untouched(row, kept) for row in untouched]


def _latest_changes(rows: list[TracedRow]) -> list[TracedRow]:
    """The rows from which none of the others was made."""
    outgrown = {
        older.state.row_id for row in rows for older in row.ancestors() if older.state.row_id != row.state.row_id
    }
    return [row for row in rows if row.state.row_id not in outgrown]


def _choose(rows: list[TracedRow]) -> list[TracedRow]:
    """The rows of the one hand-in that counts: several, when somebody made two rows of one."""
    if not rows:
        return []
    best = max(rows, key=_weight)
    return [row for row in rows if row.state.file_id == best.state.file_id]


def _weight(row: TracedRow) -> tuple[bool, bool, int, str]:
    is_own_news = not row.mends and row.parent is not None
    may_be_mended_on = is_own_news and row.state.parent is not None
    return (row.fate == "loaded" or may_be_mended_on, is_own_news, row.state.arrival, row.file_id)


def _carry_mends_on(
    con: DuckDBPyConnection, row: TracedRow, others: Iterable[TracedRow], sources: Mapping[str, Source]
) -> None:
    """Put the cells that were mended elsewhere into a row that is still faulty but has other news, and read it again."""
    if row.mends or row.fate != "quarantined":
        return
    mends: dict[Place, str] = {}
    for other in sorted((other for other in others if other.mends), key=_weight):
        if found := dict(_changes_since_parting(row, other)):
            mends, row.mended_with = mends | found, other
    if not mends:
        return
    columns = {place: column for column, place in row.head.places.items()}
    cells = row.cells + [""] * (1 + max(columns.values()) - len(row.cells))
    for place, text in mends.items():
        if place in columns:
            cells[columns[place]] = text
    again = read_again(con, row, cells, sources[row.head.source])
    con.execute(
        """
        update raw.rows set cells = $cells, fate = $fate, reason_code = $code, reason = $reason, column_number = $column,
            records = $records, content = case when len($records) > 0 then md5(array_to_string($records, chr(10))) end
        where row_id = $row_id
        """,
        {
            "cells": cells,
            "fate": again.fate,
            "code": again.reason_code,
            "reason": again.reason,
            "column": again.column,
            "records": [json.dumps(record, ensure_ascii=False, sort_keys=True) for record in again.records],
            "row_id": row.row_id,
        },
    )
    row.fate = again.fate


def _changes_since_parting(row: TracedRow, other: TracedRow) -> Iterator[tuple[Place, str]]:
    """What `other` changed of what both were made from, where `row` has not changed it too."""
    ours = {older.row_id for older in row.ancestors()}
    base = next((older for older in other.ancestors() if older.row_id in ours), None)
    if base is None:
        return
    for place in base.head.places.values():
        before, now = base.said.get(place, ""), other.said.get(place, "")
        if before != now and row.said.get(place, "") == before and place in other.head.places.values():
            yield place, now


def _superseded_by(winner: TracedRow, row: TracedRow) -> Decision:
    where = f"Rettet i «{winner.file_name}», række {winner.row_number}."
    if row.mends and not winner.mends:
        where = f"Rækken står rettet i «{winner.file_name}», række {winner.row_number}; den gælder."
    return Decision(row.row_id, "superseded", "mended", where)


def _decide_untouched(row: TracedRow, kept: list[TracedRow]) -> Decision:
    same = next((other for other in kept if other.state is row.state), None)
    if same:
        where = f"«{same.file_name}», række {same.row_number}"
        return Decision(row.row_id, "duplicate", "not_mended", f"Rækken er ikke rettet her; den står i {where}.")
    if kept:
        return _superseded_by(kept[0], row)
    return Decision(
        row.row_id, "superseded", "newer_file", "Rækken er ikke rettet her, og den står ikke længere i sit eget ark."
    )


def _carry_out(con: DuckDBPyConnection, decisions: list[Decision]) -> None:
    if decisions:
        con.executemany(
            "update raw.rows set fate = $2, reason_code = $3, reason = $4, column_number = null where row_id = $1",
            [[d.row_id, d.fate, d.reason_code, d.reason] for d in decisions],
        )


def _note_mendings(con: DuckDBPyConnection, standing: list[TracedRow]) -> None:
    con.execute(
        """
        create or replace table raw.mendings (
            row_id varchar, mended_row_id varchar, how varchar, columns varchar, mended_by varchar, why varchar,
            found_date date, mended_date date
        )
        """
    )
    found = {tuple(mending) for row in standing for mending in _mendings_of(row)}
    append_rows(con, "raw.mendings", sorted(found, key=str))


def _mendings_of(row: TracedRow) -> Iterator[list[object]]:
    """Every step in a row's history by which a faulty row became one that is not known to be."""
    for after in [row, *row.ancestors()]:
        before = after.parent
        if before is None or not before.is_faulty or after.is_same_as_parent or _is_still_faulty(after, row):
            continue
        yield _describe_mending(_first_faulty(before), after, after.mended_with or after)


def _describe_mending(first: TracedRow, mended: TracedRow, by: TracedRow) -> list[object]:
    said_by, why = (by.head.said_beside(by.cells, heading) or None for heading in (RETURN_BY, RETURN_WHY))
    how = "original_file" if not by.mends else "dashboard" if why else "return_sheet"
    columns = "; ".join(changed_headings(first, by))
    return [first.row_id, mended.row_id, how, columns, said_by, why, first.seen, by.seen]


def _is_still_faulty(after: TracedRow, row: TracedRow) -> bool:
    if after is row:
        return row.fate == "quarantined"
    return after.is_faulty


def _first_faulty(row: TracedRow) -> TracedRow:
    first = row
    for older in row.ancestors():
        if not (older.is_faulty or older.says_the_same_as(first)):
            break
        first = older
    return first
