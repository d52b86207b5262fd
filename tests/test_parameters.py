"""The domain's thresholds: declared once, explained, used, and a workspace's own where it sets one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from warehouse.errors import SettingsError
from warehouse.parameter import load_parameters, parameter_values

WAREHOUSE = Path(__file__).parent.parent / "warehouse"
DASHBOARD = WAREHOUSE.parent / "dashboard"
DATES = {"as_of", "closed_through", "project_start", "project_end"}
DISCLOSURE = {"small_group", "round_to"}


def test_every_parameter_is_read_somewhere_and_every_one_read_is_declared() -> None:
    read = {
        name
        for room, pattern, wanted in (
            (WAREHOUSE, "*.sql", r"getvariable\('(\w+)'\)"),
            (WAREHOUSE, "*.py", r"read_parameter\(con, \"(\w+)\"\)"),
            (DASHBOARD, "*.py", r"[^_]threshold\(\"(\w+)\"\)"),
        )
        for path in room.rglob(pattern)
        for name in re.findall(wanted, path.read_text(encoding="utf-8"))
    }
    assert read - DATES - DISCLOSURE == load_parameters().keys()


def test_every_parameter_says_in_a_sentence_what_it_decides_and_where_it_comes_from() -> None:
    for name, parameter in load_parameters().items():
        assert parameter.sentence.endswith("."), name
        assert parameter.reference and parameter.reference_en, name


def test_a_workspaces_own_value_holds() -> None:
    assert parameter_values({})["new_days"] == 60
    assert parameter_values({"new_days": 30})["new_days"] == 30


def test_a_parameter_that_does_not_exist_is_named() -> None:
    with pytest.raises(SettingsError, match=r"parameters\.nye_dage.*new_days"):
        parameter_values({"nye_dage": 30})


@pytest.mark.parametrize("value", ["mange", -1])
def test_a_parameter_must_be_a_number(value: str | int) -> None:
    with pytest.raises(SettingsError, match=r"new_days.*tal"):
        parameter_values({"new_days": value})
