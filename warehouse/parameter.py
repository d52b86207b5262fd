"""The domain's thresholds: one list in `parameters.yml`, each with its sentence and where it comes from.

A workspace may set other values on the page Indstillinger or under `[parameters]` in frivillig.toml. SQL reads them
with `getvariable('<name>')`, the dashboard from `core.parameters`: what the numbers rest on, not what is set now.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from duckdb import DuckDBPyConnection
from pydantic import TypeAdapter, ValidationError

from warehouse.declaration import Declaration, parse_yaml
from warehouse.errors import DeclarationError, SettingsError

PARAMETERS = Path(__file__).parent / "parameters.yml"

Value = int | float
Topic = Literal[
    "silence", "roles", "matching", "targets", "pathways", "children", "quality", "meetings", "people", "pages"
]

_WHOLE_UNITS = {
    "dage", "fremmødedage", "frivillige", "opgaver", "måneder", "år", "mødegange", "personer", "omtaler",
    "spørgsmål pr. 100 personer", "tal",
}  # fmt: skip
_MOST = {"andel": 1, "procent": 100, "dage": 3660}


class Parameter(Declaration):
    """A threshold: value and unit, what it decides and where the value comes from (both in Danish and English).

    `fixed`: belongs to the method and is not changed on a page. What may be chosen there: from `least` to `most`, only
    whole numbers where `whole`, and less than the parameter named by `below`.
    """

    value: Value
    unit: str
    sentence: str
    sentence_en: str
    reference: str
    reference_en: str
    topic: Topic
    fixed: bool = False
    whole: bool = False
    least: Value | None = None
    most: Value | None = None
    below: str | None = None

    @property
    def is_whole(self) -> bool:
        """Whether only whole numbers make sense."""
        return self.whole or self.unit in _WHOLE_UNITS

    @property
    def bounds(self) -> tuple[Value, Value]:
        """The least and the most that may be chosen."""
        least = self.least if self.least is not None else 1 if self.is_whole else 0
        return least, self.most if self.most is not None else _MOST.get(self.unit, 100_000)


@cache
def load_parameters() -> dict[str, Parameter]:
    """Every declared parameter by name. Raises DeclarationError when the list breaks its form."""
    content = parse_yaml(PARAMETERS.read_text(encoding="utf-8"), PARAMETERS.name)
    try:
        return TypeAdapter(dict[str, Parameter]).validate_python(content)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        where = " → ".join(str(part) for part in fault["loc"])
        raise DeclarationError(f"{PARAMETERS.name}: «{where}»: {fault['msg']}") from error


def parameter_values(overrides: Mapping[str, float | int | str]) -> dict[str, Value]:
    """Name → value, the workspace's own where it has set one.

    Raises SettingsError naming a parameter that does not exist or is not a number.
    """
    values: dict[str, Value] = {name: parameter.value for name, parameter in load_parameters().items()}
    for name, value in overrides.items():
        if name not in values:
            raise SettingsError(
                f"frivillig.toml: «parameters.{name}» findes ikke; vælg en af: {', '.join(sorted(values))}."
            )
        if isinstance(value, str) or value < 0:
            raise SettingsError(f"frivillig.toml: «parameters.{name}» skal være et tal på 0 eller mere; ret værdien.")
        values[name] = value
    return values


def create_parameters(con: DuckDBPyConnection, overrides: Mapping[str, float | int | str]) -> None:
    """Create `staging.parameters`: every threshold as tonight's numbers rest on it."""
    con.execute(
        "create or replace table staging.parameters (parameter varchar, value double, shipped_value double, sort_order integer)"
    )
    shipped = load_parameters()
    rows = [
        [name, value, shipped[name].value, n] for n, (name, value) in enumerate(parameter_values(overrides).items())
    ]
    con.executemany("insert into staging.parameters values (?, ?, ?, ?)", rows)


def read_parameter(con: DuckDBPyConnection, name: str) -> float:
    """The value SQL would read on a connection; the shipped one where none is set."""
    ((value,),) = con.execute(f"select getvariable('{name}')").fetchall()
    return float(load_parameters()[name].value if value is None else value)
