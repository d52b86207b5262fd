"""Answers as JSON, as KoboToolbox's and ODK Central's interfaces and many exports give them."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from warehouse.errors import RefusedFileError
from warehouse.intake.nested_records import Rows, as_tables
from warehouse.settings import Limits


def read_tables(content: bytes, limits: Limits) -> dict[str, Rows]:
    """Table name → rows. Raises RefusedFileError when the content is broken, ambiguous or too deep."""
    try:
        document = json.loads(content, object_pairs_hook=_refuse_doubles, parse_constant=_refuse_constant)
    except RecursionError as error:
        raise RefusedFileError(
            "too_deep", "Filen er bygget i for mange lag. Hent svarene igen som Excel eller CSV."
        ) from error
    except ValueError as error:
        raise RefusedFileError("broken", "Filen er ødelagt eller ikke kommet helt med. Hent svarene igen.") from error
    return as_tables(document, limits)


def _refuse_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) < len(pairs):
        raise ValueError("the same name twice in one record")
    return record


def _refuse_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is no value")
