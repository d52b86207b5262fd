"""Every KPI counts what its declaration says: the cases stand in `metrics/<kpi>.yml`, as tables to read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from tests.given import AS_OF, Row, build, read_table, stage_given
from warehouse.metric import build_metrics, load_metrics
from warehouse.model import load_models

CASES = Path(__file__).parent / "metrics"
AREAS = {"Vangdalen": "vangdalen", "Jennumparken": "jennumparken", "Uden for": "uden_for", "Ukendt": "ukendt"}
GROUPS = {
    "Familier": "families",
    "Børn og unge": "children_youth",
    "Sårbare voksne": "vulnerable_adults",
    "Ukendt": "unknown",
}
KINDS = {"": "year", "H": "half", "K": "quarter", "M": "month"}


@dataclass(frozen=True)
class Case:
    """One sentence about a KPI, the rows it is given and the values it must give."""

    metric_id: str
    sentence: str
    given: dict[str, list[Row]]
    expect: list[Row]
    as_of: date


def read_cases() -> list[Case]:
    return [
        Case(
            metric_id=path.stem,
            sentence=case["sentence"],
            given={entity: read_table(table) for entity, table in case["given"].items()},
            expect=read_table(case["expect"]),
            as_of=case.get("as_of", AS_OF),
        )
        for path in sorted(CASES.glob("*.yml"))
        for case in YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    ]


def build_values(con: duckdb.DuckDBPyConnection) -> None:
    """Core, the KPIs and `marts.metric_values` from staging."""
    build(con, *(f"core.{model.name}" for model in load_models("core").values() if model.sql_path.is_file()))
    build_metrics(con)
    build(con, "marts.metric_values")


def counted(con: duckdb.DuckDBPyConnection, metric_id: str, wanted: Row) -> dict[str, Any]:
    """The one cell of `marts.metric_values` that a row of an expect table speaks of."""
    kind, start = read_period(wanted["Periode"])
    found = con.execute(
        """
        select value, value_low, value_high, precision from marts.metric_values
        where metric_id = $metric_id and period_kind = $kind and ($start is null or period_start = $start)
            and area_id is not distinct from $area and target_group is not distinct from $group
        """,
        {
            "metric_id": metric_id,
            "kind": kind,
            "start": start,
            "area": AREAS.get(wanted.get("Boligområde", "")),
            "group": GROUPS.get(wanted.get("Målgruppe", "")),
        },
    ).fetchall()
    assert len(found) == 1, wanted
    return dict(zip(("Værdi", "Mindst", "Højst", "Forbehold"), found[0], strict=True))


def read_period(written: str) -> tuple[str, date | None]:
    """`projekt`, `2014`, `2014-H1`, `2014-K3` or `2014-03` → kind and first day."""
    if written == "projekt":
        return "project", None
    year, kind, number = re.fullmatch(r"(\d{4})(?:-([HK]?)(\d+))?", written).groups()  # type: ignore[union-attr]
    months = {"H": 6, "K": 3}.get(kind, 1)
    return KINDS["" if number is None else kind or "M"], date(int(year), (int(number or 1) - 1) * months + 1, 1)


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: f"{case.metric_id}: {case.sentence}")
def test_kpi_counts_as_its_sentence_says(case: Case) -> None:
    with duckdb.connect() as con:
        stage_given(con, case.given, case.as_of)
        build_values(con)
        for wanted in case.expect:
            cell = counted(con, case.metric_id, wanted)
            for name in ("Værdi", "Mindst", "Højst"):
                if name in wanted:
                    value = None if wanted[name] == "intet" else float(wanted[name].replace(",", "."))
                    assert cell[name] == (None if value is None else pytest.approx(value)), (wanted, cell)
            assert wanted.get("Forbehold", cell["Forbehold"]) == cell["Forbehold"], wanted


def test_every_kpi_has_cases() -> None:
    assert {case.metric_id for case in read_cases()} == load_metrics().keys()


# Laws that hold for any rows -----------------------------------------------------------------------------------

VISITS = st.lists(
    st.tuples(
        st.sampled_from(["Ida", "Bo", "Karen", "Lis", "Per"]),
        st.sampled_from(["Skak", "Babycafé", "Tur"]),
        st.dates(date(2013, 6, 1), date(2014, 12, 31)),
        st.sampled_from(["Vangdalen", "Jennumparken", "Uden for"]),
        st.sampled_from(["deltager", "frivillig"]),
    ),
    max_size=25,
)
NESTED = ("distinct_users", "participations", "sessions_held", "volunteer_hours")


@settings(max_examples=12, deadline=None)
@given(visits=VISITS)
def test_any_visits_are_counted_as_by_hand_and_parts_never_exceed_the_whole(visits: list[tuple[Any, ...]]) -> None:
    headings = ("Navn", "Aktivitet", "Dato", "Sted", "Rolle")
    rows = [dict(zip(headings, map(str, visit), strict=True)) for visit in visits]
    with duckdb.connect() as con:
        stage_given(con, {"attendances": rows})
        build_values(con)
        cells = con.execute("select * from marts.metric_values where target_group is null").df()
    users = cells[(cells.metric_id == "distinct_users")]
    for cell in users.itertuples():
        by_hand = {
            name
            for name, _, day, area, role in visits
            if role == "deltager"
            and cell.period_start.date() <= day <= cell.period_end.date()
            and (pd.isna(cell.area_id) or AREAS[area] == cell.area_id)
        }
        assert cell.value == len(by_hand)
    assert (cells.value_low.fillna(0) <= cells.value.fillna(0)).all()
    assert (cells.value.fillna(0) <= cells.value_high.fillna(0)).all()
    assert parts_above_whole(cells) == 0
    assert longer_below_shorter(cells[cells.area_id.isna() & cells.metric_id.isin(NESTED)]) == 0
    assert areas_that_do_not_add_up(cells[cells.metric_id.isin(("participations", "sessions_held"))]) == 0


def parts_above_whole(cells: pd.DataFrame) -> int:
    period = ["metric_id", "period_kind", "period_start"]
    both = cells[cells.area_id.notna()].merge(cells[cells.area_id.isna()], on=period, suffixes=("", "_whole"))
    return int((both.value > both.value_whole).sum())


def longer_below_shorter(cells: pd.DataFrame) -> int:
    pairs = cells.merge(cells, on="metric_id", suffixes=("", "_outer"))
    inside = (pairs.period_start >= pairs.period_start_outer) & (pairs.period_end <= pairs.period_end_outer)
    return int((pairs[inside].value > pairs[inside].value_outer).sum())


def areas_that_do_not_add_up(cells: pd.DataFrame) -> int:
    period = ["metric_id", "period_kind", "period_start"]
    wholes = cells[cells.area_id.isna()].set_index(period).value
    sums = cells[cells.area_id.notna()].groupby(period).value.sum()
    return int((wholes - sums).abs().gt(0).sum())
