"""The task offered to each volunteer who went quiet: shared out together, so that not all are offered the same one.

First as many as there are free places; whoever is left is offered the best of what is then on their list again, in a
second turn or a later one: a task for if somebody before them says no.
"""

from __future__ import annotations

from collections.abc import Iterator

from duckdb import DuckDBPyConnection

from warehouse.append import append_rows
from warehouse.matching import Candidate, Terms, share_out
from warehouse.parameter import read_parameter
from warehouse.task_plan import read_places

_ONE_EACH = Terms(tasks_per_person=1, second_task_cost=0)


def suggest_comebacks(con: DuckDBPyConnection) -> None:
    """Fill `suggested_task_id` and `suggested_turn` of `marts.inactive_volunteers` from `marts.task_matches`."""
    con.execute("create or replace temp table comebacks (person_id varchar, task_id varchar, turn integer)")
    append_rows(con, "comebacks", _take_turns(_read_candidates(con), read_places(con)))
    con.execute(
        """
        update marts.inactive_volunteers as volunteers
        set suggested_task_id = comebacks.task_id, suggested_turn = comebacks.turn
        from comebacks
        where volunteers.person_id = comebacks.person_id
        """
    )


def _read_candidates(con: DuckDBPyConnection) -> list[Candidate]:
    """What each of them may be offered. A single task here and now counts a whole point more for who is to begin with it."""
    rows = con.execute(
        """
        select task_id, person_id, rank_for_person, score + cast(is_first_step as integer)
        from marts.task_matches
        join marts.inactive_volunteers using (person_id)
        where failed_gates is null and rank_for_person <= $list_length
        order by task_id, rank_for_person, person_id
        """,
        {"list_length": read_parameter(con, "plan_list_length")},
    ).fetchall()
    return [Candidate(*row) for row in rows]


def _take_turns(candidates: list[Candidate], places: dict[str, int]) -> Iterator[list[object]]:
    turn = 0
    while candidates:
        turn += 1
        chosen = share_out(candidates, places, _ONE_EACH)
        if not chosen:
            return
        yield from ([choice.person, choice.task, turn] for choice in chosen)
        served = {choice.person for choice in chosen}
        candidates = [candidate for candidate in candidates if candidate.person not in served]
