"""`marts.task_plan`: every free task shared out at once, each choice with why nobody ranked higher was chosen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from duckdb import DuckDBPyConnection

from warehouse.append import append_rows
from warehouse.matching import Candidate, Terms, share_out
from warehouse.parameter import read_parameter

# So many of those ranked higher are accounted for by name; the rest are counted.
_NAMED = 2


@dataclass(frozen=True)
class Book:
    """What the sentences need to know: names, titles, who ranks where, and which tasks lie at the same time."""

    names: Mapping[str, str]
    titles: Mapping[str, str]
    clashes: frozenset[tuple[str, str]]
    ranked: dict[str, list[Candidate]] = field(default_factory=lambda: defaultdict(list))
    given: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def make_task_plan(con: DuckDBPyConnection) -> None:
    """Create `marts.task_plan` from `marts.task_matches`."""
    candidates = _read_candidates(con)
    book = _read_book(con)
    chosen = share_out(candidates, read_places(con), _read_terms(con), book.clashes)
    con.execute(
        "create or replace temp table choices (task_id varchar, person_id varchar, why varchar, why_en varchar)"
    )
    append_rows(con, "choices", _explain(chosen, candidates, book))
    con.execute(
        """
        create table marts.task_plan as
        select
            task_id, person_id, matches.rank, matches.score, matches.explanation, choices.why as why_not_higher,
            matches.explanation_en, choices.why_en as why_not_higher_en
        from choices
        join marts.task_matches as matches using (task_id, person_id)
        """
    )


def _read_candidates(con: DuckDBPyConnection) -> list[Candidate]:
    rows = con.execute(
        """
        select task_id, person_id, rank, score
        from marts.task_matches
        where rank <= $list_length and score >= $minimum_score
        order by task_id, rank
        """,
        {
            "list_length": read_parameter(con, "plan_list_length"),
            "minimum_score": read_parameter(con, "plan_minimum_score"),
        },
    ).fetchall()
    return [Candidate(*row) for row in rows]


def read_places(con: DuckDBPyConnection) -> dict[str, int]:
    """Free places of each task; one where nobody wrote how many."""
    return dict(con.execute("select task_id, coalesce(free_places, 1) from marts.open_tasks").fetchall())


def _read_terms(con: DuckDBPyConnection) -> Terms:
    return Terms(int(read_parameter(con, "plan_tasks_per_person")), read_parameter(con, "plan_second_task_cost"))


def _read_book(con: DuckDBPyConnection) -> Book:
    names = con.execute("select person_id, coalesce(full_name, person_id) from core.persons").fetchall()
    titles = con.execute("select task_id, task_name from core.tasks").fetchall()
    clashes = con.execute("select task_id, other_task_id from core.task_clashes").fetchall()
    return Book(dict(names), dict(titles), frozenset(clashes))


def _explain(chosen: Sequence[Candidate], candidates: Sequence[Candidate], book: Book) -> Iterator[list[object]]:
    for candidate in candidates:
        book.ranked[candidate.task].append(candidate)
    for choice in chosen:
        book.given[choice.person].append(choice.task)
    taken = {(choice.task, choice.person) for choice in chosen}
    for choice in chosen:
        passed_over = [
            other.person
            for other in book.ranked[choice.task]
            if other.rank < choice.rank and (other.task, other.person) not in taken
        ]
        yield [
            choice.task, choice.person,
            _account_for(choice.task, passed_over, book), _account_for_in_english(choice.task, passed_over, book),
        ]  # fmt: skip


def _account_for(task: str, passed_over: Sequence[str], book: Book) -> str | None:
    """`Ida Dal står højere, men får «Bage kage».`; None when nobody higher was passed over."""
    said = [
        f"{book.names[person]} står højere, men {_say_gifts(task, person, book)}." for person in passed_over[:_NAMED]
    ]
    rest = len(passed_over) - _NAMED
    if rest > 0:
        said.append(f"{rest} {'anden' if rest == 1 else 'andre'} højere oppe får også noget, der passer bedre.")
    return " ".join(said) or None


def _say_gifts(task: str, person: str, book: Book) -> str:
    gifts = book.given.get(person, [])
    if not gifts:
        return "kan ikke lægges ind i planen"
    clash = " på samme tid" if any((task, gift) in book.clashes for gift in gifts) else ""
    return "får " + " og ".join(f"«{book.titles[gift]}»" for gift in gifts) + clash


def _account_for_in_english(task: str, passed_over: Sequence[str], book: Book) -> str | None:
    said = [
        f"{book.names[person]} ranks higher but {_say_gifts_in_english(task, person, book)}."
        for person in passed_over[:_NAMED]
    ]
    rest = len(passed_over) - _NAMED
    if rest > 0:
        said.append(f"{rest} {'other' if rest == 1 else 'others'} further up also get something that fits better.")
    return " ".join(said) or None


def _say_gifts_in_english(task: str, person: str, book: Book) -> str:
    gifts = book.given.get(person, [])
    if not gifts:
        return "cannot be fitted into the plan"
    clash = " at the same time" if any((task, gift) in book.clashes for gift in gifts) else ""
    return "is given " + " and ".join(f"“{book.titles[gift]}”" for gift in gifts) + clash
