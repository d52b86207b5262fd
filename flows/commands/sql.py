"""`frivillig sql`: read-only questions to the published snapshot."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.options import AsJson
from flows.output import print_document, print_lines, print_table
from flows.texts import t

if TYPE_CHECKING:
    import pandas as pd

_SHOWN_AT_MOST = 200


class Role(StrEnum):
    """Whose eyes to look with."""

    staff = "staff"
    management = "management"


def sql(
    query: Annotated[str, typer.Argument(metavar="SPØRGSMÅL", help=t("Én SQL-select."))],
    as_json: AsJson = False,
    role: Annotated[Role, typer.Option(help=t("Medarbejdere ser personer; ledelsen kun summer."))] = Role.staff,
    snapshot: Annotated[str | None, typer.Option(help=t("Et ældre resultat, efter dets id."))] = None,
) -> int:
    """Prints a table, or a list of objects."""
    from warehouse.settings import load_settings
    from warehouse.snapshot import Reader

    rows = list_rows(Reader(load_settings(), role.value, snapshot).query(query))
    if as_json:
        print_document(rows)
    elif not rows:
        print_lines([t("Ingen rækker.")])
    else:
        print_table(list(rows[0]), [list(row.values()) for row in rows[:_SHOWN_AT_MOST]])
        if len(rows) > _SHOWN_AT_MOST:
            print_lines([t("… og {count} rækker mere", count=len(rows) - _SHOWN_AT_MOST)])
    return 0


def list_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as plain values: missing is None, a whole number has no decimals, a date no time of day."""
    import pandas as pd

    plain = pd.DataFrame(index=frame.index)
    for place, name in enumerate(frame.columns):
        column = frame.iloc[:, place]
        if pd.api.types.is_datetime64_any_dtype(column) and (column.dropna() == column.dropna().dt.normalize()).all():
            column = column.dt.date
        elif pd.api.types.is_float_dtype(column):
            column = column.convert_dtypes()
        plain[name] = column.astype(object).where(column.notna(), None)
    rows: list[dict[str, Any]] = plain.to_dict("records")
    return rows
