"""The plan of tasks beside greedy ranking and scipy's assignment: `python bench/matching.py [ROUNDS]`. See README.md."""

from __future__ import annotations

import sys
import time
from collections import Counter
from dataclasses import dataclass
from statistics import median
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from warehouse.matching import Candidate, Terms, share_out
from warehouse.parameter import load_parameters

SIZES = ((100, 30), (10_000, 2_000))
Points = NDArray[np.float64]
Plan = list[tuple[int, int]]


class Planner(Protocol):
    """Shares out tasks (rows of points) to persons (columns)."""

    def __call__(self, points: Points, places: list[int], terms: Terms) -> Plan: ...


@dataclass(frozen=True)
class Result:
    """What a plan is worth, what it cost to make, and how often it gives a person one task twice."""

    worth: float
    seconds: float
    twice: int


def main(rounds: int) -> None:
    """Print a line per size and planner: points in all and seconds, as ratios to the flow."""
    print(
        "| volunteers × tasks | planner | points / flow | seconds | seconds / flow | same task twice |\n|---|---|---|---|---|---|"
    )
    for persons, tasks in SIZES:
        points, places = make_up(persons, tasks)
        found = {
            name: measure(planner, points, places, rounds)
            for name, planner in {"flow": by_flow, "greedy": by_greed, "scipy": by_assignment}.items()
        }
        for name, result in found.items():
            worth, cost = result.worth / found["flow"].worth, result.seconds / found["flow"].seconds
            print(
                f"| {persons:,} × {tasks:,} | {name} | {worth:.3f} | {result.seconds:.3f} | {cost:.2f} | {result.twice} |"
            )


def make_up(persons: int, tasks: int) -> tuple[Points, list[int]]:
    """Points as matches give them: five parts in steps, a third of all pairs fail a gate (no points), 1 to 3 places."""
    rng = np.random.default_rng(7)
    points = np.zeros((tasks, persons))
    for weight in (0.35, 0.25, 0.2, 0.1, 0.1):
        points += weight * rng.choice([0.0, 0.5, 1.0], size=points.shape, p=[0.5, 0.3, 0.2])
    # some people are liked for nearly everything: where greedy ranking goes wrong
    points += 0.2 * (rng.random(persons) < 0.1)
    points[rng.random(points.shape) < 1 / 3] = 0.0
    points[points < load_parameters()["plan_minimum_score"].value] = 0.0
    return points, [int(n) for n in rng.integers(1, 4, tasks)]


def measure(planner: Planner, points: Points, places: list[int], rounds: int) -> Result:
    """The median over the rounds, in seconds of processor time."""
    terms = Terms(
        int(load_parameters()["plan_tasks_per_person"].value), load_parameters()["plan_second_task_cost"].value
    )
    seconds = []
    for _ in range(rounds):
        started = time.process_time()
        plan = planner(points, places, terms)
        seconds.append(time.process_time() - started)
    extra = sum(tasks - 1 for tasks in Counter(person for _, person in set(plan)).values())
    worth = sum(points[pair] for pair in set(plan)) - terms.second_task_cost * extra
    return Result(worth, median(seconds), len(plan) - len(set(plan)))


def by_flow(points: Points, places: list[int], terms: Terms) -> Plan:
    """As the night does it: the first so many of every task's list."""
    longest = int(load_parameters()["plan_list_length"].value)
    candidates = [
        Candidate(f"{task:06}", f"{person:06}", rank, float(points[task, person]))
        for task in range(len(points))
        for rank, person in enumerate(np.argsort(-points[task], kind="stable")[:longest], 1)
        if points[task, person] > 0
    ]
    room = {f"{task:06}": number for task, number in enumerate(places)}
    return [(int(c.task), int(c.person)) for c in share_out(candidates, room, terms)]


def by_greed(points: Points, places: list[int], terms: Terms) -> Plan:
    """The best pair left, again and again, within the same limits."""
    order = np.argsort(-points, axis=None, kind="stable")[: int((points > 0).sum())]
    room, given, plan = list(places), Counter[int](), []
    for task, person in zip(*np.unravel_index(order, points.shape), strict=True):
        cost = terms.second_task_cost * (given[int(person)] > 0)
        if room[task] and given[int(person)] < terms.tasks_per_person and points[task, person] > cost:
            plan.append((int(task), int(person)))
            room[task] -= 1
            given[int(person)] += 1
    return plan


def by_assignment(points: Points, places: list[int], terms: Terms) -> Plan:
    """A row for each place, a column for each task a person may have, the second at its cost."""
    rows = np.repeat(np.arange(len(points)), places)
    first = points[rows]
    more = [np.where(first > 0, first - terms.second_task_cost * n, 0.0) for n in range(terms.tasks_per_person)]
    matrix = np.concatenate(more, axis=1)
    chosen = zip(*linear_sum_assignment(matrix, maximize=True), strict=True)
    return [(int(rows[row]), int(column) % points.shape[1]) for row, column in chosen if matrix[row, column] > 0]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
