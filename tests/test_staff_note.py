"""What staff write about a volunteer lands on that volunteer the next night, and says who wrote it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from openpyxl import load_workbook

from tests.test_corrections import HEAD, night
from tests.workspace import make_workspace, put_sheet
from warehouse.errors import CorrectionRefusedError
from warehouse.staff_note import submit_agreement, submit_note


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """Two namesakes on a list; then a note about the one and what was agreed with both."""
    settings = make_workspace(tmp_path_factory.mktemp("notat") / "hjem")
    namesakes: list[list[object]] = [
        ["Bo Berg", "bo@example.dk", "01-03-2014", "20304050"],
        ["Bo Berg", "bob@example.dk", "01-03-2014", "20304051"],
    ]
    put_sheet(settings, "a.xlsx", [HEAD, *namesakes])
    ids = dict(night(settings).execute("select email, person_id from core.persons").fetchall())
    bo, other = ids["bo@example.dk"], ids["bob@example.dk"]
    due = date(2015, 1, 9)
    submit_note(settings, "anne", bo, note="=1+1", channel="phone", outcome="not_now", next_step="Ring", due_date=due)
    submit_note(settings, "anne", bo, note="Samme dag")
    submit_agreement(settings, "anne", bo, "paused", reason="Barsel", paused_until=date(2015, 3, 1))
    submit_agreement(settings, "anne", other, "stopped")
    with night(settings) as con:
        yield con


def select(con: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    return con.execute(sql).fetchall()


def test_a_note_stands_in_the_contact_log_of_its_own_person(written: duckdb.DuckDBPyConnection) -> None:
    assert select(
        written,
        "select email, note, channel, outcome, next_step, due_date::varchar, staff_name "
        "from core.follow_ups join core.persons using (person_id) order by note",
    ) == [
        ("bo@example.dk", "=1+1", "phone", "not_now", "Ring", "2015-01-09", "anne"),
        ("bo@example.dk", "Samme dag", None, None, None, None, "anne"),
    ]


def test_what_was_agreed_decides_the_status_of_its_own_person(written: duckdb.DuckDBPyConnection) -> None:
    found = select(written, "select email, status from core.volunteers join core.persons using (person_id) order by 1")
    assert found == [("bo@example.dk", "paused"), ("bob@example.dk", "stopped")]


def test_what_was_agreed_makes_no_new_person_and_is_a_fact_with_its_place(written: duckdb.DuckDBPyConnection) -> None:
    assert select(written, "select count(*) from core.persons") == [(2,)]
    assert select(
        written, "select source_title, value from core.person_facts where field = 'status_note' order by value"
    ) == [("Aftale fra dashboardet", "paused"), ("Aftale fra dashboardet", "stopped")]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, "Skriv et notat"),
        ({"note": "010190-1234"}, "CPR-nummer"),
        ({"note": "x", "due_date": date(2014, 12, 1)}, "ikke er gået"),
    ],
)
def test_a_note_that_will_not_do_is_refused_and_nothing_is_written(
    tmp_path: Path, said: dict[str, Any], why: str
) -> None:
    settings = make_workspace(tmp_path / "hjem")
    with pytest.raises(CorrectionRefusedError, match=why):
        submit_note(settings, "anne", "p_aabbccddeeff", **said)
    assert not (settings.inbox / "notater").exists()


def test_a_pause_must_end_and_the_file_names_nobody(tmp_path: Path) -> None:
    settings = make_workspace(tmp_path / "hjem")
    with pytest.raises(CorrectionRefusedError, match="hvor længe"):
        submit_agreement(settings, "anne", "p_aabbccddeeff", "paused")
    path = submit_agreement(settings, "anne", "p_aabbccddeeff", "stopped", reason="=1+1")
    assert "anne" not in path.name and "aabb" not in path.name
    assert [cell.data_type for cell in load_workbook(path).worksheets[0][2] if cell.value == "=1+1"] == ["s"]
