"""The checks of a staged table, read from what its entity accepts (`models/core/<entity>.yml`).

A value that does not fit its field's declaration sends its row back to the person who wrote it.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from itertools import chain

from expectations.built_suite import in_english
from expectations.check import (
    Check,
    Expected,
    rows_expected_absent,
    values_expected_between,
    values_expected_in,
    values_expected_in_order,
    values_expected_to_match,
)
from expectations.rule import load_rules
from warehouse.model import Accepts, Model
from warehouse.settings import UNKNOWN_AREA
from warehouse.staging import ID_OF_NAME, fed_entities

EMAIL_SHAPE = r"^[^@\s]+@[^@\s]+\.[^@\s]+$"
PHONE_SHAPE = r"^\+[1-9][0-9]{7,14}$"  # E.164
PRECISIONS = ("exact", "ca", "at_least", "interval")
PERIODS = (("from_date", "to_date"), ("start_date", "end_date"), ("period_start", "period_end"))
WORDS_SHOWN = 8


def every_staged_check(tables: Container[str]) -> list[Check]:
    """Every check of these tables of `staging`, declared or written as a rule."""
    declared = [c for name, model in fed_entities().items() if name in tables for c in staged_checks(model)]
    return declared + [rule.check() for rule in load_rules() if rule.table.removeprefix("staging.") in tables]


def staged_checks(model: Model) -> list[Check]:
    """Every check of `staging.<entity>` that its declaration alone implies."""
    fields = model.accepted_fields
    by_field = (check for name, field in fields.items() for check in _field_checks(model, name, field))
    return list(chain(by_field, _period_checks(model), _person_checks(model), _area_checks(model)))


def _quarantine(
    model: Model, column: str, rule: str, texts: tuple[str, str, str], expected: Expected, sql: str | None = None
) -> Check:
    description, description_en, reason = texts
    return Check(
        table=f"staging.{model.name}",
        rule=rule,
        severity="warning",
        description=description,
        description_en=description_en,
        expected=expected,
        quarantines=True,
        reason=reason,
        column_name=column,
        sql=sql,
    )


def _field_checks(model: Model, name: str, field: Accepts) -> Iterator[Check]:
    if field.type == "choice":
        yield _choice_check(model, name, field)
    elif field.type == "many-choice":
        yield _many_choice_check(model, name, field)
    elif field.type in ("email", "phone"):
        yield _shape_check(model, name, field)
    elif field.type == "count-with-precision":
        yield from _count_checks(model, name, field)
    elif field.minimum is not None or field.maximum is not None:
        yield _limits_check(model, name, name, field)


def _choice_check(model: Model, name: str, field: Accepts) -> Check:
    texts = (
        f"«{field.label}» er altid en af listens muligheder.",
        f"“{in_english(name)}” is always one of the listed codes.",
        f"«{field.label}» står ikke på listen; skriv en af: {_shown_words(field)}.",
    )
    expected = values_expected_in(name, list(field.words))
    return _quarantine(model, name, f"{name}_not_listed", texts, expected)


def _many_choice_check(model: Model, name: str, field: Accepts) -> Check:
    code = f"({'|'.join(field.words)})"
    texts = (
        f"«{field.label}» består kun af listens muligheder.",
        f"“{in_english(name)}” holds listed codes only.",
        f"«{field.label}» har noget, der ikke står på listen; skriv en eller flere af: {_shown_words(field)}.",
    )
    expected = values_expected_to_match(name, f"^{code}(;{code})*$")
    return _quarantine(model, name, f"{name}_not_listed", texts, expected)


def _shape_check(model: Model, name: str, field: Accepts) -> Check:
    shape, example = (EMAIL_SHAPE, "navn@example.dk") if field.type == "email" else (PHONE_SHAPE, "20 30 40 50")
    texts = (
        f"«{field.label}» har den rigtige form.",
        f"“{in_english(name)}” has the right shape.",
        f"«{field.label}» har ikke den rigtige form; skriv den som {example}, eller lad feltet stå tomt.",
    )
    expected = values_expected_to_match(name, shape)
    return _quarantine(model, name, f"{name}_malformed", texts, expected)


def _limits_check(model: Model, name: str, column: str, field: Accepts) -> Check:
    low, high = _number(field.minimum), _number(field.maximum)
    limits = " og ".join([f"mindst {low}"] * (low != "") + [f"højst {high}"] * (high != ""))
    texts = (
        f"«{field.label}» er {limits}.",
        f"“{in_english(column)}” is within [{low or '-∞'}, {high or '∞'}].",
        f"«{field.label}» skal være {limits}; ret tallet.",
    )
    expected = values_expected_between(column, field.minimum, field.maximum)
    return _quarantine(model, name, f"{column}_out_of_range", texts, expected)


def _count_checks(model: Model, name: str, field: Accepts) -> Iterator[Check]:
    low, high, precision = (f"{name}_{part}" for part in ("low", "high", "precision"))
    texts = (
        f"«{field.label}»: det laveste tal er ikke større end det højeste.",
        f"“{in_english(low)}” is at most “{in_english(high)}”.",
        f"«{field.label}»: det første tal er større end det sidste; byt om på dem eller ret dem.",
    )
    ordered = values_expected_in_order(low, high)
    yield _quarantine(model, name, f"{name}_interval_reversed", texts, ordered)
    texts = (
        f"«{field.label}» har et kendt forbehold.",
        f"“{in_english(precision)}” is one of {', '.join(map(in_english, PRECISIONS))}.",
        f"«{field.label}» kan ikke forstås; skriv fx 20, ca. 20, mindst 20 eller 18-22.",
    )
    listed = values_expected_in(precision, list(PRECISIONS))
    yield _quarantine(model, name, f"{name}_precision_not_listed", texts, listed)
    if field.minimum is not None or field.maximum is not None:
        yield _limits_check(model, name, low, field)
        yield _limits_check(model, name, high, field)


def _period_checks(model: Model) -> Iterator[Check]:
    for start, end in PERIODS:
        if {start, end} <= model.accepted_fields.keys():
            start_label, end_label = (model.accepted_fields[field].label for field in (start, end))
            texts = (
                f"«{end_label}» ligger aldrig før «{start_label}».",
                f"“{in_english(end)}” is never before “{in_english(start)}”.",
                f"«{end_label}» ligger før «{start_label}»; ret den af datoerne, der er forkert.",
            )
            ordered = values_expected_in_order(start, end)
            yield _quarantine(model, end, f"{end}_before_{start}", texts, ordered)


def _person_checks(model: Model) -> Iterator[Check]:
    if not model.person:
        return
    nameless = _rows_where(model, "full_name", "coalesce(full_name, given_name, person_number) is null")
    texts = (
        "Hver række nævner en person ved navn eller frivillignummer.",
        "Every row names a person or gives the person's number.",
        "Rækken har intet navn, så vi ved ikke, hvem den handler om; skriv navnet.",
    )
    yield _quarantine(model, "full_name", "person_without_name", texts, rows_expected_absent(nameless), nameless)
    unborn = _rows_where(model, "birth_year", "birth_year > year(recorded_date)")
    texts = (
        "Ingen er født efter det år, oplysningen er fra.",
        "Nobody was born after the year the row is from.",
        "«Fødselsår» ligger efter det år, oplysningen er fra; ret fødselsåret.",
    )
    yield _quarantine(model, "birth_year", "born_after_recorded", texts, rows_expected_absent(unborn), unborn)


def _area_checks(model: Model) -> Iterator[Check]:
    """An area nobody knows is worth a question, but the row counts all the same."""
    for name, area_id in ID_OF_NAME.items():
        if area_id.endswith("area_id") and name in model.accepted_fields:
            sql = _rows_where(model, name, f"{name} is not null and {area_id} = '{UNKNOWN_AREA}'")
            yield Check(
                table=f"staging.{model.name}",
                rule=f"{name}_not_recognised",
                severity="warning",
                description=f"«{model.accepted_fields[name].label}» er et område, vi kender.",
                description_en=f"“{in_english(name)}” is an area we know.",
                expected=rows_expected_absent(sql),
                sql=sql,
            )


def _rows_where(model: Model, column: str, condition: str) -> str:
    return f"select row_id, '{column}' as column_name from staging.{model.name} where {condition}"


def _shown_words(field: Accepts) -> str:
    words = [spellings[0] for spellings in field.words.values()]
    return ", ".join(words[:WORDS_SHOWN]) + (" …" if len(words) > WORDS_SHOWN else "")


def _number(limit: float | None) -> str:
    return "" if limit is None else f"{limit:.10g}".replace(".", ",")
