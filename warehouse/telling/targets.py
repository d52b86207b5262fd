"""A target told: its status, its story a sentence each, and as a bar. The same on the page and on paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from warehouse.charts import ACTUAL, BEHIND, NEAR, PROMISED, Spec, target_bars
from warehouse.formats import format_number, format_percent, format_period, format_span, say_value
from warehouse.texts import N_, _
from warehouse.texts.codes import unit_word

Row = Mapping[str, Any]

# Status of a target → its words and its colour on charts.
STATUSES: dict[str, tuple[str, str]] = {
    "met": (N_("Nået"), ACTUAL),
    "on_track": (N_("På sporet"), ACTUAL),
    "at_risk": (N_("Bagefter tempoet"), NEAR),
    "close": (N_("Næsten nået"), NEAR),
    "behind": (N_("Ikke nået"), BEHIND),
    "far_behind": (N_("Langt fra målet"), BEHIND),
    "not_started": (N_("Ikke begyndt"), PROMISED),
    "not_measured": (N_("Ikke målt endnu"), PROMISED),
}
# From here on a decimal says nothing.
_LARGE = 20


def sum_up(target: Row) -> str:
    """`Brugere: mindst 258 af 180 (143,3 %). Nået.`"""
    words = _("{label}: {amount} af {target} ({share}).").format(
        label=target["label"],
        amount=say_value(target),
        target=format_number(target["target"]),
        share=format_percent(target["achievement_pct"]),
    )
    return f"{words} {_(STATUSES[known_status(target)][0])}."


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


def known_status(target: Row) -> str:
    """The status, where it is one we have words for."""
    return target["status"] if target["status"] in STATUSES else "not_measured"


def explain_bars(targets: Sequence[Row]) -> str:
    """What the bars, lines and ticks of the chart mean, those that are on it."""
    said = [_("Bjælke: indtil nu. Stiplet: målet.")]
    if any(target["forecast"] for target in targets):
        said.append(_("Lys bjælke: hvis tempoet fortsætter. Lodret streg: her burde vi være nu."))
    if any(format_span(target["value_low"], target["value_high"]) for target in targets):
        said.append(_("Tynd streg: så usikkert er tallet."))
    return " ".join(said)


def draw_targets(targets: Sequence[Row], names_status: bool = False) -> Spec:
    """Every target as a bar; `names_status`: with its status in words beside its name, for paper."""
    labels = Counter(target["label"] for target in targets)
    bars = [_bar(target, labels[target["label"]] == 1) for target in targets]
    if names_status:
        for bar, target in zip(bars, targets, strict=True):
            status = _(STATUSES[known_status(target)][0]).lower().replace(" ", "\u00a0")  # its words stay on one line
            bar["label"] = f"{bar['label']} ({status})"
    return target_bars(bars, _("Andel af målet"), letters=44 if names_status else 32)


def _bar(target: Row, is_alone: bool) -> dict[str, Any]:
    def share(name: str) -> float | None:
        amount, promised = target[name], target["target"]
        if target["direction"] == "decreasing":
            amount, promised = promised, amount
        return None if amount is None or not promised else 100 * amount / promised

    is_foretold = target["forecast"] is not None
    low, high = ("forecast_low", "forecast_high") if is_foretold else ("value_low", "value_high")
    if target["direction"] == "decreasing":
        low, high = high, low
    return {
        "label": target["label"] if is_alone else f"{target['label']} {_when(target)}",
        "words": sum_up(target),
        "pct": target["achievement_pct"],
        "low_pct": share(low),
        "high_pct": share(high),
        "forecast_pct": share("forecast"),
        "expected_pct": None if target["is_finished"] else share("pro_rata"),
        "color": STATUSES[known_status(target)][1],
    }


def _when(target: Row) -> str:
    """What tells two targets of the same name apart."""
    where = target["area_name"] or ""
    return f"{where} {format_period(target['period_start'], target['period_end'])}".strip()
