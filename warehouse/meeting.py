"""Who meets whom, as far as SQL cannot say it: `marts.meeting_mixing` (beside chance) and `marts.network_places`."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from duckdb import DuckDBPyConnection

from warehouse.append import append_rows
from warehouse.mixing import Tie, measure_mixing
from warehouse.model import load_model
from warehouse.parameter import read_parameter

TRAITS = ("area", "age_band", "family_stage", "association")


def measure_meetings(con: DuckDBPyConnection) -> None:
    """Create both tables from `marts.meeting_ties` and `core.person_traits`."""
    ties = con.execute(
        "select person_id, other_person_id, round(weight, 9) from marts.meeting_ties order by all"
    ).fetchall()
    _fill(con, "meeting_mixing", [_describe_mixing(con, trait, ties) for trait in TRAITS])
    _fill(con, "network_places", _draw_network(ties, int(read_parameter(con, "network_people"))))


def _describe_mixing(con: DuckDBPyConnection, trait: str, ties: Sequence[Tie]) -> list[object]:
    labels, areas = _read_trait(con, trait), _read_trait(con, "area")
    met = {person for one, other, _ in ties for person in (one, other)} & labels.keys()
    least = int(read_parameter(con, "mixing_persons"))
    if len(met) < least:
        return [trait, len(met), *[None] * 5, *_refuse_few(len(met), least)]
    strata = {} if trait == "area" else areas
    shuffles, seed = int(read_parameter(con, "mixing_shuffles")), int(read_parameter(con, "mixing_seed"))
    mixing = measure_mixing(labels, strata, ties, shuffles, seed)
    if mixing is None:
        return [trait, len(met), *[None] * 5, *_REFUSE_ALIKE]
    numbers = (mixing.index, mixing.expected, mixing.low, mixing.high, mixing.above_expected)
    return [trait, len(met), *(round(number, 6) for number in numbers), None, None]


_REFUSE_ALIKE = ("Alle, der mødes, er ens; der er intet at mødes på tværs af.", "Everybody who meets is alike.")


def _refuse_few(known: int, least: int) -> tuple[str, str]:
    return (
        f"For få til at sige noget: {known} er kendte og har mødt nogen, og der skal {least} til.",
        f"Too few to say: {known} are known and have met somebody, and it takes {least}.",
    )


def _read_trait(con: DuckDBPyConnection, trait: str) -> dict[str, str]:
    return dict(
        con.execute(
            "select person_id, category from core.person_traits where trait = ? order by person_id", [trait]
        ).fetchall()
    )


def _draw_network(ties: Sequence[Tie], people: int) -> list[list[object]]:
    """A place between 0 and 1 both ways for those who meet most, the same every night."""
    import networkx

    strength: dict[str, float] = {}
    for one, other, weight in ties:
        strength[one] = strength.get(one, 0.0) + weight
        strength[other] = strength.get(other, 0.0) + weight
    drawn = set(sorted(strength, key=lambda person: (-round(strength[person], 6), person))[:people])
    graph = networkx.Graph()
    graph.add_nodes_from(sorted(drawn))
    graph.add_weighted_edges_from(tie for tie in ties if tie[0] in drawn and tie[1] in drawn)
    # without weights: people of one club would else lie on top of each other
    places = networkx.spring_layout(
        graph, k=_spacing(len(drawn)), iterations=300, seed=1, weight=None, scale=0.5, center=(0.5, 0.5)
    )
    return [
        [person, round(float(x), 4), round(float(y), 4), round(strength[person], 6)]
        for person, (x, y) in sorted(places.items())
    ]


def _spacing(people: int) -> float:
    return 5.0 / math.sqrt(max(people, 1))


def _fill(con: DuckDBPyConnection, name: str, rows: Iterable[Sequence[object]]) -> None:
    columns = load_model("marts", name).columns
    con.execute(f"create table marts.{name} ({', '.join(f'{n} {column.type}' for n, column in columns.items())})")
    append_rows(con, f"marts.{name}", rows)
