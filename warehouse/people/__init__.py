"""Who is the same person, and by what number they are called. Splink is imported only when `link` runs."""

from __future__ import annotations

from duckdb import DuckDBPyConnection

from warehouse.archive import Archive

__all__ = ["link", "write_number"]


def link(con: DuckDBPyConnection, archive: Archive) -> None:
    """Fill `staging.mentions` and the `person_id` of every staging table that names persons, corrected by staff."""
    from warehouse.people import linking

    linking.link(con, archive)


def write_number(person_id: str) -> str:
    """A person_id as people see it, in groups of four: digits in a row could be taken for a CPR number."""
    prefix, mark, digits = person_id.partition("_")
    return prefix + mark + "-".join(digits[start : start + 4] for start in range(0, len(digits), 4))
