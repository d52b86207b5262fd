"""What is made of rows is made once for as long as they are the same rows."""

from __future__ import annotations

import pyarrow as pa

from dashboard.keeping import Aside, keep, keep_chart

ROWS = [{"name": "Ida", "times": 3}, {"name": "Bo", "times": 1}]


def test_the_same_rows_are_made_once_also_in_a_list_of_their_own() -> None:
    made: list[str] = []

    @keep
    def tell(rows: list[dict[str, object]], language: str) -> str:
        made.append(language)
        return ", ".join(str(row["name"]) for row in rows)

    assert tell(ROWS, "da") == tell(list(ROWS), "da") == "Ida, Bo"
    assert made == ["da"]
    assert tell(ROWS, "en") == "Ida, Bo"
    assert tell(ROWS[:1], "da") == "Ida"
    assert made == ["da", "en", "da"]


def test_other_rows_are_never_taken_for_those_that_are_gone() -> None:
    @keep
    def count(rows: list[dict[str, object]]) -> object:
        return rows[0]["times"]

    assert [count([{"name": "Ida", "times": times}]) for times in range(200)] == list(range(200))


def test_what_goes_aside_does_not_tell_two_calls_apart() -> None:
    @keep
    def tell(rows: list[dict[str, object]], way: Aside[str]) -> str:
        return way.value

    assert tell(ROWS, Aside("first")) == tell(ROWS, Aside("second")) == "first"


def test_a_chart_is_packed_with_all_its_rows() -> None:
    @keep_chart
    def draw(rows: list[dict[str, object]]) -> dict[str, object]:
        return {"mark": "bar", "data": {"values": rows}}

    spec = draw(ROWS)
    assert spec["mark"] == "bar"
    assert spec["data"] == {"name": "rows"}
    with pa.ipc.open_stream(spec["datasets"]["rows"]) as stream:
        assert stream.read_all().to_pylist() == ROWS
