"""Pictures and tables kept between clicks, told apart by which rows they show and not by what stands in them.

`data.ask` gives everybody the same rows as long as a snapshot lasts, so a list of them is known by the rows' identities;
hashing or copying two thousand rows for every click would cost more than all else a page does.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Any, Generic, ParamSpec, TypeVar

import pyarrow as pa

from dashboard.texts import current_language

P = ParamSpec("P")
R = TypeVar("R")

_ENTRIES = 60
_ROWS = "rows"

Spec = dict[str, Any]
T = TypeVar("T")


class Aside(Generic[T]):
    """An argument that goes along without telling two calls apart."""

    def __init__(self, value: T) -> None:
        self.value = value


def keep(make: Callable[P, R]) -> Callable[P, R]:
    """Remember what a function made of its arguments in a language; those used longest ago are forgotten.

    What it makes is shared by everybody and must not be changed. Its arguments are kept with it, so that no
    other row can come to have the identity of one that is gone.
    """
    kept: OrderedDict[tuple[object, ...], tuple[object, R]] = OrderedDict()
    lock = Lock()

    @wraps(make)
    def make_once(*args: P.args, **kwargs: P.kwargs) -> R:
        key = (current_language(), *map(_mark, args), *((name, _mark(value)) for name, value in kwargs.items()))
        with lock:
            if key in kept:
                kept.move_to_end(key)
                return kept[key][1]
        made = make(*args, **kwargs)
        with lock:
            kept[key] = ((args, kwargs), made)
            while len(kept) > _ENTRIES:
                kept.popitem(last=False)
        return made

    return make_once


def keep_chart(make: Callable[P, Spec]) -> Callable[P, Spec]:
    """`keep` for a Vega-Lite picture, its rows packed once the way they are sent."""

    @wraps(make)
    def make_packed(*args: P.args, **kwargs: P.kwargs) -> Spec:
        return _pack(make(*args, **kwargs))

    return keep(make_packed)


def _mark(value: object) -> object:
    if isinstance(value, Aside):
        return Aside
    if isinstance(value, list | tuple):
        return tuple(id(part) if isinstance(part, dict) else part for part in value)
    return tuple(value.items()) if isinstance(value, dict) else value


def _pack(spec: Spec) -> Spec:
    """The same picture with its rows as an Arrow stream, which Streamlit sends on as it is."""
    values = spec.get("data", {}).get("values")
    if not values:
        return spec
    table = pa.Table.from_pylist(values)
    stream = pa.BufferOutputStream()
    with pa.ipc.new_stream(stream, table.schema) as writer:
        writer.write_table(table)
    return {**spec, "data": {"name": _ROWS}, "datasets": {_ROWS: stream.getvalue().to_pybytes()}}
