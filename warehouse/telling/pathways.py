"""Steps on the way from guest to core volunteer, told. The same on the page and on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from warehouse.charts import Spec, share_bars
from warehouse.formats import format_number, format_percent, format_span
from warehouse.texts import N_, _
from warehouse.texts.codes import word_for

Row = Mapping[str, Any]

CONVERSIONS = {
    "participant_to_helper": N_("Deltagere, der kom til at hjælpe"),
    "helper_to_regular": N_("Hjælpere, der blev faste"),
    "regular_to_coordinator": N_("Faste hjælpere, der blev tovholdere"),
    "coordinator_to_core": N_("Tovholdere, der blev kernefrivillige"),
    "first_task_here_and_now_to_second": N_("Første opgave her og nu, der førte til en mere"),
}


def say_step(step: Row) -> str:
    """`Deltagere, der kom til at hjælpe: 25 af 240 (10,4 %)`."""
    words = _("{step}: {went_on} af {persons} ({share}")
    said = words.format(
        step=word_for(CONVERSIONS, step["conversion"]),
        went_on=format_number(step["went_on"]),
        persons=format_number(step["persons"]),
        share=format_percent(step["share_pct"]),
    )
    span = format_span(step["low_pct"], step["high_pct"])
    return f"{said}, {span})" if span else f"{said})"


def draw_steps(steps: Sequence[Row]) -> Spec:
    """The share that went on, a bar per step."""
    rows = [{**step, "label": word_for(CONVERSIONS, step["conversion"]), "words": say_step(step)} for step in steps]
    return share_bars(rows, _("Andel, der gik videre"))
