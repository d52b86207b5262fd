"""Who gets which task when all tasks are shared out at once: the best whole, not the best each.

A minimum-cost flow: from every task as many units as it has places, through the volunteers who may have it, each of
whom takes one unit of a task and a few in all. A second task to the same person costs something, so that more people
get a first one. Everything is counted in whole numbers, in the order given: the same candidates, the same plan.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# A millionth of a point is the smallest difference; below it the place on the task's list decides.
_STEPS_PER_POINT = 1_000_000
_PLACES_PER_STEP = 1024

Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Candidate:
    """A volunteer who may have a task, with the place on the task's list and the points."""

    task: str
    person: str
    rank: int
    score: float


@dataclass(frozen=True)
class Terms:
    """How many tasks a person may be given, and what each after the first costs."""

    tasks_per_person: int
    second_task_cost: float


def share_out(
    candidates: Sequence[Candidate],
    places: Mapping[str, int],
    terms: Terms,
    clashes: Collection[tuple[str, str]] = (),
) -> list[Candidate]:
    """The choice with most points in all: no task above its places, no person given two tasks at one time.

    Sorted by task and rank. `clashes`: pairs of tasks that lie at the same time.
    """
    open_ones = sorted(candidates, key=lambda c: (c.task, c.rank, c.person))
    while True:
        chosen = [open_ones[n] for n in _choose(open_ones, places, terms)]
        refused = _find_clashing(chosen, clashes)
        if not refused:
            return chosen
        open_ones = [candidate for candidate in open_ones if candidate not in refused]


def _find_clashing(chosen: Sequence[Candidate], clashes: Collection[tuple[str, str]]) -> set[Candidate]:
    """Of two tasks at one time given to the same person, the one with fewer points."""
    refused: set[Candidate] = set()
    kept: dict[str, list[Candidate]] = {}
    for candidate in sorted(chosen, key=lambda c: (-c.score, c.task)):
        own = kept.setdefault(candidate.person, [])
        if any((candidate.task, other.task) in clashes or (other.task, candidate.task) in clashes for other in own):
            refused.add(candidate)
        else:
            own.append(candidate)
    return refused


def _choose(candidates: Sequence[Candidate], places: Mapping[str, int], terms: Terms) -> list[int]:
    if not candidates:
        return []
    tasks, task_of = np.unique([candidate.task for candidate in candidates], return_inverse=True)
    persons, person_of = np.unique([candidate.person for candidate in candidates], return_inverse=True)
    costs = [_cost(candidate) for candidate in candidates]
    network = _Network(task_of, person_of, np.array(costs, dtype=np.int64))
    return network.solve(np.array([places[task] for task in tasks], dtype=np.int64), len(persons), terms)


def _cost(candidate: Candidate) -> int:
    steps = round(candidate.score * _STEPS_PER_POINT) * _PLACES_PER_STEP
    return min(candidate.rank, _PLACES_PER_STEP - 1) - steps


@dataclass(frozen=True)
class _Network:
    """One arc a candidate, from the task's number to the person's, with what choosing it costs."""

    task_of: Integers
    person_of: Integers
    costs: Integers

    def solve(self, places: Integers, persons: int, terms: Terms) -> list[int]:
        """The numbers of the arcs that are used."""
        from ortools.graph.python import min_cost_flow

        source, sink, first_task = 0, 1, 2
        first_person = first_task + len(places)
        flow = min_cost_flow.SimpleMinCostFlow()
        ones = np.ones(len(self.costs), dtype=np.int64)
        arcs = flow.add_arcs_with_capacity_and_unit_cost(
            self.task_of + first_task, self.person_of + first_person, ones, self.costs
        )
        every_task, every_person = np.arange(len(places)), np.arange(persons)
        flow.add_arcs_with_capacity_and_unit_cost(
            np.full(len(places), source), every_task + first_task, places, np.zeros(len(places), dtype=np.int64)
        )
        for number in range(terms.tasks_per_person):
            cost = round(number * terms.second_task_cost * _STEPS_PER_POINT) * _PLACES_PER_STEP
            flow.add_arcs_with_capacity_and_unit_cost(
                every_person + first_person, np.full(persons, sink), np.ones(persons, dtype=np.int64),
                np.full(persons, cost, dtype=np.int64),
            )  # fmt: skip
        # what no volunteer is worth taking goes past them all
        total = int(places.sum())
        flow.add_arc_with_capacity_and_unit_cost(source, sink, total, 0)
        flow.set_node_supply(source, total)
        flow.set_node_supply(sink, -total)
        status = flow.solve()
        if status != flow.OPTIMAL:
            raise RuntimeError(f"the plan of tasks has no solution: {status.name}")
        return [int(arc) for arc in np.flatnonzero(flow.flows(arcs))]
