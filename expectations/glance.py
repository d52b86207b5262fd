"""A glance at the staged rows: which checks may have something to say.

Great Expectations judges, and takes seconds to import; where no row is at fault there is nothing to judge. A glance
may raise a false alarm, and never misses a row: a property test holds it to GX's own verdicts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from expectations.check import Check

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def checks_in_doubt(con: DuckDBPyConnection, checks: list[Check]) -> list[Check]:
    """The checks for which a row may be at fault, or of which a look at the rows says nothing."""
    filled = {check.table for check in checks if _is_any(con, f"select 1 from {check.table}")}
    return [check for check in checks if check.table in filled and _is_in_doubt(con, check)]


def _is_in_doubt(con: DuckDBPyConnection, check: Check) -> bool:
    if check.sql is not None:
        return _is_any(con, check.sql)
    fault = check.expected.fault
    return not fault or _is_any(con, f"select 1 from {check.table} where {fault}")


def _is_any(con: DuckDBPyConnection, select: str) -> bool:
    return con.execute(f"select 1 from ({select}) limit 1").fetchone() is not None
