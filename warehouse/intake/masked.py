"""The stand-in of a file that holds CPR numbers: its cells with the numbers masked, as they were read.

It takes the original's place for good, so that a rebuild gives the same rows when the original is gone,
also under forms and code that came later.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date, datetime, time, timedelta
from typing import Any

from warehouse.errors import RefusedFileError
from warehouse.intake.cpr import mask_cpr
from warehouse.intake.grid import FaultyCell, Sheet
from warehouse.intake.hiding import MaskedCell

_WORDS = (MaskedCell, FaultyCell)
_MOMENTS = (datetime, date, time)


def write_masked(sheets: Iterable[Sheet]) -> bytes:
    """Sheets as a stand-in."""
    return _pack({"sheets": [_encode_sheet(sheet) for sheet in sheets]})


def write_refused(refusal: RefusedFileError) -> bytes:
    """The stand-in of a file that could not be read: why."""
    return _pack({"refused": [refusal.reason_code, str(refusal)]})


def read_masked(content: bytes) -> list[Sheet]:
    """The sheets of a stand-in. Raises RefusedFileError when the original was refused."""
    document = json.loads(gzip.decompress(content))
    if "refused" in document:
        raise RefusedFileError(*document["refused"])
    return [Sheet(**{name: _decode(value) for name, value in sheet.items()}) for sheet in document["sheets"]]


def _pack(document: dict[str, Any]) -> bytes:
    return gzip.compress(json.dumps(document, ensure_ascii=False).encode(), mtime=0)


def _encode_sheet(sheet: Sheet) -> dict[str, Any]:
    return {field.name: _encode(getattr(sheet, field.name)) for field in fields(sheet)}


def _encode(value: Any) -> Any:
    return next((encode(value) for kinds, encode in _ENCODERS if isinstance(value, kinds)), value)


def _decode(value: Any) -> Any:
    if isinstance(value, list):
        return [_decode(item) for item in value]
    if isinstance(value, dict):
        ((kind, inside),) = value.items()
        return _DECODERS[kind](inside)
    return value


_ENCODERS: tuple[tuple[Any, Any], ...] = (
    ((tuple, set, frozenset), lambda items: {type(items).__name__: [_encode(item) for item in items]}),
    (dict, lambda pairs: {"dict": [[_encode(key), _encode(item)] for key, item in pairs.items()]}),
    (_MOMENTS, lambda moment: {type(moment).__name__: moment.isoformat()}),
    (timedelta, lambda span: {"timedelta": span.total_seconds()}),
    (_WORDS, lambda word: {type(word).__name__: mask_cpr(word)}),
    (str, mask_cpr),
    (Sequence, lambda items: [_encode(item) for item in items]),
)
_DECODERS: dict[str, Any] = {
    "tuple": lambda items: tuple(_decode(items)),
    "set": lambda items: set(_decode(items)),
    "frozenset": lambda items: frozenset(_decode(items)),
    "dict": lambda pairs: {_decode(key): _decode(item) for key, item in pairs},
    "timedelta": lambda seconds: timedelta(seconds=seconds),
    **{kind.__name__: kind.fromisoformat for kind in _MOMENTS},
    **{kind.__name__: kind for kind in _WORDS},
}
