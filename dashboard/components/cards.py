"""A KPI on a card: its value with its reservation, its period, the change and the way it has gone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Literal

import streamlit as st

from dashboard.components.behind import offer_calculation
from dashboard.components.markdown import plain
from dashboard.data import Row, ask_one
from dashboard.formats import (
    format_day,
    format_month,
    format_number,
    format_percent,
    format_period_name,
    format_span,
)
from dashboard.keeping import keep, keep_chart
from dashboard.texts import N_, Language, _, current_language, in_language
from dashboard.texts.codes import unit_word, word_for
from warehouse.charts import Spec, sparkline
from warehouse.formats import say_value

# The steps of the theory of change, in a social worker's words.
_STEPS = {
    1: N_("Frivillige"),
    2: N_("Aktiviteter, brugere og timer"),
    3: N_("Netværk og indsats"),
    4: N_("Sammenhængskraft"),
}
_BEFORE = {"year": N_("mod samme tid sidste år"), "month": N_("mod måneden før")}
_ON_A_DAY = ("persons_until_end", "persons_on_date")


def show_cards(cards: Sequence[Row], trends: dict[str, list[Row]], may_see_persons: bool) -> None:
    """A card per row of the overview, gathered under the step they belong to; each opens to its calculation."""
    run = ask_one("latest_run")
    as_of: date | None = run["as_of"] if run else None
    first_seen = list(dict.fromkeys(card["step"] for card in cards))
    for step, group in groupby(sorted(cards, key=lambda c: first_seen.index(c["step"])), key=lambda c: c["step"]):
        st.header(_(_STEPS.get(step, _STEPS[2])))
        grid = st.grid(4, border=True, key=f"cards-{step}")
        for card in group:
            with grid.cell():
                _show_card(card, trends.get(card["metric_id"], []), as_of)
                offer_calculation(card, may_see_persons)


def _show_card(card: Row, trend: list[Row], as_of: date | None) -> None:
    label, change = in_language(card["label"], card["label_en"]), card["change_pct"]
    st.metric(
        plain(label),
        say_value(card),
        delta=_say_change(change),
        delta_color=_direction_color(card["direction"]),
        delta_description=None if change is None else word_for(_BEFORE, card["period_kind"]),
        help=_explain(card),
    )
    if len(trend) > 1:
        st.vega_lite_chart(spec=_trend_spec(trend, current_language()), alt=_say_trend(label, trend))
    st.caption(_reservation(card, as_of))


@keep_chart
def _trend_spec(trend: list[Row], language: Language) -> Spec:
    return sparkline(trend)


@keep
def _say_trend(label: str, trend: list[Row]) -> str:
    said = "; ".join(f"{format_month(row['month_start'])}: {format_number(row['value'])}" for row in trend)
    return f"{label}. {said}"


def _reservation(card: Row, as_of: date | None) -> str:
    if card["value"] is None:
        return _("Ikke vist: for få personer til, at de kan være anonyme, eller intet registreret.")
    span, unit = format_span(card["value_low"], card["value_high"]), unit_word(card["unit"], card["value"])
    when = ", ".join(filter(None, [_when(card, as_of), "" if card["is_finished"] else _("igangværende")]))
    return "  \n".join(filter(None, [" ".join(filter(None, [span, unit])), when, _say_target(card)]))


def _say_target(card: Row) -> str:
    """The target that covers the card's own period, and how far it is reached."""
    if card.get("target") is None or card.get("achievement_pct") is None:
        return ""
    words = _("mål {target}: {share} nået")
    return words.format(target=format_number(card["target"]), share=format_percent(card["achievement_pct"]))


def _when(card: Row, as_of: date | None) -> str:
    if card["counting"] in _ON_A_DAY:
        return _("pr. {day}").format(day=format_day(min(filter(None, [card["period_end"], as_of]))))
    return format_period_name(card["period_kind"], card["period_start"], card["period_end"])


def _explain(card: Row) -> str:
    question = in_language(card["question"], card["question_en"])
    rule = in_language(card["counting_rule"], card["counting_rule_en"])
    return f"**{plain(question)}**\n\n{plain(rule)}"


def _say_change(change: float | None) -> str | int | None:
    if change is None:
        return None
    return format_percent(change) if round(change, 1) else 0


def _direction_color(direction: str | None) -> Literal["normal", "inverse", "off"]:
    """A fall is good news when fewer is better, and no news when neither is."""
    if direction == "increasing":
        return "normal"
    return "inverse" if direction == "decreasing" else "off"
