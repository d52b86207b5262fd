"""The checks of a built table, read from its declaration: what `models/*/<table>.yml` promises is what is there.

Whoever reads the published tables relies on these promises, so a broken one is critical.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from expectations.check import (
    Check,
    Expected,
    Severity,
    rows_expected_absent,
    values_expected_in,
)
from warehouse.model import Model, load_model

# A column of this name, anywhere, holds the key of this table.
REFERENCES = {
    "person_id": "core.persons",
    "session_id": "core.sessions",
    "activity_id": "core.activities",
    "organisation_id": "core.organisations",
    "area_id": "core.areas",
    "task_id": "core.tasks",
    "target_id": "core.targets",
    "metric_id": "marts.metrics",
}
METRIC_COLUMNS = {
    "person_id": "varchar",
    "session_id": "varchar",
    "activity_id": "varchar",
    "event_date": "date",
    "area_id": "varchar",
    "target_group": "varchar",
    "amount_low": "double",
    "amount": "double",
    "amount_high": "double",
}
COUNTED_BY = ("person_id", "session_id")
PERSONAL_COLUMNS = ("person_id", "full_name", "given_name", "family_name", "email", "phone", "street")


def built_checks(model: Model) -> list[Check]:
    """Every check of a built table that its declaration alone implies."""
    table = f"{model.schema_name}.{model.name}"
    return [
        *column_checks(table, {name: column.type for name, column in model.columns.items()}),
        *_key_checks(table, model),
        *_content_checks(table, model),
        *reference_checks(table, model.columns),
        *_privacy_checks(table, model),
    ]


def metric_checks(metric_id: str) -> list[Check]:
    """Every check of `metrics.<metric_id>`: all metrics have the same columns."""
    table = f"metrics.{metric_id}"
    return [*column_checks(table, METRIC_COLUMNS), *reference_checks(table, METRIC_COLUMNS)]


def _check(table: str, rule: str, texts: tuple[str, str], expected: Expected, severity: Severity = "critical") -> Check:
    return Check(table, rule, severity, *texts, expected)


def column_checks(table: str, columns: Mapping[str, str]) -> Iterator[Check]:
    """The table has these columns (name → DuckDB type), no others, in this order."""
    texts = ("Tabellen har de kolonner, den skal, i rækkefølge.", "The table has its columns, in order.")
    yield _check(table, "columns_as_declared", texts, rows_expected_absent(_out_of_place(table, columns)))
    texts = ("Kolonnerne har de typer, de skal.", "The columns have their types.")
    declared = ", ".join(f"('{name}', '{kind.lower()}')" for name, kind in columns.items())
    mistyped = f"{_described(table)} where (column_name, lower(column_type)) not in ({declared})"
    yield _check(table, "types_as_declared", texts, rows_expected_absent(mistyped))


def reference_checks(table: str, columns: Mapping[str, object]) -> Iterator[Check]:
    """Every id in the table stands in the table it is the key of."""
    for column, home in REFERENCES.items():
        if column in columns and home != table:
            thing = load_model(*home.split(".")).grain.removeprefix("Én række pr. ").rstrip(".")
            texts = (
                f"Hver henvisning findes: {thing}.",
                f"Every reference is found: {in_english(home.split('.')[1])}.",
            )
            orphans = f"select {column} from {table} anti join {home} using ({column}) where {column} is not null"
            severity: Severity = "critical" if column in COUNTED_BY else "warning"
            yield _check(table, f"{column}_not_found", texts, rows_expected_absent(orphans), severity)


def _key_checks(table: str, model: Model) -> Iterator[Check]:
    """Written as a select, because GX takes two rows with a blank in the key for different ones."""
    if model.key:
        texts = (f"{model.grain} Ingen står der to gange.", f"No two rows share {_in_english(model.key)}.")
        twice = f"select {', '.join(model.key)} from {table} group by all having count(*) > 1"
        yield _check(table, "key_not_unique", texts, rows_expected_absent(twice))


def _content_checks(table: str, model: Model) -> Iterator[Check]:
    """Blanks are sought in one select per table: GX takes three times as long, and asks column by column."""
    required = [name for name, column in model.columns.items() if column.required]
    if required:
        named = ", ".join(dict.fromkeys(in_danish(model, name) for name in required))
        texts = (f"Altid udfyldt: {named}.", f"Always filled in: {_in_english(required)}.")
        blank = f"select {', '.join(required)} from {table} where {' or '.join(f'{name} is null' for name in required)}"
        yield _check(table, "required_missing", texts, rows_expected_absent(blank))
    for name, column in model.columns.items():
        if column.values:
            said, said_en = in_danish(model, name), in_english(name)
            texts = (f"{said} er altid en af de kendte værdier.", f"“{said_en}” is always one of the known values.")
            listed = values_expected_in(name, list(column.values))
            yield _check(table, f"{name}_not_listed", texts, listed)


def _privacy_checks(table: str, model: Model) -> Iterator[Check]:
    """Management opens public tables; the promise is kept on the table itself, whatever its declaration says."""
    if model.public:
        declared = (name for name, column in model.columns.items() if column.personal)
        personal = ", ".join(f"'{name}'" for name in sorted({*PERSONAL_COLUMNS, *declared}))
        texts = ("Tabellen, ledelsen ser, har ingen personoplysninger.", "The public table holds no personal column.")
        found = f"{_described(table)} where column_name in ({personal})"
        yield _check(table, "personal_column_in_public_table", texts, rows_expected_absent(found))


def in_danish(model: Model, column: str) -> str:
    """A column as people know it: its label in the forms that feed it, else how its description begins."""
    accepts = model.accepted_fields.get(column)
    said = accepts.label if accepts else re.split(r"[.:;,(]", model.columns[column].description)[0].strip()
    return f"«{said or column}»"


def in_english(name: str) -> str:
    """A name in the code as words."""
    return name.replace("_", " ")


def _in_english(names: Iterable[str]) -> str:
    return ", ".join(map(in_english, names))


def _out_of_place(table: str, columns: Iterable[str]) -> str:
    """A row for every place where the table has another column than declared, or only one of them has any."""
    declared = ", ".join(f"({place}, '{name}')" for place, name in enumerate(columns, 1))
    return f"""select place from (select row_number() over () as place, column_name from ({_described(table)})) as found
full join (values {declared}) as declared (place, column_name) using (place)
where found.column_name is distinct from declared.column_name"""


def _described(table: str) -> str:
    """Its columns, without going through the whole catalogue as `duckdb_columns()` does."""
    return f"select column_name from (describe {table})"
