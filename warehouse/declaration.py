"""Strict YAML: what every declaration (form, table, KPI, check, parameter) has in common.

An unknown key, a key given twice or a value of the wrong type is an error that names the file and
the line or key, so that a slip of the pen is found when it is made and not in a wrong number.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from warehouse.errors import DeclarationError


class Declaration(BaseModel):
    """Base of everything declared in YAML: closed (no unknown keys) and unchanging."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


D = TypeVar("D", bound=Declaration)


def read_declaration(path: Path, kind: type[D], **known: object) -> D:
    """Read one YAML file as a `kind`; `known` adds keys that the file's place implies (its name).

    Raises DeclarationError naming the file and the line or key at fault.
    """
    content = parse_yaml(path.read_text(encoding="utf-8"), path.name)
    try:
        return kind.model_validate({**content, **known})
    except ValidationError as error:
        raise DeclarationError(_first_fault(path.name, error)) from error


def parse_yaml(text: str, name: str) -> dict[str, object]:
    """Parse YAML text whose top level is a mapping. Raises DeclarationError, naming `name`."""
    try:
        content = _load(text)
    except DuplicateKeyError as error:
        raise DeclarationError(f"{name}: {error.problem}; fjern den ene.") from error
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else "?"
        raise DeclarationError(f"{name}, linje {line}: {error.problem}; ret YAML-formatet.") from error
    if not isinstance(content, dict):
        raise DeclarationError(f"{name}: filen skal bestå af nøgler og værdier; den er tom eller en liste.")
    return content


def _load(text: str) -> object:
    """What the text says. The parser written in C takes a fifth of the time; what it stumbles over the other explains."""
    try:
        return YAML(typ="safe").load(text)
    except YAMLError:
        return YAML(typ="safe", pure=True).load(text)


# Once in a process: what has been imported stays as it was, whatever is written into its folder later.
@cache
def fingerprint(*folders: Path, patterns: tuple[str, ...] = ("*.yml", "*.sql", "*.py")) -> str:
    """SHA-256 (hex) over every declaration and line of code in `folders`: changed code, new answer."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted({p for pattern in patterns for p in folder.rglob(pattern)}):
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _first_fault(name: str, error: ValidationError) -> str:
    fault = error.errors(include_url=False)[0]
    where = " → ".join(str(part) for part in fault["loc"]) or "filen"
    if fault["type"] == "extra_forbidden":
        return f"{name}: nøglen «{where}» findes ikke; ret stavningen eller fjern den."
    return f"{name}: «{where}»: {fault['msg']}"
