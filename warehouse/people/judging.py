"""What may be joined without asking: guards that no weight can outbid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from duckdb import DuckDBPyConnection

from warehouse.people.clusters import Tie
from warehouse.people.weights import load_weights

AGREEING_GIVEN_NAMES = ("same", "written_together", "swapped", "nickname", "name_too", "one_slip")
_WHOLE_GIVEN_NAME = ("same", "written_together", "swapped")
_WHOLE_FAMILY_NAME = ("same", "written_together", "swapped")


@dataclass(frozen=True)
class Pair:
    """Two records worth a look: their weight in bits, and the level of each comparison (None: not said by both)."""

    one: int
    other: int
    weight: float
    levels: tuple[tuple[str, str | None], ...]
    is_automatic: bool

    @cached_property
    def level(self) -> Mapping[str, str | None]:
        return dict(self.levels)

    @property
    def rule(self) -> str:
        """The strongest thing the two have in common."""
        if self.level["email"] == "same":
            return "email"
        if self.level["phone"] == "same":
            return "phone"
        if self.level["birth"] == "same_date":
            return "name_birth_date"
        return "name_birth_year" if self.level["birth"] == "same_year" else "name_house"

    def as_tie(self) -> Tie:
        return Tie(self.one, self.other, self.rule, self.weight)


def judge_pairs(con: DuckDBPyConnection, auto_weight: float, auto_weight_by_year: float) -> list[Pair]:
    """Every pair of `link_pairs`, the likest first."""
    names = list(load_weights().comparisons)
    columns = ", ".join(f"gamma_{name}" for name in names)
    rows = con.execute(
        f"select id_l, id_r, weight, weight >= $auto and {_MAY_BE_AUTOMATIC}, {columns} from link_pairs order by weight desc, id_l, id_r",
        {"auto": auto_weight, "by_year": auto_weight_by_year},
    ).fetchall()
    level_of = load_weights().level_of
    return [
        Pair(
            one,
            other,
            weight,
            tuple((n, level_of(n, value)) for n, value in zip(names, values, strict=True)),
            is_automatic,
        )
        for one, other, weight, is_automatic, *values in rows
    ]


def _is(comparison: str, levels: Iterable[str]) -> str:
    numbers = ", ".join(str(load_weights().number_of(comparison, level)) for level in levels)
    return f"gamma_{comparison} in ({numbers})"


# One given name, no other birth or gender; and a phone, an e-mail or a date of birth to go by, with the year of birth or the
# street beside it when the family names differ, and with the year or another of the three when one given name is short for the
# other and a name too: a Bettina may have a daughter Tina, and one phone. A year of birth, or a house, is little to go by: it needs the whole name, no other address, and a heavier weight.
_IS_SAME = {name: _is(name, ("same",)) for name in ("email", "phone")} | {"date": _is("birth", ("same_date",))}
_CONTACTS = " + ".join(f"cast({condition} as integer)" for condition in _IS_SAME.values())
_HALF_CONTACTS = f"cast(({_is('birth', ('same_year',))} or {_is('address', ('same_house', 'same_street'))}) as integer)"
_MAY_BE_AUTOMATIC = f"""(
    {_is("given_name", AGREEING_GIVEN_NAMES)}
    and (gamma_birth < 0 or {_is("birth", ("same_date", "same_year"))})
    and not {_is("gender", ("different",))}
    and (
        (
            ({_CONTACTS}) >= 1
            and (not {_is("family_name", ("different",))} or ({_CONTACTS}) + {_HALF_CONTACTS} >= 2)
            and (not {_is("given_name", ("name_too",))} or ({_CONTACTS}) + cast({_is("birth", ("same_year",))} as integer) >= 2)
        )
        or (
            ({_is("birth", ("same_year",))} or {_is("address", ("same_house",))})
            and {_is("given_name", _WHOLE_GIVEN_NAME)}
            and {_is("family_name", _WHOLE_FAMILY_NAME)}
            and not {_is("address", ("different_street", "different"))}
            and weight >= $by_year
        )
    )
)"""
