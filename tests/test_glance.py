"""The glance before the judge: it sees exactly the rows Great Expectations finds at fault, so nothing is judged in vain or missed."""

from __future__ import annotations

import random
import subprocess
import sys
from datetime import date, time
from typing import Any

import duckdb
import pytest

from expectations.glance import checks_in_doubt
from expectations.judge import Verdict, judge_staged
from expectations.staged_suite import every_staged_check
from tests.test_expectations import open_night, put
from tests.workspace import SETTINGS
from warehouse.staging import PROVENANCE, fed_entities, staging_columns

ROWS = 120
VALUES: dict[str, list[Any]] = {
    "integer": [-1, 0, 1, 2, 5, 6, 23, 1899, 1900, 1980, 2014, 2016, 9999],
    "double": [-0.5, 0.0, 0.5, 1.0, 8.0, 24.0, 24.5, 100.0, 100.5, 1e9, float("inf"), float("nan")],
    "date": [date(1899, 1, 1), date(2014, 3, 4), date(2014, 3, 5), date(2014, 12, 31), date(2015, 1, 1), date(2040, 1, 1)],
    "time": [time(0), time(23, 59)],
    "boolean": [True, False],
    "varchar": ["", " ", "x", "bo@example.dk", "bo@example", "+4520304050", "20304050", "exact", "chess", "chess;sport", "chess;", "it's"],
}  # fmt: skip


@pytest.fixture(scope="module")
def odd_night() -> tuple[duckdb.DuckDBPyConnection, list[Verdict]]:
    """Every staged table full of rows of odd values, blanks among them, and Great Expectations' verdicts."""
    con, chance = open_night(), random.Random(7)
    con.execute("create schema quality")
    con.execute(
        "create table quality.offending (row_id varchar, reason_code varchar, reason varchar, column_name varchar)"
    )
    for entity, model in fed_entities().items():
        columns = {name: kind for name, kind in staging_columns(model).items() if name not in PROVENANCE}
        words = [word for field in model.accepted_fields.values() for word in field.words]
        for number in range(ROWS):
            drawn = {
                name: chance.choice([None, *VALUES[kind], *(words if kind == "varchar" else ())])
                for name, kind in columns.items()
            }
            provenance = {"row_id": f"{entity}_{number}", "file_id": "fil", "is_superseded": False}
            put(con, f"staging.{entity}", **provenance, recorded_date=date(2014, 3, 4), **drawn)
    return con, judge_staged(con, every_staged_check(fed_entities()))


def test_the_glance_sees_the_very_rows_that_are_judged_at_fault(
    odd_night: tuple[duckdb.DuckDBPyConnection, list[Verdict]],
) -> None:
    con, verdicts = odd_night
    judged = [(verdict.check, set(verdict.row_ids)) for verdict in verdicts if verdict.check.sql is None]
    assert sum(bool(row_ids) for _, row_ids in judged) > 30
    for check, row_ids in judged:
        seen = con.execute(f"select row_id from {check.table} where {check.expected.fault}").fetchall()
        assert {row_id for (row_id,) in seen} == row_ids, (check.table, check.rule)


def test_the_checks_in_doubt_are_those_that_fail(odd_night: tuple[duckdb.DuckDBPyConnection, list[Verdict]]) -> None:
    con, verdicts = odd_night
    failed = {(v.check.table, v.check.rule) for v in verdicts if not v.result.success}
    doubted = checks_in_doubt(con, [verdict.check for verdict in verdicts])
    assert {(check.table, check.rule) for check in doubted} == failed
    assert 0 < len(failed) < len(verdicts)


CHECK_ONE_FILE = """
import sys
from pathlib import Path
from flows.preview import preview_files
from warehouse.settings import load_settings
if __name__ == "__main__":
    preview_files(load_settings(Path(sys.argv[1])), [Path(sys.argv[2])])
    print("great_expectations" in sys.modules)
"""


@pytest.mark.parametrize(("registered", "is_judged"), [("04-03-2014", False), ("04-03-2040", True)])
def test_great_expectations_is_asked_only_where_a_row_may_be_at_fault(
    tmp_path_factory: pytest.TempPathFactory, registered: str, is_judged: bool
) -> None:
    folder = tmp_path_factory.mktemp("glance")
    (folder / "frivillig.toml").write_text(SETTINGS, encoding="utf-8")
    sheet = folder / "frivillige.csv"
    sheet.write_text(
        f"Navn;Mail;Registreret;Kan;Født\nBo Berg;bo@example.dk;{registered};sport;1980\n", encoding="utf-8"
    )
    script = folder / "check_one_file.py"
    script.write_text(f"import sys\nsys.path[:0] = {sys.path!r}\n{CHECK_ONE_FILE}", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script), str(folder), str(sheet)],
        capture_output=True,
        text=True,
        timeout=900,
        check=True,
    )
    assert done.stdout.strip() == str(is_judged)
