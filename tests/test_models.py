"""What the declarations say of a table is what DuckDB builds, in SQL that another engine could run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
import sqlglot

from tests.workspace import make_workspace
from warehouse.build import build_models, create_time_tables, set_variables
from warehouse.metric import load_metrics
from warehouse.model import Model, load_models
from warehouse.staging import create_staging

MODELS = [model for schema in ("core", "marts") for model in load_models(schema).values()]
REFUSED = (
    "pivot",
    "unpivot",
    "try_strptime",
    "generate_series",
    "quantile_cont",
    "strip_accents",
    "jaro_winkler",
    "asof",
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """Every table, built from a workspace with nothing in it."""
    settings = make_workspace(tmp_path_factory.mktemp("tomt") / "hjem")
    with duckdb.connect() as con:
        create_staging(con)
        set_variables(con, settings, settings.as_of())
        create_time_tables(con, settings, settings.as_of())
        build_models(con)
        yield con


@pytest.mark.parametrize("model", MODELS, ids=lambda model: f"{model.schema_name}.{model.name}")
def test_columns_are_those_declared_in_name_type_and_order(built: duckdb.DuckDBPyConnection, model: Model) -> None:
    found = {name: kind for name, kind, *_ in built.execute(f"describe {model.schema_name}.{model.name}").fetchall()}
    assert list(found.items()) == [(name, column.type) for name, column in model.columns.items()]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: f"{model.schema_name}.{model.name}")
def test_every_table_says_its_grain_and_every_column_what_it_holds(model: Model) -> None:
    assert model.grain.startswith("Én række pr.")
    assert all(len(column.description) > 2 for column in model.columns.values())


def statements() -> dict[str, str]:
    models = {f"{m.schema_name}.{m.name}": m.sql for m in MODELS if m.sql_path.is_file()}
    return models | {f"metrics.{m.metric_id}": m.sql for m in load_metrics().values()}


@pytest.mark.parametrize("name", statements())
def test_sql_is_one_select_that_spark_can_be_given(name: str) -> None:
    sql = statements()[name]
    (tree,) = sqlglot.parse(sql, read="duckdb")
    assert tree is not None
    assert not [word for word in REFUSED if f"{word}(" in sql.lower() or f" {word} " in sql.lower()]
    assert sqlglot.transpile(sql, read="duckdb", write="spark")


def test_no_table_that_management_opens_declares_a_person() -> None:
    public = [model for model in MODELS if model.public]
    assert len(public) > 5
    for model in public:
        assert not any(column.personal for column in model.columns.values())
        assert "person_id" not in model.columns


def test_sources_lie_in_their_own_folders() -> None:
    root = Path(__file__).parent.parent / "warehouse"
    assert {path.stem for path in (root / "metrics").glob("*.sql")} == {
        path.stem for path in (root / "metrics").glob("*.yml")
    }


def test_what_a_kpi_rests_on_exists_and_goes_down_to_what_forms_feed(built: duckdb.DuckDBPyConnection) -> None:
    rests_on: dict[str, set[str]] = {}
    for metric_id, table in built.execute("select metric_id, table_name from marts.metric_tables").fetchall():
        rests_on.setdefault(metric_id, set()).add(table)
    there = {
        name
        for (name,) in built.execute(
            "select table_schema || '.' || table_name from information_schema.tables"
        ).fetchall()
    }
    assert set(rests_on) == set(load_metrics())
    assert set().union(*rests_on.values()) <= there
    assert {"metrics.participations", "core.attendances", "staging.attendances"} <= rests_on["participations"]
    assert "staging.recognitions" in rests_on["recognised_volunteers"]
    assert "staging.recognitions" not in rests_on["participations"]
