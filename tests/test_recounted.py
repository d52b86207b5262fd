"""Every KPI, counted a second time in plain Python (`recount.py`), agree for every period, area and target group; and laws."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.given import AS_OF, Row, stage_given
from tests.recount import COUNTED, Activity, Count, Place, Task, Thanks, Visit, belongs, month_ends, rows_of
from tests.test_metrics import AREAS, GROUPS, build_values
from tests.workspace import collect, make_workspace, put_sheet
from warehouse.archive import Archive
from warehouse.build import create_time_tables, set_variables
from warehouse.intake.children import read_archived
from warehouse.people import link
from warehouse.source import load_sources
from warehouse.staging import stage

START = date(2013, 6, 1)
PLACES = ("Vangdalen", "Jennumparken", "Uden for", "Ukendt")
ACTIVITIES = {
    "Skak": Activity("Skak", "Børn og unge", 2),
    "Babycafé": Activity("Babycafé", "Familier", None),
    "Kaffe": Activity("Kaffe", "Ukendt", 1.5),
    "Fest": Activity("Fest", "Frivillige", 3),
}
NAMES = ("Ida", "Bo", "Karen", "Lis", "Per", "Ulla", "Selma")
STAFF = {"Selma"}

DAYS = st.dates(START, AS_OF)
VISITS = st.builds(
    Visit,
    name=st.sampled_from(NAMES),
    activity=st.sampled_from(list(ACTIVITIES)),
    day=DAYS,
    place=st.sampled_from(PLACES),
    role=st.sampled_from(["deltager", "frivillig", "frivillig", "tovholder"]),
    hours=st.sampled_from([None, 1, 2.5, 4]),
)
COUNTS = st.builds(
    lambda activity, day, place, kind, low, more, needed: Count(activity, day, place, kind, low, low + more, needed),
    st.sampled_from(list(ACTIVITIES)),
    DAYS,
    st.sampled_from(PLACES),
    st.sampled_from(["almindelig", "tema", "udflugt", "frivilligfest"]),
    st.integers(1, 40),
    st.sampled_from([0, 0, 3, 6]),
    st.sampled_from([None, True, False]),
)
TASKS = st.builds(
    Task,
    name=st.sampled_from(NAMES),
    task=st.sampled_from(["Bage", "Træne"]),
    activity=st.sampled_from(list(ACTIVITIES)),
    begun=DAYS,
    through=st.sampled_from(["koordinatoren", "forening"]),
)
THANKS = st.builds(Thanks, name=st.sampled_from(NAMES), day=DAYS, came=st.sampled_from([None, True, False]))

REGULAR = st.fixed_dictionaries({
    name: st.builds(
        replace,
        st.just(activity),
        rhythm=st.sampled_from(["", "hver uge", "to gange om ugen", "hver måned"]),
        home=st.sampled_from(PLACES),
        first=st.none() | DAYS,
        last=st.none() | DAYS,
    )
    for name, activity in ACTIVITIES.items()
})  # fmt: skip


@st.composite
def places(draw: Callable[..., Any]) -> Place:
    """A place as people may have written it down. A volunteer's visits stand close together, so that there are rhythms."""
    begun, every = draw(st.dates(START, date(2014, 9, 1))), draw(st.integers(3, 30))
    regular = [
        Visit("Karen", "Skak", day, "Vangdalen", "frivillig", None)
        for n in range(draw(st.integers(0, 12)))
        if (day := date.fromordinal(begun.toordinal() + every * n)) <= AS_OF
    ]
    closed_from = draw(st.one_of(st.none(), st.dates(START, date(2014, 12, 1))))
    counts = draw(st.lists(COUNTS, max_size=8, unique_by=lambda count: (count.activity, count.day, count.place)))
    return Place(
        activities=ACTIVITIES,
        homes={name: PLACES[number % 4] for number, name in enumerate(NAMES)},
        staff=STAFF,
        registered=draw(st.dictionaries(st.sampled_from(NAMES), DAYS, max_size=5)),
        visits=regular + draw(st.lists(VISITS, max_size=30)),
        counts=counts,
        tasks=draw(st.lists(TASKS, max_size=4, unique_by=lambda task: (task.name, task.task, task.activity))),
        thanks=draw(st.lists(THANKS, max_size=4, unique_by=lambda thanks: (thanks.name, thanks.day))),
        closed=closed_from and (closed_from, date.fromordinal(closed_from.toordinal() + 20)),
    )


def written(place: Place) -> dict[str, list[Row]]:
    """The place as rows of sheets."""
    sheets: dict[str, list[Row]] = {
        "staff": [{"Navn": name, "Stilling": "Koordinator"} for name in sorted(place.staff)],
        "activities": [
            {"Aktivitet": a.name, "Målgruppe": a.group, "Timer pr. gang": str(a.usual_hours or ""), "Rytme": a.rhythm,
             "Boligområde": a.home, "Første gang": str(a.first or ""), "Sidste gang": str(a.last or "")}
            for a in place.activities.values()
        ],
        "volunteers": [
            {"Navn": name, "Registreret": str(day), "Boligområde": place.homes[name]}
            for name, day in place.registered.items()
        ],
        "attendances": [
            {"Navn": v.name, "Aktivitet": v.activity, "Dato": str(v.day), "Sted": v.place, "Rolle": v.role,
             "Timer": str(v.hours or ""), "Boligområde": place.homes[v.name]}
            for v in place.visits
        ],
        "sessions": [
            {"Aktivitet": c.activity, "Dato": str(c.day), "Sted": c.place, "Slags": c.kind,
             "Antal": f"{c.low}-{c.high}" if c.high > c.low else str(c.low),
             "Kunne ikke gennemføres uden frivillige": {None: "", True: "ja", False: "nej"}[c.needed]}
            for c in place.counts
        ],
        "engagements": [
            {"Navn": t.name, "Opgave": t.task, "Aktivitet": t.activity, "Fra": str(t.begun), "Formidlet af": t.through,
             "Boligområde": place.homes[t.name]}
            for t in place.tasks
        ],
        "recognitions": [
            {"Navn": t.name, "Dato": str(t.day), "Deltog": {None: "", True: "ja", False: "nej"}[t.came],
             "Boligområde": place.homes[t.name]}
            for t in place.thanks
        ],
        "closures": [{"Anledning": "Lukket", "Fra": str(place.closed[0]), "Til": str(place.closed[1])}] if place.closed else [],
    }  # fmt: skip
    unknown = {"Målgruppe": "Ukendt"}
    return {
        entity: [
            {name: cell for name, cell in row.items() if cell and (name, cell) not in unknown.items()} for row in rows
        ]
        for entity, rows in sheets.items()
    }


Cells = dict[tuple[str, str, date, str | None, str | None], tuple[float | None, float | None, float | None]]


def count_with_sql(sheets: dict[str, list[Row]], as_of: date = AS_OF) -> tuple[Cells, dict[tuple[str, date], date]]:
    """`marts.metric_values`, and the last day of every period."""
    with duckdb.connect() as con:
        stage_given(con, sheets, as_of)
        build_values(con)
        found = con.execute(
            "select metric_id, period_kind, period_start, area_id, target_group, value, value_low, value_high, period_end "
            "from marts.metric_values"
        ).fetchall()
    return {row[:5]: row[5:8] for row in found}, {(row[1], row[2]): row[8] for row in found}


def count_again(place: Place, ends: dict[tuple[str, date], date], as_of: date = AS_OF) -> Cells:
    areas = {None: None} | {AREAS[name]: name for name in PLACES}
    groups: dict[str | None, str | None] = {None: None, "all_residents": "Alle", "volunteers": "Frivillige"}
    groups |= {code: name for name, code in GROUPS.items()}
    rows = rows_of(place, sorted({*month_ends(START, as_of), as_of}), as_of)
    return {
        (metric, kind, start, area, group): COUNTED[metric]([
            row
            for row in rows[metric]
            if belongs(metric, row, start, min(end, as_of))
            and (area is None or row.area == areas[area])
            and (group is None or row.group == groups[group])
        ])
        for metric in COUNTED
        for (kind, start), end in ends.items()
        for area in areas
        for group in groups
    }  # fmt: skip


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(place=places())
def test_every_kpi_counted_again_by_hand_agrees_in_every_cell(place: Place) -> None:
    counted, ends = count_with_sql(written(place))
    expected = count_again(place, ends)
    differing = {
        cell: (counted[cell], by_hand) for cell, by_hand in expected.items() if not _same(counted[cell], by_hand)
    }
    assert len(expected) > 10_000
    assert not differing
    assert {cell[0] for cell in counted} == COUNTED.keys()
    _breakdowns_add_up_or_overlap(counted)
    _a_longer_period_never_has_fewer(counted, ends)


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(place=places(), activities=REGULAR)
def test_registrations_in_place_counted_again_by_hand_agree(place: Place, activities: dict[str, Activity]) -> None:
    """Activities with a rhythm, which all others are counted without: what is missing leaves some volunteers unjudged."""
    place.activities = activities
    counted, ends = count_with_sql(written(place))
    expected = {cell: by_hand for cell, by_hand in count_again(place, ends).items() if cell[0] == "completeness"}
    assert not {
        cell: (counted[cell], by_hand) for cell, by_hand in expected.items() if not _same(counted[cell], by_hand)
    }


def _same(found: Iterable[float | None], by_hand: Iterable[float | None]) -> bool:
    return all(value == pytest.approx(other) for value, other in zip(found, by_hand, strict=True))


SHARES = ("needed_volunteers", "completeness")
ADD_UP = ("participations", "sessions_held", "theme_events", "outings", "volunteer_hours")


def _breakdowns_add_up_or_overlap(counted: Cells) -> None:
    """Sums add up over areas and over groups, "ukendt" included; persons overlap: never fewer than the largest part.

    A share lies between its parts.
    """
    for side in (3, 4):
        for cell, (whole, _, _) in counted.items():
            if cell[3] is None and cell[4] is None and cell[0] in COUNTED:
                parts = [v[0] for c, v in counted.items() if c[:3] == cell[:3] and c[side] and c[7 - side] is None]
                known = [part for part in parts if part is not None]
                if whole is None:
                    assert not known, cell
                elif cell[0] in SHARES:
                    assert min(known) - 1e-9 <= whole <= max(known) + 1e-9, cell
                elif cell[0] in ADD_UP:
                    assert sum(known) == pytest.approx(whole), cell
                else:
                    assert max(known) <= whole <= sum(known), cell


def _a_longer_period_never_has_fewer(counted: Cells, ends: dict[tuple[str, date], date]) -> None:
    def value(metric: str, kind: str, start: date) -> float:
        found = counted[metric, kind, start, None, None][0]
        assert found is not None
        return found

    flows = COUNTED.keys() - {"active_volunteers", "inactive_volunteers", *SHARES}
    for (kind, start), end in ends.items():
        for (longer, begun), until in ends.items():
            if begun <= start and end <= until:
                for metric in flows:
                    assert value(metric, kind, start) <= value(metric, longer, begun)


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(place=places(), seed=st.integers(0, 1000))
def test_the_order_of_rows_never_matters(place: Place, seed: int) -> None:
    sheets = written(place)
    shuffled = {entity: Random(seed).sample(rows, len(rows)) for entity, rows in reversed(sheets.items())}
    assert count_with_sql(sheets)[0] == count_with_sql(shuffled)[0]


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(place=places(), yesterday=st.dates(date(2013, 9, 1), date(2014, 11, 30)))
def test_seen_from_yesterday_the_answer_is_yesterdays(place: Place, yesterday: date) -> None:
    then = Place(
        place.activities,
        place.homes,
        place.staff,
        {name: day for name, day in place.registered.items() if day <= yesterday},
        [visit for visit in place.visits if visit.day <= yesterday],
        [count for count in place.counts if count.day <= yesterday],
        [task for task in place.tasks if task.begun <= yesterday],
        [thanks for thanks in place.thanks if thanks.day <= yesterday],
        place.closed,
    )
    now, _ = count_with_sql(written(place), yesterday)
    assert now == count_with_sql(written(then), yesterday)[0]


CROWDS = st.lists(
    st.tuples(
        st.sampled_from(["Skak", "Babycafé", "Kaffe"]),
        DAYS,
        st.frozensets(st.integers(0, 15), min_size=1),
        st.sampled_from(["names", "exact", "interval"]),
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda crowd: crowd[:2],
)


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(crowds=CROWDS)
def test_the_interval_contains_how_many_there_really_were(crowds: list[tuple[str, date, frozenset[int], str]]) -> None:
    """Who came is known to us and not to the sheets, which have names for some sessions and heads for others."""
    place = Place(ACTIVITIES, {f"Gæst{n}": "Vangdalen" for n in range(16)}, set(), {})
    for activity, day, crowd, written_as in crowds:
        if written_as == "names":
            place.visits += [Visit(f"Gæst{n}", activity, day, "Vangdalen", "deltager", None) for n in crowd]
        else:
            spare = 3 if written_as == "interval" else 0
            least = max(len(crowd) - spare, 1)
            place.counts.append(Count(activity, day, "Vangdalen", "almindelig", least, len(crowd) + spare))
    counted, ends = count_with_sql(written(place))
    for (kind, start), end in ends.items():
        there = [crowd for _, day, crowd, _ in crowds if start <= day <= end]
        _, low, high = counted["distinct_users", kind, start, None, None]
        assert low is not None and high is not None
        assert low <= len(frozenset().union(*there)) <= high
        _, low, high = counted["participations", kind, start, None, None]
        assert low is not None and high is not None
        assert low <= sum(map(len, there)) <= high


HEAD: list[object] = ["Dato", "Navn", "Rolle", "Aktivitet"]
SHEETS = {
    "tilmelding a.xlsx": [[date(2014, 3, 4), "Ida Prøve", "deltager", "Skak"], [date(2014, 3, 4), "Bo Prøve", "frivillig", "Skak"]],
    "tilmelding b.xlsx": [[date(2014, 3, 11), "Ida Prøve", "deltager", "Skak"], [date(2014, 3, 4), "Ida Prøve", "deltager", "Skak"]],
    "tilmelding c.xlsx": [[date(2014, 4, 1), "Bo Prøve", "deltager", "Kaffe"], [date(2014, 3, 4), "Bo Prøve", "frivillig", "Skak"]],
}  # fmt: skip


def test_the_order_in_which_files_come_never_matters(tmp_path: Path) -> None:
    in_order = count_files(tmp_path / "frem", list(SHEETS))
    assert in_order == count_files(tmp_path / "tilbage", list(SHEETS)[::-1])
    assert in_order["participations"] == 3
    assert in_order["distinct_users"] == 2


def count_files(home: Path, names: list[str]) -> dict[str, float]:
    """KPI → its value for the whole project, when the files come one a night in this order."""
    workspace = make_workspace(home)
    for number, name in enumerate(names):
        put_sheet(workspace, name, [HEAD, *SHEETS[name]])
        collect(workspace, f"r{number}")
    sources = load_sources(workspace.forms)
    with duckdb.connect() as con, Archive(workspace) as archive:
        read_archived(workspace, archive, sources)
        set_variables(con, workspace, AS_OF)
        create_time_tables(con, workspace, AS_OF)
        stage(con, workspace, archive, sources)
        link(con, archive)
        build_values(con)
        return dict(
            con.execute(
                "select metric_id, value from marts.metric_values "
                "where period_kind = 'project' and area_id is null and target_group is null"
            ).fetchall()
        )
