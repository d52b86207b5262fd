"""The warehouse's tables: one `.sql` (a plain select) and one `.yml` (what it means) each, in `models/`.

Folder = schema, file = table: `models/core/volunteers.sql` is `core.volunteers`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter

from warehouse.declaration import Declaration, parse_yaml, read_declaration

MODELS = Path(__file__).parent / "models"

FieldType = Literal[
    "text", "integer", "decimal", "duration", "date", "time", "boolean", "email", "phone",
    "choice", "many-choice", "rating", "count-with-precision",
]  # fmt: skip


class Accepts(Declaration):
    """A field that forms may feed into an entity.

    `choices`: code → the words people write for it, the first one shown; or `codes`: the name of
    a list in `models/codes.yml` that several tables share. `in_percent`: a count may be a share of people.
    """

    type: FieldType
    label: str
    personal: bool = False
    choices: dict[str, tuple[str, ...]] = {}
    codes: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    in_percent: bool = False

    @property
    def words(self) -> dict[str, tuple[str, ...]]:
        """Code → words, from the field's own choices or from the shared list it names."""
        return code_lists()[self.codes] if self.codes else self.choices


class Column(Declaration):
    """A column of a built table: DuckDB type and, in Danish, what stands in it.

    `required`: never null. `values`: the only values it may hold (null apart).
    """

    type: str
    description: str
    personal: bool = False
    required: bool = False
    values: tuple[str, ...] = ()


class Model(Declaration):
    """A table: its grain (first line), what forms may feed it and its columns in order.

    `key`: the columns no two rows share. `dated_by`: the fed fields that say when a row is from,
    the first that is given.
    `person`: rows mention a person, so the fields of `persons.yml` are accepted too.
    `public`: goes into kpi.duckdb, which management opens; never set on a table with persons.
    """

    name: str
    schema_name: str
    grain: str
    description: str = ""
    public: bool = False
    person: bool = False
    dated_by: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    accepts: dict[str, Accepts] = {}
    columns: dict[str, Column] = {}

    @property
    def accepted_fields(self) -> dict[str, Accepts]:
        """Every field a form may feed: the entity's own and, if it mentions persons, a person's."""
        shared = load_model("core", "persons").accepts if self.person else {}
        return {**shared, **self.accepts}

    @property
    def sql_path(self) -> Path:
        return MODELS / self.schema_name / f"{self.name}.sql"

    @property
    def sql(self) -> str:
        return self.sql_path.read_text(encoding="utf-8")


@cache
def code_lists() -> dict[str, dict[str, tuple[str, ...]]]:
    """The shared code lists of `models/codes.yml`: list → code → words."""
    content = parse_yaml((MODELS / "codes.yml").read_text(encoding="utf-8"), "codes.yml")
    return TypeAdapter(dict[str, dict[str, tuple[str, ...]]]).validate_python(content)


@cache
def load_model(schema: str, name: str) -> Model:
    """One declared table, e.g. `load_model("core", "volunteers")`. Raises DeclarationError."""
    path = MODELS / schema / f"{name}.yml"
    return read_declaration(path, Model, name=name, schema_name=schema)


@cache
def load_models(schema: str) -> dict[str, Model]:
    """Every declared table of a schema, by name."""
    return {path.stem: load_model(schema, path.stem) for path in sorted((MODELS / schema).glob("*.yml"))}
