"""The domain's thresholds: one list in `parameters.yml`, each with its sentence and where it comes from.

A workspace may set other values under `[parameters]` in frivillig.toml. SQL reads them with
`getvariable('<name>')`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from duckdb import DuckDBPyConnection
from pydantic import TypeAdapter, ValidationError

from warehouse.declaration import Declaration, parse_yaml
from warehouse.errors import DeclarationError, SettingsError

PARAMETERS = Path(__file__).parent / "parameters.yml"

Value = int | float


class Parameter(Declaration):
    """A threshold: value and unit, what it decides (in Danish) and where the value comes from."""

    value: Value
    unit: str
    sentence: str
    reference: str


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


def read_parameter(con: DuckDBPyConnection, name: str) -> float:
    """The value SQL would read on a connection; the shipped one where none is set."""
    ((value,),) = con.execute(f"select getvariable('{name}')").fetchall()
    return float(load_parameters()[name].value if value is None else value)
