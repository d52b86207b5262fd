"""What each level of `weights.yml` means in SQL: `_l` and `_r` are the two records compared.

A level holds when none above it does.

"""

from __future__ import annotations

from typing import Any

from warehouse.names import short_names_given
from warehouse.people.weights import Comparison, Level, load_weights

_SLIP = load_weights().one_slip


def _one_slip(column: str) -> str:
    return (
        f"(jaro_winkler_similarity({column}_l, {column}_r) >= {_SLIP} "
        f"and left({column}_l, 1) = left({column}_r, 1) and right({column}_l, 1) = right({column}_r, 1))"
    )


def _initial(column: str) -> str:
    return (
        f"(least(length({column}_l), length({column}_r)) = 1 and left({column}_l, 1) = left({column}_r, 1) "
        f"and length({column}_l) <> length({column}_r))"
    )


_SWAPPED = "(given_l = family_r and family_l = given_r)"
_JOINED = "(joined_l = joined_r)"
_NICKNAME = "(list_contains(short_l, given_r) or list_contains(short_r, given_l))"
_NAMES_TOO = ", ".join(f"'{name}'" for name in sorted(short_names_given()))
_ONLY_NICKNAME = (
    f"((list_contains(short_l, given_r) and given_r not in ({_NAMES_TOO})) "
    f"or (list_contains(short_r, given_l) and given_l not in ({_NAMES_TOO})))"
)
GIVEN_NAMES_AGREE = f"(given_l = given_r or {_JOINED} or {_SWAPPED} or {_NICKNAME} or {_one_slip('given')})"
_ALMOST_DATE = (
    "(damerau_levenshtein(cast(birth_date_l as varchar), cast(birth_date_r as varchar)) = 1 "
    "or (year(birth_date_l) = year(birth_date_r) and month(birth_date_l) = day(birth_date_r) and day(birth_date_l) = month(birth_date_r)))"
)

_NOT_SAID = {
    "given_name": "given_l is null or given_r is null",
    "family_name": "family_l is null or family_r is null",
    "phone": "phone_l is null or phone_r is null",
    "email": "email_l is null or email_r is null",
    "birth": "birth_year_l is null or birth_year_r is null",
    "address": "(street_l is null or street_r is null) and (postal_code_l is null or postal_code_r is null) "
    "and (area_id_l is null or area_id_r is null)",
    "gender": "gender_l is null or gender_r is null",
}

# Comparison → level → (condition, the column whose frequency counts). The last level is everything else.
_CONDITIONS: dict[str, dict[str, tuple[str, str | None]]] = {
    "given_name": {
        "same": ("given_l = given_r", "given"),
        "written_together": (_JOINED, None),
        "swapped": (_SWAPPED, None),
        "nickname": (_ONLY_NICKNAME, None),
        "name_too": (_NICKNAME, None),
        "one_slip": (_one_slip("given"), None),
        "initial": (_initial("given"), None),
        "among_names": ("(list_contains(rest_l, given_r) or list_contains(rest_r, given_l))", None),
    },
    "family_name": {
        "same": ("family_l = family_r", "family"),
        "written_together": (_JOINED, None),
        "swapped": (_SWAPPED, None),
        "shared_part": ("(list_contains(rest_l, family_r) or list_contains(rest_r, family_l))", None),
        "one_slip": (_one_slip("family"), None),
        "initial": (_initial("family"), None),
    },
    "phone": {
        "same": (f"phone_l = phone_r and {GIVEN_NAMES_AGREE}", None),
        "same_other_given_name": ("phone_l = phone_r", None),
        "one_digit": ("damerau_levenshtein(phone_l, phone_r) = 1", None),
    },
    "email": {
        "same": (f"email_l = email_r and {GIVEN_NAMES_AGREE}", None),
        "same_other_given_name": ("email_l = email_r", None),
        "same_before_at": ("before_at_l = before_at_r", None),
    },
    "birth": {
        "same_date": ("birth_date_l = birth_date_r", None),
        "almost_same_date": (_ALMOST_DATE, None),
        "same_year_other_date": ("birth_date_l <> birth_date_r and birth_year_l = birth_year_r", None),
        "same_year": ("birth_year_l = birth_year_r", None),
        "year_apart": ("abs(birth_year_l - birth_year_r) = 1", None),
    },
    "address": {
        "same_house": ("address_l = address_r", None),
        "same_street": ("street_l = street_r", "street"),
        "same_postal_code": (
            "postal_code_l = postal_code_r and (street_l is null or street_r is null)",
            "postal_code",
        ),
        "same_area": ("area_id_l = area_id_r and (street_l is null or street_r is null)", None),
        "different_street": ("(postal_code_l = postal_code_r or area_id_l = area_id_r)", None),
    },
    "gender": {"same": ("gender_l = gender_r", None)},
}
FREQUENT = tuple(column for levels in _CONDITIONS.values() for _, column in levels.values() if column)


def usual_frequency(column: str) -> float:
    """How often a value of a column is expected before any is seen."""
    return next(
        load_weights().comparisons[comparison].levels[level].u
        for comparison, levels in _CONDITIONS.items()
        for level, (_, counted) in levels.items()
        if counted == column
    )


def declare_comparisons(records: int) -> list[Any]:
    """The comparisons of so many records as Splink wants them, with our probabilities and no room for training."""
    return [_declare(name, comparison, records) for name, comparison in load_weights().comparisons.items()]


def _declare(name: str, comparison: Comparison, records: int) -> dict[str, Any]:
    missing = {"sql_condition": _NOT_SAID[name], "label_for_charts": "not said", "is_null_level": True}
    conditions = _CONDITIONS[name]
    levels = [
        _declare_level(level, *conditions.get(level_name, ("ELSE", None)), records)
        for level_name, level in comparison.levels.items()
    ]
    return {"output_column_name": name, "comparison_levels": [missing, *levels]}


def _declare_level(level: Level, condition: str, frequent: str | None, records: int) -> dict[str, Any]:
    declared: dict[str, Any] = {
        "sql_condition": condition,
        "label_for_charts": level.words_en or condition,
        "m_probability": level.m,
        "u_probability": level.u_among(records),
        "fix_m_probability": True,
        "fix_u_probability": True,
    }
    if frequent:
        declared |= {"tf_adjustment_column": frequent, "disable_tf_exact_match_detection": True}
    return declared
