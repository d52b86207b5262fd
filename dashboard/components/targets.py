"""Targets: how far, how it looks, and in whole sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal

import streamlit as st

from dashboard.components.behind import offer_calculation
from dashboard.components.cards import say_value
from dashboard.components.charts import ACTUAL, BEHIND, NEAR, PROMISED, Spec, target_bars
from dashboard.components.markdown import plain
from dashboard.data import Row
from dashboard.formats import format_number, format_percent, format_period, format_span
from dashboard.keeping import keep_chart
from dashboard.texts import N_, Language, _, current_language, in_language
from dashboard.texts.codes import unit_word

BadgeColor = Literal["green", "orange", "red", "gray"]

# Status of a target → its words, its colour on charts, its colour on badges.
STATUSES: dict[str, tuple[str, str, BadgeColor]] = {
    "met": (N_("Nået"), ACTUAL, "green"),
    "on_track": (N_("På sporet"), ACTUAL, "green"),
    "at_risk": (N_("Bagefter tempoet"), NEAR, "orange"),
    "close": (N_("Næsten nået"), NEAR, "orange"),
    "behind": (N_("Ikke nået"), BEHIND, "red"),
    "far_behind": (N_("Langt fra målet"), BEHIND, "red"),
    "not_started": (N_("Ikke begyndt"), PROMISED, "gray"),
    "not_measured": (N_("Ikke målt endnu"), PROMISED, "gray"),
}
# From here on a decimal says nothing.
_LARGE = 20


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
        st.caption(_explain_bars(shown))


def choose_targets(targets: Sequence[Row]) -> list[Row]:
    """The targets of the chosen statuses; none chosen means all."""
    counts = Counter(_known_status(target) for target in targets)
    chosen = st.pills(
        _("Status"),
        [status for status in STATUSES if counts[status]],
        selection_mode="multi",
        format_func=lambda status: f"{_(STATUSES[status][0])} ({counts[status]})",
        key="target_statuses",
    )
    return [target for target in targets if not chosen or _known_status(target) in chosen]


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


def sum_up(target: Row) -> str:
    """`Brugere: mindst 258 af 180 (143,3 %). Nået.`"""
    words = _("{label}: {amount} af {target} ({share}).").format(
        label=target["label"],
        amount=say_value(target),
        target=format_number(target["target"]),
        share=format_percent(target["achievement_pct"]),
    )
    return f"{words} {_(STATUSES[_known_status(target)][0])}."


def tell(target: Row) -> list[str]:
    """The target's story, a sentence each."""
    return [_say_promise(target), *_say_where_it_stands(target), *_say_outlook(target)]


def _say_promise(target: Row) -> str:
    words = _("Målet er {bound} {amount} i perioden {period}.")
    bound = _("højst") if target["direction"] == "decreasing" else _("mindst")
    unit = unit_word(target["unit"], target["target"]) or ("%" if target["unit"] == "percent" else "")
    amount = f"{format_number(target['target'])} {unit}".strip()
    return words.format(bound=bound, amount=amount, period=format_period(target["period_start"], target["period_end"]))


def _say_where_it_stands(target: Row) -> list[str]:
    value, low, high = target["value"], target["value_low"], target["value_high"]
    if value is None:
        return [_("Tallet vises ikke: det handler om for få personer, eller der er ikke målt endnu.")]
    span = format_span(low, high)
    if target["status"] == "met" and not span:
        return [_("Målet er nået.")]
    if target["is_met_at_lower_bound"]:
        return [_("Målet er nået, også ved det laveste tal ({low}).").format(low=format_number(low))]
    said = [_("Tallet ligger {span}, fordi ikke alle er skrevet op ved navn.").format(span=span)] if span else []
    if span and target["direction"] != "decreasing" and high >= target["target"]:
        said.append(_("Ved det højeste tal er målet nået, ved det laveste er det ikke."))
    return said


def _say_outlook(target: Row) -> list[str]:
    if target["is_finished"]:
        return []
    foretold = format_span(target["forecast_low"], target["forecast_high"])
    grows = target.get("counting") not in ("share", "persons_on_date")
    said = {
        **({"pro_rata": _("Gik det jævnt fremad, ville tallet nu være {amount}.")} if grows else {}),
        "forecast": _("Hvis tempoet fortsætter, ender det på {amount} ({span})."),
        "required_pace": _("For at nå målet skal der komme {amount} flere hver måned."),
    }
    return [
        sentence.format(amount=format_number(target[name], 0 if target[name] >= _LARGE else 1), span=foretold)
        for name, sentence in said.items()
        if target[name]
    ]


def _show_badges(target: Row) -> None:
    words, _color, badge = STATUSES[_known_status(target)]
    with st.container(horizontal=True, gap="xsmall"):
        st.badge(_(words), color=badge)
        if not target["is_finished"]:
            st.badge(_("igangværende"), color="gray")


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


def _known_status(target: Row) -> str:
    return target["status"] if target["status"] in STATUSES else "not_measured"


@keep_chart
def _bars_spec(targets: list[Row], language: Language) -> Spec:
    labels = Counter(target["label"] for target in targets)
    return target_bars([_bar(target, labels[target["label"]] == 1) for target in targets], _("Andel af målet"))


def _explain_bars(targets: Sequence[Row]) -> str:
    said = [_("Bjælke: indtil nu. Stiplet: målet.")]
    if any(target["forecast"] for target in targets):
        said.append(_("Lys bjælke: hvis tempoet fortsætter. Lodret streg: her burde vi være nu."))
    if any(format_span(target["value_low"], target["value_high"]) for target in targets):
        said.append(_("Tynd streg: så usikkert er tallet."))
    return " ".join(said)


def _bar(target: Row, is_alone: bool) -> dict[str, object]:
    def share(name: str) -> float | None:
        amount = target[name]
        return None if amount is None or not target["target"] else 100 * amount / target["target"]

    is_foretold = target["forecast"] is not None
    return {
        "label": target["label"] if is_alone else f"{target['label']} {_when(target)}",
        "words": sum_up(target),
        "pct": target["achievement_pct"],
        "low_pct": share("forecast_low" if is_foretold else "value_low"),
        "high_pct": share("forecast_high" if is_foretold else "value_high"),
        "forecast_pct": share("forecast"),
        "expected_pct": None if target["is_finished"] else share("pro_rata"),
        "color": STATUSES[_known_status(target)][1],
    }


def _when(target: Row) -> str:
    """What tells two targets of the same name apart."""
    where = target["area_name"] or ""
    return f"{where} {format_period(target['period_start'], target['period_end'])}".strip()
