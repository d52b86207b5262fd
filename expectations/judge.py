"""Judge the night's tables and write down what was found: counts and sentences, never a value.

Importing this module imports Great Expectations, which takes seconds: import it in the task that checks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

import great_expectations as gx
import great_expectations.expectations as gxe
from great_expectations.core import ExpectationValidationResult
from great_expectations.datasource.fluent.interfaces import Batch
from great_expectations.expectations.expectation import Expectation
from great_expectations.expectations.metadata_types import FailureSeverity

from expectations.built_suite import built_checks, metric_checks
from expectations.check import SEVERITIES, Check, Severity, rows_expected_absent
from expectations.duckdb_engine import Loan, lend
from expectations.rule import load_rules
from expectations.staged_suite import every_staged_check
from warehouse.append import append_rows
from warehouse.metric import load_metrics
from warehouse.model import load_models

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# Keys of failing rows, all of them (GX cuts at 20 by default), and no values.
WITH_ROW_IDS = {
    "result_format": "COMPLETE",
    "unexpected_index_column_names": ["row_id"],
    "partial_unexpected_count": 2**31 - 1,
    "exclude_unexpected_values": True,
}
COUNTS_ONLY = {"result_format": "SUMMARY", "partial_unexpected_count": 0}

COULD_NOT_RUN = "Kontrollen kunne ikke gennemføres; sig det til den, der passer systemet."


@dataclass(frozen=True)
class Result:
    """One row of `quality.results`. `failed_rows` is None when the check could not be carried out."""

    table_name: str
    rule: str
    severity: Severity
    success: bool
    failed_rows: int | None
    description: str
    description_en: str = ""


@dataclass(frozen=True)
class Verdict:
    """A check, what came of it and, where asked for, the keys of the rows that fail it."""

    check: Check
    result: Result
    row_ids: tuple[str, ...]


def check_staged(con: DuckDBPyConnection, run_id: str) -> list[Result]:
    """Judge every staged table that is present.

    Rows that fail a check which quarantines are appended to `quality.offending`, all of them.
    """
    _create_quality(con)
    return _record(con, run_id, judge_staged(con, every_staged_check(_tables(con, "staging"))))


def judge_staged(con: DuckDBPyConnection, checks: Iterable[Check]) -> list[Verdict]:
    """Judge checks of staged tables and append the rows that fail one which quarantines to `quality.offending`."""
    verdicts = judge_checks(con, checks, WITH_ROW_IDS)
    for verdict in verdicts:
        if verdict.check.quarantines and not verdict.result.success:
            _take_rows(con, verdict)
    return verdicts


def check_built(con: DuckDBPyConnection, run_id: str) -> list[Result]:
    """Judge every declared table of core, metrics and marts, and the rules across them.

    A table that is declared and not there fails its checks.
    """
    _create_quality(con)
    models = [model for schema in ("core", "marts") for model in load_models(schema).values() if model.columns]
    checks = [check for model in models for check in built_checks(model)]
    checks += [check for metric in load_metrics().values() for check in metric_checks(metric.metric_id)]
    checks += [rule.check() for rule in load_rules() if not rule.table.startswith("staging.")]
    return _record(con, run_id, judge_checks(con, checks))


def worst_failure(results: Iterable[Result]) -> Severity | None:
    """The highest severity that failed, None when nothing did. `critical` means: do not publish."""
    failed = {result.severity for result in results if not result.success}
    return max(failed, key=SEVERITIES.index, default=None)


def judge_checks(
    con: DuckDBPyConnection, checks: Iterable[Check], result_format: dict[str, Any] = COUNTS_ONLY
) -> list[Verdict]:
    """Judge every check on its table, one suite per table."""
    by_table = groupby(sorted(checks, key=lambda check: check.table), key=lambda check: check.table)
    with lend(con) as loan:
        return [
            verdict
            for table, group in by_table
            for verdict in _judge_table(loan, table, {check.rule: check for check in group}, result_format)
        ]


def _judge_table(loan: Loan, table: str, checks: dict[str, Check], result_format: dict[str, Any]) -> Iterator[Verdict]:
    """Selects that should return nothing are put to GX as one, and one by one only where something was returned.

    GX takes twenty milliseconds for each of a thousand expectations; DuckDB a fraction of one.
    """
    batch = loan.batch(table)
    selects = {rule: check for rule, check in checks.items() if check.expected.absent}
    if len(selects) > 1 and _are_all_absent(batch, selects.values()):
        yield from (Verdict(check, _result(check, success=True, failed_rows=0), ()) for check in selects.values())
        checks = {rule: check for rule, check in checks.items() if rule not in selects}
    if not checks:
        return
    suite = gx.ExpectationSuite(name=table, expectations=list(map(_as_expectation, checks.values())))
    for outcome in batch.validate(suite, result_format=result_format).results:
        expectation: Any = outcome.expectation_config
        yield _verdict(checks[expectation.meta["rule"]], outcome)


def _are_all_absent(batch: Batch, checks: Iterable[Check]) -> bool:
    """Whether none of the checks' selects returns a row; also False when one of them cannot be run."""
    together = rows_expected_absent("\nunion all\n".join(f"select 1 from ({c.expected.absent}\n)" for c in checks))
    outcome = batch.validate(getattr(gxe, together.kind)(**together.arguments), result_format=COUNTS_ONLY)
    return bool(outcome.success)


def _as_expectation(check: Check) -> Expectation:
    expectation: Expectation = getattr(gxe, check.expected.kind)(**check.expected.arguments)
    expectation.severity = FailureSeverity(check.severity)
    expectation.meta = {"rule": check.rule}
    return expectation


def _verdict(check: Check, outcome: ExpectationValidationResult) -> Verdict:
    broken = outcome.exception_info.get("raised_exception", True)
    failed_rows = None if broken else _failed_rows(outcome)
    return Verdict(check, _result(check, bool(outcome.success), failed_rows), _row_ids(outcome))


def _result(check: Check, success: bool, failed_rows: int | None) -> Result:
    """What is written down; without `failed_rows` the check could not be carried out, which stops the publishing."""
    broken = failed_rows is None
    return Result(
        table_name=check.table,
        rule=check.rule,
        severity="critical" if broken else check.severity,
        success=success,
        failed_rows=failed_rows,
        description=f"{check.description} {COULD_NOT_RUN}" if broken else check.description,
        description_en=check.description_en,
    )


def _failed_rows(outcome: ExpectationValidationResult) -> int:
    """Rows that break the expectation."""
    found = outcome.result
    return int(found.get("unexpected_count", found.get("observed_value")) or 0)


def _row_ids(outcome: ExpectationValidationResult) -> tuple[str, ...]:
    groups = outcome.result.get("unexpected_index_list") or []
    return tuple(row_id for group in groups for row_id in group["row_id"])


def _take_rows(con: DuckDBPyConnection, verdict: Verdict) -> None:
    check = verdict.check
    if check.sql is None:
        rows = "select distinct unnest($row_ids::varchar[]) as row_id, $column_name as column_name"
        found: dict[str, Any] = {"row_ids": list(verdict.row_ids), "column_name": check.column_name}
    else:
        rows, found = f"select distinct row_id, column_name from ({check.sql})", {}
    con.execute(
        f"insert into quality.offending select row_id, $rule, $reason, column_name from ({rows})",
        {"rule": check.rule, "reason": check.reason, **found},
    )


def _record(con: DuckDBPyConnection, run_id: str, verdicts: Iterable[Verdict]) -> list[Result]:
    results = [verdict.result for verdict in verdicts]
    append_rows(con, "quality.results", [[run_id, *astuple(r)] for r in results])
    return results


def _create_quality(con: DuckDBPyConnection) -> None:
    con.execute("create schema if not exists quality")
    con.execute(
        """create table if not exists quality.results (
            run_id varchar, table_name varchar, rule varchar, severity varchar, success boolean,
            failed_rows bigint, description varchar, description_en varchar
        )"""
    )
    con.execute(
        """create table if not exists quality.offending (
            row_id varchar, reason_code varchar, reason varchar, column_name varchar
        )"""
    )


def _tables(con: DuckDBPyConnection, schema: str) -> set[str]:
    found = con.execute(
        "select table_name from duckdb_tables() where database_name = current_database() and schema_name = ?", [schema]
    )
    return {name for (name,) in found.fetchall()}
