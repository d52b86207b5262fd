"""One check: what is judged about one table, what it means and what happens to the rows that fail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Severity = Literal["critical", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("info", "warning", "critical")


@dataclass(frozen=True)
class Expected:
    """What is expected of a table: an expectation of Great Expectations by its name there, and its arguments.

    GX itself takes seconds to import and is asked in `judge.py` only. `fault`: the condition in SQL that holds for no
    row when the expectation is met, where a look at the rows can say so. `absent`: the select that returns nothing
    then, where that is what is expected.
    """

    kind: str
    arguments: dict[str, Any]
    fault: str = ""
    absent: str = ""


@dataclass(frozen=True)
class Check:
    """`table` is schema-qualified; `rule` is unique within it.

    A check that quarantines gives the sender a `reason`, and `column_name`, the field at fault.
    With `sql`, the offending rows are those the select returns, each with its own `column_name`.
    """

    table: str
    rule: str
    severity: Severity
    description: str
    description_en: str
    expected: Expected
    quarantines: bool = False
    reason: str = ""
    column_name: str | None = None
    sql: str | None = None


def rows_expected_absent(sql: str) -> Expected:
    """A plain select that should return nothing.

    GX prints a warning on standard output unless a query names its batch, and reads braces as names.
    """
    query = "/* {batch} */ " + sql.replace("{", "{{").replace("}", "}}")
    return Expected("UnexpectedRowsExpectation", {"unexpected_rows_query": query}, absent=sql)


def values_expected_in(column: str, values: list[str]) -> Expected:
    """Each value of a column is one of these, or null."""
    listed = ", ".join(map(_quoted, values))
    fault = f"{column} not in ({listed})" if values else f"{column} is not null"
    return Expected("ExpectColumnValuesToBeInSet", {"column": column, "value_set": values}, fault)


def values_expected_to_match(column: str, shape: str) -> Expected:
    """Each value of a column has this shape (a regular expression), or is null."""
    fault = f"not regexp_matches({column}, {_quoted(shape)})"
    return Expected("ExpectColumnValuesToMatchRegex", {"column": column, "regex": shape}, fault)


def values_expected_between(column: str, minimum: float | None, maximum: float | None) -> Expected:
    """Each value of a column lies within these bounds, or is null."""
    limits = [f"{column} < {minimum!r}"] * (minimum is not None) + [f"{column} > {maximum!r}"] * (maximum is not None)
    arguments = {"column": column, "min_value": minimum, "max_value": maximum}
    return Expected("ExpectColumnValuesToBeBetween", arguments, " or ".join(limits))


def values_expected_in_order(lower: str, upper: str) -> Expected:
    """No value of one column is above the other's in the same row; a null is above nothing."""
    arguments = {"column_A": upper, "column_B": lower, "or_equal": True}
    return Expected("ExpectColumnPairValuesAToBeGreaterThanB", arguments, f"{upper} < {lower}")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
