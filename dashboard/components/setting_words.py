"""A change of a setting in words: what, from what, to what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from dashboard.data import ask
from dashboard.formats import format_day, format_period
from dashboard.server import running_server
from dashboard.texts import N_, _, plural
from dashboard.thresholds import say_threshold, say_value
from warehouse.choices import Change, Kind, State
from warehouse.parameter import Parameter, load_parameters, parameter_values
from warehouse.source import load_sources

KINDS: dict[Kind, str] = {
    "area": N_("Boligområde"),
    "closure": N_("Lukkedage"),
    "parameter": N_("Grænse"),
    "form_owner": N_("Ansvarlig for formular"),
    "activity_owner": N_("Ansvarlig for aktivitet"),
    "staff": N_("Medarbejder"),
}


def say_change(change: Change) -> str:
    """`Grænse: En registreret uden opgave er ny i 30 dage (før: 60 dage)`."""
    if change.kind == "parameter" and change.name in load_parameters():
        return _say_threshold_change(change, load_parameters()[change.name])
    words = _("{kind}: {name}: {after} (før: {before})")
    return words.format(
        kind=_(KINDS[change.kind]),
        name=name_of(change),
        after=_say_state(change, change.after),
        before=_say_state(change, change.before),
    )


def _say_threshold_change(change: Change, parameter: Parameter) -> str:
    ordinary = parameter_values(running_server().written.parameters)[change.name]
    before, after = (ordinary if state.set is None else state.set for state in (change.before, change.after))
    words = _("{kind}: {sentence} (før: {before})")
    return words.format(
        kind=_(KINDS["parameter"]),
        sentence=say_threshold(parameter, after).rstrip("."),
        before=say_value(parameter, before),
    )


def name_of(change: Change) -> str:
    """What a change is about, as people call it."""
    if change.kind == "form_owner":
        source = load_sources(running_server().settings.forms).get(change.name)
        return source.title if source else change.name
    if change.kind == "activity_owner":
        names = {row["activity_id"]: row["activity_name"] for row in ask("activity_owners")}
        return str(names.get(change.name, change.name))
    named = next(
        (s.set["name"] for s in (change.after, change.before) if isinstance(s.set, dict) and "name" in s.set), None
    )
    return str(named or change.name)


def _say_state(change: Change, state: State) -> str:
    if state.removed:
        return _("fjernet")
    if state.set is None:
        return _say_untouched(change)
    say = _SAY.get(change.kind)
    return say(state.set) if say else str(state.set)


def _say_untouched(change: Change) -> str:
    """What holds without a choice: the ordinary value, or what a file or a sheet says."""
    return {
        "area": _("som i frivillig.toml, eller ikke oprettet"),
        "closure": _("ikke oprettet"),
        "form_owner": _("som i formularen"),
        "activity_owner": _("som i aktivitetslisten"),
    }.get(change.kind, _("ikke oprettet"))


def _say_area(value: Any) -> str:
    streets = plural("{count} vej", "{count} veje", len(value.get("streets", ())))
    spellings = plural("{count} stavemåde", "{count} stavemåder", len(value.get("aliases", ())))
    return f"{value['name']}, {streets}, {spellings}"


def _say_closure(value: Any) -> str:
    start, end = date.fromisoformat(value["start"]), date.fromisoformat(value["end"])
    return format_day(start) if start == end else format_period(start, end)


def _say_staff(value: Any) -> str:
    said = ", ".join(value[key] for key in ("email", "account") if value.get(key))
    return said or _("uden mail og brugernavn")


_SAY: dict[Kind, Callable[[Any], str]] = {"area": _say_area, "closure": _say_closure, "staff": _say_staff}
