"""All free tasks shared out at once: within their places, fairly, the same every time, and explained."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.given import build, read_table, stage_given
from warehouse.matching import Candidate, Terms, share_out
from warehouse.model import load_model
from warehouse.task_plan import make_task_plan

TERMS = Terms(tasks_per_person=2, second_task_cost=0.2)


def candidates_of(scores: dict[str, dict[str, float]]) -> list[Candidate]:
    """task → person → points, ranked as the task's list is."""
    return [
        Candidate(task, person, rank, score)
        for task, persons in scores.items()
        for rank, (person, score) in enumerate(sorted(persons.items(), key=lambda item: (-item[1], item[0])), 1)
    ]


def pairs(chosen: list[Candidate]) -> set[tuple[str, str]]:
    return {(choice.task, choice.person) for choice in chosen}


def worth(chosen: list[Candidate]) -> float:
    extra = sum(tasks - 1 for tasks in Counter(choice.person for choice in chosen).values())
    return sum(choice.score for choice in chosen) - TERMS.second_task_cost * extra


def test_the_best_whole_is_not_the_best_each() -> None:
    """Ida is best at both, but Bo can do only one of them."""
    scores = {"kage": {"ida": 0.9, "bo": 0.85}, "kor": {"ida": 0.8}}
    assert pairs(share_out(candidates_of(scores), {"kage": 1, "kor": 1}, Terms(1, 0.2))) == {
        ("kage", "bo"),
        ("kor", "ida"),
    }


def test_no_task_is_given_to_more_than_its_places_and_nobody_gets_everything() -> None:
    scores = {f"opgave {n}": {"ida": 0.9, "bo": 0.6} for n in range(6)}
    chosen = share_out(candidates_of(scores), dict.fromkeys(scores, 1), TERMS)
    assert Counter(choice.person for choice in chosen) == {"ida": 2, "bo": 2}
    assert max(Counter(choice.task for choice in chosen).values()) == 1


def test_others_get_a_first_task_before_somebody_gets_a_second() -> None:
    scores = {"kage": {"ida": 0.9, "bo": 0.75}, "kor": {"ida": 0.9, "bo": 0.75}}
    assert len({choice.person for choice in share_out(candidates_of(scores), {"kage": 1, "kor": 1}, TERMS)}) == 2


def test_nobody_is_given_two_tasks_at_one_time() -> None:
    scores = {"kage": {"ida": 0.9}, "kor": {"ida": 0.8}, "skak": {"ida": 0.7}}
    places = dict.fromkeys(scores, 1)
    assert pairs(share_out(candidates_of(scores), places, TERMS, {("kage", "kor")})) == {
        ("kage", "ida"),
        ("skak", "ida"),
    }


def test_a_task_nobody_fits_stays_free_and_no_candidates_give_no_plan() -> None:
    assert share_out([], {"kage": 1}, TERMS) == []
    assert pairs(share_out(candidates_of({"kage": {"ida": 0.9}}), {"kage": 1, "kor": 3}, TERMS)) == {("kage", "ida")}


def test_of_two_alike_the_one_higher_on_the_list_is_chosen() -> None:
    alike = [Candidate("kage", "bo", 1, 0.5), Candidate("kage", "anna", 2, 0.5)]
    assert pairs(share_out(alike, {"kage": 1}, TERMS)) == {("kage", "bo")}


_SCORES = st.dictionaries(
    st.sampled_from(["kage", "kor", "skak"]),
    st.dictionaries(
        st.sampled_from(["ida", "bo", "ea"]), st.integers(40, 120).map(lambda n: n / 100), min_size=1, max_size=3
    ),
    min_size=1,
    max_size=3,
)


@given(scores=_SCORES, places=st.lists(st.integers(1, 2), min_size=3, max_size=3), seed=st.integers(0, 99))
@settings(max_examples=150, deadline=None)
def test_no_other_plan_is_worth_more_and_the_order_of_rows_does_not_matter(
    scores: dict[str, dict[str, float]], places: list[int], seed: int
) -> None:
    room = dict(zip(["kage", "kor", "skak"], places, strict=True))
    candidates = candidates_of(scores)
    chosen = share_out(candidates, room, TERMS)
    shuffled = random.Random(seed).sample(candidates, len(candidates))
    assert share_out(shuffled, room, TERMS) == chosen
    every_plan = (plan for size in range(len(candidates) + 1) for plan in combinations(candidates, size))
    best = max(worth(list(plan)) for plan in every_plan if is_allowed(plan, room))
    assert is_allowed(tuple(chosen), room)
    assert worth(chosen) == pytest.approx(best, abs=1e-4)


def is_allowed(plan: tuple[Candidate, ...], room: dict[str, int]) -> bool:
    per_task, per_person = Counter(c.task for c in plan), Counter(c.person for c in plan)
    return all(per_task[task] <= room[task] for task in per_task) and all(n <= 2 for n in per_person.values())


# In the warehouse ---------------------------------------------------------------------------------------------------

BAKERS = """
    Navn  | Registreret | Hvornår kan du | Vil gerne lave | Kompetencer   | Må kontaktes
    Karen | 2014-01-01  | weekend;aften  | bagning;skak   | bagning;skak  | ja
    Lis   | 2014-01-01  | weekend        | bagning        |               | ja
    Tove  | 2014-01-01  | weekend        | bagning        | bagning       | nej
"""
TASKS = """
    Opgave      | Aktivitet | Varighed | Kan løses nu | Kompetencer | Hvornår | Pladser | Fra        | Til
    Bage kage   | Babycafé  | en gang  | ja           | bagning     | weekend | 1       | 2015-01-10 | 2015-01-10
    Følge børn  | Skakklub  | en gang  | ja           | skak        | weekend | 1       | 2015-01-10 | 2015-01-10
    Lære fra sig | Skakklub | fast     | nej          | skak        | aften   |         |            |
"""


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        yield con


def plan(con: duckdb.DuckDBPyConnection, **tables: str) -> dict[tuple[str, str], dict[str, Any]]:
    stage_given(con, {entity: read_table(text) for entity, text in tables.items()})
    build(con, "marts.task_matches", "core.task_clashes")
    make_task_plan(con)
    found = con.execute("select * from marts.task_plan order by all")
    names = [column[0] for column in found.description]
    rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    return {(row["task_id"].split(".")[1], row["person_id"]): row for row in rows}


def test_each_choice_says_why_nobody_higher_was_chosen(con: duckdb.DuckDBPyConnection) -> None:
    """Karen is the better baker, but chess players are scarce; both tasks lie on the same Saturday."""
    found = plan(con, volunteers=BAKERS, tasks=TASKS)
    assert set(found) == {("bage_kage", "lis"), ("foelge_boern", "karen"), ("laere_fra_sig", "karen")}
    assert found["bage_kage", "lis"]["rank"] == 2
    assert found["bage_kage", "lis"]["why_not_higher"] == (
        "Karen står højere, men får «Følge børn» og «Lære fra sig» på samme tid."
    )
    assert found["bage_kage", "lis"]["why_not_higher_en"] == (
        "Karen ranks higher but is given “Følge børn” and “Lære fra sig” at the same time."
    )
    assert found["foelge_boern", "karen"]["why_not_higher"] is None
    assert found["foelge_boern", "karen"]["explanation"].startswith("Vil gerne spille skak og er god til det")


def test_nobody_who_fails_a_gate_is_in_the_plan(con: duckdb.DuckDBPyConnection) -> None:
    assert not {person for _, person in plan(con, volunteers=BAKERS, tasks=TASKS)} & {"tove"}


def test_a_plan_of_nothing_has_the_declared_columns(con: duckdb.DuckDBPyConnection) -> None:
    assert plan(con) == {}
    described = {name: kind for name, kind, *_ in con.execute("describe marts.task_plan").fetchall()}
    assert described == {name: column.type for name, column in load_model("marts", "task_plan").columns.items()}


def test_places_of_every_task_are_respected_in_a_larger_house(con: duckdb.DuckDBPyConnection) -> None:
    days = ["weekend", "aften", "formiddag"]
    people = "\n".join(f"P{n} | 2014-01-01 | {days[n % 3]} | {'bagning' if n % 2 else 'skak'}" for n in range(30))
    tasks = "\n".join(
        f"T{n} | Café | fast | {'bagning' if n % 2 else 'skak'} | {days[n % 3]} | {n % 3 + 1}" for n in range(9)
    )
    found = plan(
        con,
        volunteers="Navn | Registreret | Hvornår kan du | Vil gerne lave\n" + people,
        tasks="Opgave | Aktivitet | Varighed | Kompetencer | Hvornår | Pladser\n" + tasks,
    )
    assert Counter(task for task, _ in found) == {f"t{n}": n % 3 + 1 for n in range(9)}
    assert max(Counter(person for _, person in found).values()) <= 2
