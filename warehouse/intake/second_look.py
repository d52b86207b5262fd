"""What a row that was read well still has against it: letters that were lost, a cell too many, a line through it."""

from __future__ import annotations

from dataclasses import replace

from warehouse.intake.grid import Sheet, is_filled
from warehouse.intake.mojibake import LOST
from warehouse.intake.rows import Row
from warehouse.intake.tables import Table


def look_again(row: Row, table: Table, sheet: Sheet) -> Row:
    """The row as it is, or handed back, or marked as struck out."""
    if row.fate != "loaded":
        return row
    if (column := _column_with_lost_letters(row, table)) is not None:
        return _hand_back(
            row,
            "lost_letters",
            "Bogstaver er gået tabt i cellen (vist som \N{REPLACEMENT CHARACTER}). Skriv dem igen.",
            column,
        )
    if sheet.is_text and _has_too_many_cells(sheet, row, table):
        return _hand_back(
            _with_cells_gathered(row, len(table.headings)),
            "too_many_cells",
            "Rækken har flere celler end overskrifterne: et skilletegn står inde i en tekst. Sæt teksten i anførselstegn.",
            len(table.headings) - 1,
        )
    if row.number in sheet.struck_rows:
        reason = "Der er streget over i rækken; den er læst som de andre. Er personen holdt op, så skriv det i arket."
        return replace(row, reason_code="struck_out", reason=reason)
    return row


def _hand_back(row: Row, code: str, reason: str, column: int) -> Row:
    return replace(row, fate="quarantined", reason_code=code, reason=reason, column=column, records=[])


def _column_with_lost_letters(row: Row, table: Table) -> int | None:
    used = (column for column in table.header.columns if column < len(row.cells))
    return next((column for column in used if LOST in row.cells[column]), None)


def _has_too_many_cells(sheet: Sheet, row: Row, table: Table) -> bool:
    return any(map(is_filled, sheet.rows[row.number - 1][len(table.headings) :]))


def _with_cells_gathered(row: Row, width: int) -> Row:
    """All that stands beyond the headings, in the last column that has one: nothing is lost on the way back."""
    return replace(
        row, cells=[*row.cells[: width - 1], " | ".join(cell.strip() for cell in row.cells[width - 1 :] if cell)]
    )
