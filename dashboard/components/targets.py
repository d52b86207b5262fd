"""Targets: how far, how it looks, and in whole sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from dashboard.components.behind import offer_calculation
from dashboard.components.markdown import plain
from dashboard.data import Row
from dashboard.formats import format_number, format_percent
from dashboard.keeping import keep_chart
from dashboard.texts import Language, _, current_language, in_language
from warehouse.charts import Spec
from warehouse.formats import say_value
from warehouse.telling.targets import STATUSES, draw_targets, explain_bars, known_status, sum_up, tell

_BADGES = {
    "met": "green",
    "on_track": "green",
    "at_risk": "orange",
    "close": "orange",
    "behind": "red",
    "far_behind": "red",
}


def show_targets_in_short(targets: Sequence[Row]) -> None:
    """How many are reached, and all of them on one chart."""
    st.header(_("Mål i korte træk"))
    if not targets:
        st.caption(_("Der er ikke skrevet nogen mål endnu. De kommer ind med målarket i indbakken."))
        return
    met = sum(target["status"] == "met" for target in targets)
    st.markdown(_("{met} af {all} mål er nået.").format(met=met, all=len(targets)))
    with st.container(border=True):
        shown = [target for target in targets if target["achievement_pct"] is not None]
        if shown:
            st.vega_lite_chart(spec=_bars_spec(shown, current_language()), alt=" ".join(map(sum_up, shown)))
        st.caption(explain_bars(shown))


def choose_targets(targets: Sequence[Row]) -> list[Row]:
    """The targets of the chosen statuses; none chosen means all."""
    counts = Counter(known_status(target) for target in targets)
    chosen = st.pills(
        _("Status"),
        [status for status in STATUSES if counts[status]],
        selection_mode="multi",
        format_func=lambda status: f"{_(STATUSES[status][0])} ({counts[status]})",
        key="target_statuses",
    )
    return [target for target in targets if not chosen or known_status(target) in chosen]


def show_targets(targets: Sequence[Row], may_see_persons: bool) -> None:
    """Each target on a card, two beside each other where there is room."""
    grid = st.grid(2, min_column_width=330, border=True)
    for target in targets:
        with grid.cell():
            _show_target(target, may_see_persons)


def _show_target(target: Row, may_see_persons: bool) -> None:
    st.header(plain(target["label"]))
    _show_badges(target)
    _show_number(target)
    st.markdown("\n".join(f"- {plain(sentence)}" for sentence in tell(target)))
    offer_calculation(target, may_see_persons)


def _show_badges(target: Row) -> None:
    status = known_status(target)
    badges = [(_BADGES.get(status, "gray"), _(STATUSES[status][0]))]
    if not target["is_finished"]:
        badges.append(("gray", _("igangværende")))
    st.markdown(" ".join(f":{color}-badge[{words}]" for color, words in badges))


def _show_number(target: Row) -> None:
    achieved = target["achievement_pct"]
    st.metric(
        in_language(target["metric_label"], target["metric_label_en"]) or target["label"],
        say_value(target),
        delta=None if achieved is None else format_percent(achieved),
        delta_color="off",
        delta_arrow="off",
        delta_description=_("af målet på {target}").format(target=format_number(target["target"])),
    )


@keep_chart
def _bars_spec(targets: list[Row], language: Language) -> Spec:
    return draw_targets(targets)
