"""Rows made in Python, put into a table in one statement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def append_rows(con: DuckDBPyConnection, table: str, rows: Iterable[Sequence[Any]]) -> None:
    """Append rows to `table`, each with a value for every column in the table's order.

    DuckDB's `executemany` makes a statement of every row, and takes a hundred times as long.
    """
    columns = [list(column) for column in zip(*rows, strict=True)]
    if columns:
        con.execute(f"insert into {table} select {', '.join('unnest(?)' for _ in columns)}", columns)
