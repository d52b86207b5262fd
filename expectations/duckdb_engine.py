"""Great Expectations on a DuckDB connection that is already open.

GX has no DuckDB backend, and its SQL datasource closes the connection before it fetches, which ends DuckDB's
cursors. Here GX's and SQLAlchemy's own extension points get what DuckDB needs; nothing is patched.

The package `duckdb` is not imported here, nor one that does: what GX registers lives until the process ends, and
DuckDB then complains on the user's screen of everything still held.
"""

from __future__ import annotations

import builtins
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar, Literal

os.environ["GX_ANALYTICS_ENABLED"] = "false"

import great_expectations as gx
import sqlalchemy as sa
from great_expectations.data_context.types.base import DataContextConfig, InMemoryStoreBackendDefaults
from great_expectations.datasource.fluent.interfaces import Batch
from great_expectations.datasource.fluent.sql_datasource import QueryAsset, SQLDatasource
from great_expectations.execution_engine.sqlalchemy_execution_engine import SqlAlchemyExecutionEngine
from great_expectations.expectations.metrics.column_map_metrics.column_values_match_regex import (
    ColumnValuesMatchRegex,
)
from great_expectations.expectations.metrics.map_metric_provider import column_condition_partial
from great_expectations.expectations.metrics.metric_provider import metric_value
from great_expectations.expectations.metrics.table_metrics.table_column_types import ColumnTypes
from sqlalchemy.dialects import registry
from sqlalchemy.engine.default import DefaultDialect

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# GX logs the SQL and the values it stumbles over; judge.py says what went wrong, without them.
logging.getLogger("great_expectations").setLevel(logging.CRITICAL + 1)


class LentCursor:
    """A cursor in Python's sense.

    DuckDB's own `cursor()` is a new connection: it sees neither the variables (`getvariable('as_of')`) nor what is not
    committed yet.
    """

    def __init__(self, con: DuckDBPyConnection) -> None:
        self._con = con

    def execute(self, sql: str, parameters: tuple[Any, ...] = ()) -> None:
        self._con.execute(sql, parameters)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._con, name)

    def close(self) -> None:
        """There is nothing to close: the connection is the night's."""


class LentConnection:
    """The night's own connection, lent to SQLAlchemy, which cannot close it."""

    def __init__(self, con: DuckDBPyConnection) -> None:
        self._con: Any = con

    def cursor(self) -> LentCursor:
        return LentCursor(self._con)

    def close(self) -> None:
        self._con = None


class LentDialect(DefaultDialect):
    """SQLAlchemy's standard SQL on a lent connection. The night alone begins and ends transactions."""

    name = "lent"
    driver = "duckdb"
    supports_statement_cache = False

    class Driver:
        """What SQLAlchemy wants to know of a DBAPI module."""

        paramstyle = "qmark"
        Error = Exception

    @classmethod
    def import_dbapi(cls) -> Any:
        return cls.Driver

    def do_commit(self, dbapi_connection: Any) -> None:
        """Left to the night."""

    def do_rollback(self, dbapi_connection: Any) -> None:
        """Left to the night: SQLAlchemy rolls back as a matter of course."""


registry.register("lent.duckdb", __name__, "LentDialect")


class Lender:
    """Hands the connection to SQLAlchemy until it is taken back; pydantic may not copy it."""

    def __init__(self, con: DuckDBPyConnection) -> None:
        self._con: Any = con

    def __deepcopy__(self, memo: dict[int, Any]) -> Lender:
        return self

    def __call__(self) -> LentConnection:
        return LentConnection(self._con)

    def take_back(self) -> None:
        self._con = None


class DuckDBExecutionEngine(SqlAlchemyExecutionEngine):
    """Keeps one connection open for as long as the engine is used."""

    @contextmanager
    def get_connection(self) -> Iterator[sa.Connection]:
        if self._connection is None:
            self._connection = self.engine.connect()
        yield self._connection

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        super().close()


class DuckDBDatasource(SQLDatasource):
    """What `context.data_sources.add_duckdb` makes."""

    asset_types: ClassVar[list[builtins.type]] = [QueryAsset]
    type: Literal["duckdb"] = "duckdb"  # type: ignore[assignment]
    connection_string: str

    @property
    def execution_engine_type(self) -> builtins.type[DuckDBExecutionEngine]:
        return DuckDBExecutionEngine


class MatchesRegex(ColumnValuesMatchRegex):
    """GX knows no regular expressions for DuckDB."""

    condition_metric_name = "column_values.match_regex"
    condition_value_keys = ("regex",)

    @column_condition_partial(engine=DuckDBExecutionEngine)
    def _sqlalchemy(cls, column: Any, regex: str, _dialect: Any, **kwargs: Any) -> sa.ColumnElement[bool]:
        return sa.func.regexp_matches(column, sa.literal(regex))


class DescribedColumnTypes(ColumnTypes):
    """A table's columns as DuckDB describes them; GX would ask SQLAlchemy, which knows no catalogue here."""

    @metric_value(engine=DuckDBExecutionEngine)
    def _sqlalchemy(  # type: ignore[override]
        cls, execution_engine: DuckDBExecutionEngine, metric_domain_kwargs: dict[str, Any], **kwargs: Any
    ) -> list[dict[str, Any]]:
        batch_data: Any = execution_engine.batch_manager.active_batch_data
        select = batch_data.selectable.compile(execution_engine.engine, compile_kwargs={"literal_binds": True})
        described = execution_engine.execute_query(sa.text(f"describe {select}"))
        return [{"name": name, "type": kind, "nullable": True} for name, kind, *_ in described]


class Loan:
    """GX reading the night's connection, table by table."""

    def __init__(self, lender: Lender) -> None:
        context = gx.get_context(mode="ephemeral", project_config=_in_memory())
        self._source: SQLDatasource = context.data_sources.add_duckdb(
            "night", connection_string="lent+duckdb://", kwargs={"creator": lender}
        )
        self._asset = self._source.add_query_asset("table", query="select 1 as nothing")
        self._all_of_it = self._asset.add_batch_definition_whole_table("all")

    def batch(self, table: str) -> Batch:
        """All of one table, e.g. `staging.sessions`.

        One asset asks for each table in turn: GX writes its whole configuration anew for every asset it is given.
        """
        self._asset.query = f"select * from {table}"
        batch: Batch = self._all_of_it.get_batch()
        return batch

    def end(self) -> None:
        self._source.get_execution_engine().close()


def _in_memory() -> DataContextConfig:
    """No folder for pages nobody reads, no progress bars."""
    return DataContextConfig(
        store_backend_defaults=InMemoryStoreBackendDefaults(init_temp_docs_sites=False),
        progress_bars={"globally": False, "metric_calculations": False},  # type: ignore[arg-type]
    )


@contextmanager
def lend(con: DuckDBPyConnection) -> Iterator[Loan]:
    """Let GX read `con`, in a context that lives in memory only, writes no file and says nothing."""
    lender = Lender(con)
    loan = Loan(lender)
    try:
        yield loan
    finally:
        loan.end()
        lender.take_back()
