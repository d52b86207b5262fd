"""Choices that narrow a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import streamlit as st

from dashboard.data import Row, ask
from dashboard.texts import _
from dashboard.texts.codes import AREAS, STATUSES, list_choices, word_for


def choose_area() -> str | None:
    """An area's id, or None for all of them."""
    areas: dict[str, str] = {area["area_id"]: area["area_name"] for area in ask("areas")}
    names = {"": _("Alle områder")} | {area: _(AREAS.get(area, name)) for area, name in areas.items()}
    # an empty word and not None, which a list shows as nothing chosen, with a cross to clear it
    chosen = st.selectbox(_("Boligområde"), list(names), format_func=lambda area: names[area], key="area", width=280)
    return chosen or None


def choose_volunteers(everyone: Sequence[Row]) -> list[Row]:
    """The volunteers of the chosen statuses, areas and preferences, and with the name looked for."""
    statuses = _choose_statuses(everyone)
    columns = st.columns(3)
    with columns[0]:
        areas = _choose(_("Boligområde"), (row["area_name"] for row in everyone), "areas")
    with columns[1]:
        wishes = _choose(_("Vil gerne"), (wish for row in everyone for wish in _wishes(row)), "wishes")
    with columns[2]:
        name = st.text_input(_("Søg efter navn"), key="name").strip().casefold()
    return [
        row
        for row in everyone
        if (not statuses or row["status"] in statuses)
        and (not areas or row["area_name"] in areas)
        and (not wishes or set(wishes) & set(_wishes(row)))
        and name in row["full_name"].casefold()
    ]


def _choose_statuses(everyone: Sequence[Row]) -> list[str]:
    counts = {status: sum(row["status"] == status for row in everyone) for status in STATUSES}
    present = [status for status, count in counts.items() if count]
    return st.pills(_("Status"), present, selection_mode="multi", format_func=_label(counts), key="statuses")


def _label(counts: dict[str, int]) -> Callable[[str], str]:
    return lambda status: f"{word_for(STATUSES, status)} ({counts[status]})"


def _choose(label: str, options: Iterable[str | None], key: str) -> list[str]:
    return st.multiselect(label, sorted({option for option in options if option}), key=key, placeholder=_("Alle"))


def _wishes(row: Row) -> list[str]:
    return [list_choices("competences", code) for code in (row["task_preferences"] or "").split(";") if code]
