"""In which order tables are built: read from the SQL itself."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from graphlib import TopologicalSorter

from warehouse.errors import DeclarationError
from warehouse.model import Model


def build_order(models: Iterable[Model]) -> list[Model]:
    """The models that have SQL, each after those it reads. The order is read from the SQL itself.

    Raises DeclarationError when two tables read each other.
    """
    by_table = {(m.schema_name, m.name): m for m in models if m.sql_path.is_file()}
    sorter = TopologicalSorter(
        {key: tables_read(model.sql) & by_table.keys() for key, model in sorted(by_table.items())}
    )
    try:
        return [by_table[key] for key in sorter.static_order()]
    except ValueError as error:
        raise DeclarationError(f"Tabellerne læser hinanden i ring: {error.args[1]}.") from error


@cache
def tables_read(sql: str) -> frozenset[tuple[str, str]]:
    """The (schema, table) pairs a select reads; its own CTEs, which have no schema, are left out."""
    import sqlglot  # takes a while to import, and most commands build nothing
    from sqlglot import exp

    tree = sqlglot.parse_one(sql, read="duckdb")
    return frozenset((table.db, table.name) for table in tree.find_all(exp.Table) if table.db)
