"""Charts as Vega-Lite: plain dictionaries, so that a screen, a report and a test draw the same picture.

A colour means the same everywhere: teal is what happened, light teal what is still under way or
expected, grey what was promised, amber near, red-brown behind, sand what waits. They differ in lightness too.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from babel import Locale
from babel.dates import get_day_names, get_month_names

from warehouse.formats import locale

Spec = dict[str, Any]

ACTUAL = "#2a8590"
EXPECTED = "#2a859066"
PROMISED = "#8b9391"
NEAR = "#d39a35"
BEHIND = "#c0584c"
WAITING = "#e3c9a0"
# Words in a picture, to be read on light and on dark; the page gives them its own ink (dashboard/screen.css).
SAID = "#767b7a"

# Targets passed this many times over are all drawn to the edge.
_FURTHEST = 260

# A word for each quarter's first month: a word for every month would not fit.
_EVERY_QUARTER = "month(datum.value) % 3 == 0 ? timeFormat(datum.value, '%b %y') : ''"
_PERCENT = "datum.label + ' %'"
# Vega describes axes and legends in English; the chart's `alt` says it all, in the language of the page.
_UNHEARD = {"axis": {"aria": False}, "legend": {"aria": False}}
_QUIET_AXIS = {"title": None, "titleAnchor": "end", "ticks": False, "domain": False, "labelPadding": 6}
# Vega puts the first line of a label beside its bar; a label of two lines is lifted half a line, one of three a whole one.
_LIFTED = {
    "condition": [
        {"test": f"length(split(datum.label, '\\n')) == {lines}", "value": -7 * (lines - 1)} for lines in (2, 3)
    ],
    "value": 0,
}
_WRAPPED_AXIS = {
    **_QUIET_AXIS,
    "labelLimit": 210,
    "labelFontSize": 12,
    "labelOffset": _LIFTED,
    "labelExpr": "split(datum.label, '\\n')",
}


def monthly_bars(months: Sequence[Mapping[str, Any]], unit: str, under_way: str, finished: str) -> Spec:
    """A bar a month (`month_start`, `value`, `is_finished`); the month still under way is lighter."""
    values = [
        {
            "month": row["month_start"].strftime("%Y-%m-%d"),
            "value": row["value"],
            "state": finished if row["is_finished"] else under_way,
        }
        for row in months
    ]
    return {
        **_base(values, height=240),
        "mark": {"type": "bar", "cornerRadiusEnd": 2},
        "encoding": {
            "x": {
                "field": "month",
                "type": "ordinal",
                "timeUnit": "yearmonth",
                "axis": {**_QUIET_AXIS, "labelAngle": 0, "labelExpr": _EVERY_QUARTER, "labelOverlap": True},
            },
            "y": {
                "field": "value",
                "type": "quantitative",
                "axis": {**_QUIET_AXIS, "tickCount": 4, "tickMinStep": 1, "format": ",.0f"},
            },
            "color": _states(finished, under_way, {row["state"] for row in values}),
            "tooltip": [
                {"field": "month", "type": "temporal", "format": "%B %Y", "title": " "},
                {"field": "value", "type": "quantitative", "format": ",.1~f", "title": unit},
            ],
        },
    }


def _states(finished: str, under_way: str, present: set[str]) -> Spec:
    legend = {"orient": "top", "title": None} if under_way in present else None
    return {
        "field": "state",
        "type": "nominal",
        "scale": {"domain": [finished, under_way], "range": [ACTUAL, EXPECTED]},
        "legend": legend,
    }


def sparkline(months: Sequence[Mapping[str, Any]]) -> Spec:
    """How one KPI has gone (`month_start`, `value`), small enough for a card: no axes, only the shape."""
    values = [{"month": row["month_start"].strftime("%Y-%m-%d"), "value": row["value"]} for row in months]
    scale = {"domain": [0, max((row["value"] for row in months), default=0) or 1], "nice": False}
    return {
        **_base(values, height=56),
        "mark": {
            "type": "area",
            "color": ACTUAL,
            "fillOpacity": 0.15,
            "line": {"color": ACTUAL, "strokeWidth": 2},
            "aria": False,
        },
        "encoding": {
            "x": {"field": "month", "type": "temporal", "axis": None},
            "y": {"field": "value", "type": "quantitative", "axis": None, "scale": scale},
            "tooltip": [
                {"field": "month", "type": "temporal", "format": "%B %Y", "title": " "},
                {"field": "value", "type": "quantitative", "format": ",.1~f", "title": " "},
            ],
        },
    }


def target_bars(targets: Sequence[Mapping[str, Any]], axis: str, letters: int = 32) -> Spec:
    """Every target as a share of what was promised: bar = now, pale bar = forecast, tick = where it ought to be
    by now, dashed line = promised.

    Rows: `label`, `words`, `pct`, `low_pct`, `high_pct`, `forecast_pct`, `expected_pct`, `color`. `letters`: a label's line.
    """
    most = max((row[name] or 0 for row in targets for name in ("pct", "forecast_pct", "expected_pct")), default=0)
    x_axis = {**_QUIET_AXIS, "title": axis, "titleFontWeight": "normal", "tickCount": 5, "labelExpr": _PERCENT}
    furthest = min(max(most, 100) * 1.25, _FURTHEST)
    x = {"type": "quantitative", "axis": x_axis, "scale": {"domain": [0, furthest], "nice": False, "clamp": True}}
    y = {"field": "label", "type": "nominal", "sort": None, "axis": _WRAPPED_AXIS}
    color = {"field": "color", "type": "nominal", "scale": None}
    words = {"field": "words", "type": "nominal"}
    now = {"y": y, "x": {"field": "pct", **x}, "color": color, "tooltip": words, "description": words}
    span = {"y": y, "x": {"field": "low_pct", **x}, "x2": {"field": "high_pct"}}
    return {
        **_base([{**row, "label": textwrap.fill(row["label"], letters)} for row in targets], height={"step": 36}),
        "layer": [
            _layer("bar", {"y": y, "x": {"field": "forecast_pct", **x}, "color": color}, height=20, opacity=0.35),
            _layer("bar", now, height=12, cornerRadiusEnd=2, aria=True),
            _layer("rule", span, strokeWidth=2, color=PROMISED, clip=True),
            _layer("tick", {"y": y, "x": {"field": "expected_pct", **x}}, thickness=3, height=24, color=PROMISED),
            _layer("rule", {"x": {"datum": 100, "type": "quantitative"}}, strokeDash=[4, 3], color=PROMISED),
            _say_share(y, x, furthest),
        ],
    }


def _say_share(y: Spec, x: Spec, furthest: float) -> Spec:
    """How far each bar has come, in numbers beside its end; where its line leaves the picture, above the line."""
    edge = 0.86 * furthest
    last = f"max(datum.pct, datum.forecast_pct || 0, datum.high_pct > {edge} ? 100 : datum.high_pct || 0)"
    end = f"min({last} > 80 && {last} < 100 ? 100 : {last}, {edge})"  # not across the line of what was promised
    said = {"y": y, "x": {"field": "end", **x}, "text": {"field": "said", "type": "nominal"}}
    above = {"expr": f"datum.high_pct > {edge} ? -11 : 0"}
    side = {"expr": f"datum.end >= {edge} ? 'right' : 'left'"}  # a narrow picture would cut what begins at its edge
    return {
        **_layer("text", said, align=side, dx=6, dy=above, fontSize=12, color=SAID),
        "transform": [{"calculate": end, "as": "end"}, {"calculate": "format(datum.pct, ',.0f') + ' %'", "as": "said"}],
    }


def _layer(mark: str, encoding: Spec, *, aria: bool = False, **looks: Any) -> Spec:
    """One layer; unheard by a screen reader unless asked for, since the chart's `alt` says it all."""
    return {"mark": {"type": mark, "aria": aria, **looks}, "encoding": encoding}


def stacked_share(parts: Iterable[tuple[str, int, str]], unit: str) -> Spec:
    """One bar of everything, cut into (`word`, `count`, `colour`)."""
    kept = [(word, count, color) for word, count, color in parts if count]
    return {
        **_base([{"part": word, "count": count, "order": n} for n, (word, count, _) in enumerate(kept)], height=56),
        "mark": {"type": "bar", "height": 26},
        "encoding": {
            "x": {"field": "count", "type": "quantitative", "stack": True, "axis": None, "scale": {"nice": False}},
            "order": {"field": "order"},
            "color": {
                "field": "part",
                "type": "nominal",
                "sort": None,
                "scale": {"domain": [k[0] for k in kept], "range": [k[2] for k in kept]},
                "legend": None,
            },
            "tooltip": [
                {"field": "part", "type": "nominal", "title": " "},
                {"field": "count", "type": "quantitative", "format": ",", "title": unit},
            ],
        },
    }


# Parts of a group, told apart by colour and lightness; none is a colour that says how something goes.
PARTS = ("#3b6ea5", "#7fb0dc", "#7a5ea8", "#b394d6", "#5f7a3d", "#9db36a")


def mixing_bands(rows: Sequence[Mapping[str, Any]], axis: str) -> Spec:
    """A dot per trait (`label`, `words`, `value`) on the band that chance would give (`low`, `high`)."""
    x = {
        "type": "quantitative",
        "scale": {"domain": [-1, 1], "nice": False},
        "axis": {**_QUIET_AXIS, "title": axis, "titleFontWeight": "normal", "tickCount": 5},
    }
    y = {"field": "label", "type": "nominal", "sort": None, "axis": _WRAPPED_AXIS}
    words = {"field": "words", "type": "nominal"}
    band = {"y": y, "x": {"field": "low", **x}, "x2": {"field": "high"}, "tooltip": words}
    return {
        **_base([dict(row) for row in rows], height={"step": 44}),
        "layer": [
            _layer("rule", {"x": {"datum": 0, "type": "quantitative"}}, strokeDash=[4, 3], color=PROMISED),
            _layer("bar", band, height=18, cornerRadius=3, color=WAITING),
            _layer(
                "point", {"y": y, "x": {"field": "value", **x}, "tooltip": words}, filled=True, size=140, color=ACTUAL,
                opacity=1, aria=True,
            ),
        ],
    }  # fmt: skip


def composition_bars(rows: Sequence[Mapping[str, Any]], is_numbered: bool = False) -> Spec:
    """A whole bar per `group`, cut into `part`s by `share`, in `order`; what is left (`is_rest`) is grey.

    `is_numbered`: a number stands in every part and in the legend, for paper that may be without colours.
    """
    parts = list(dict.fromkeys(row["part"] for row in sorted(rows, key=lambda row: row["order"])))
    left = {row["part"] for row in rows if row["is_rest"]}
    colors = [PROMISED if part in left else PARTS[number % len(PARTS)] for number, part in enumerate(parts)]
    x_axis = {**_QUIET_AXIS, "labelExpr": "round(100 * datum.value) + ' %'", "tickCount": 3}
    y = {"field": "group", "type": "nominal", "sort": None, "axis": _WRAPPED_AXIS}
    x = {"field": "share", "type": "quantitative", "stack": "normalize", "axis": x_axis}
    legend = {"orient": "top", "title": None, "columns": 4 if is_numbered else 2, "labelLimit": 160}
    if is_numbered:
        legend["labelExpr"] = (
            f"(1 + indexof({json.dumps(parts, ensure_ascii=False)}, datum.label)) + ': ' + datum.label"
        )
    bar = {
        "y": y,
        "x": x,
        "order": {"field": "order"},
        "color": {"field": "part", "type": "nominal", "scale": {"domain": parts, "range": colors}, "legend": legend},
        "tooltip": {"field": "words", "type": "nominal"},
    }
    number = {"y": y, "x": {**x, "bandPosition": 0.5}, "order": {"field": "order"}, "text": {"field": "number"}}
    values = [
        {**row, "group": textwrap.fill(row["group"], 28), "number": f"{1 + parts.index(row['part'])}"} for row in rows
    ]
    layers = [{"mark": {"type": "bar", "height": 18, "stroke": "white"}, "encoding": bar}]
    if is_numbered:
        layers.append(_layer("text", number, color="white", fontSize=11, fontWeight="bold"))
    return {**_base(values, height={"step": 34}), "layer": layers}


def held_and_missing(rows: Sequence[Mapping[str, Any]], slots: Sequence[date], words: Mapping[str, str]) -> Spec:
    """Activities down, weeks or months (`slots`) along: filled where held, a cross where it is missing.

    Rows: `activity_name`, `week_start`, `held_sessions`, `missing_sessions`. Missing differs in form, not in colour alone.
    """
    kept = ("activity_name", "held_sessions", "missing_sessions")
    values = [
        {name: row[name] for name in kept}
        | {"slot": f"{row['week_start']:%Y-%m-%d}", "day": f"{row['week_start']:%d-%m-%Y}"}
        for row in rows
    ]
    first_of_month = "date(toDate(datum.value)) <= 7 ? timeFormat(toDate(datum.value), '%b') : ''"
    axis = {**_QUIET_AXIS, "orient": "top", "labelAngle": 0, "labelExpr": first_of_month, "labelOverlap": "greedy"}
    domain = [f"{slot:%Y-%m-%d}" for slot in slots]
    x = {"field": "slot", "type": "ordinal", "axis": axis, "scale": {"domain": domain}}
    y = {"field": "activity_name", "type": "nominal", "axis": {**_QUIET_AXIS, "labelLimit": 175}}
    tooltip = [
        {"field": "activity_name", "title": " "},
        {"field": "day", "title": words["when"]},
        {"field": "held_sessions", "title": words["held"]},
        {"field": "missing_sessions", "title": words["missing"]},
    ]
    shades = {"domain": [1, 3], "range": ["#7fb9c0", "#1b5e66"], "clamp": True}
    color = {"field": "held_sessions", "type": "quantitative", "legend": None, "scale": shades}
    held = _layer("rect", {"x": x, "y": y, "color": color, "tooltip": tooltip}, cornerRadius=2)
    on_held = [
        {"test": "datum.held_sessions > 1", "value": "#ffffff"},
        {"test": "datum.held_sessions > 0", "value": "#4a120a"},
    ]
    seen = {"condition": on_held, "value": BEHIND}
    cross = {"x": x, "y": y, "tooltip": tooltip, "text": {"value": "×"}, "color": seen}
    missing = _layer("text", cross, fontSize=17, fontWeight="bold")
    return {
        **_base(values, height={"step": 24}),
        "layer": [
            {**held, "transform": [{"filter": "datum.held_sessions > 0"}]},
            {**missing, "transform": [{"filter": "datum.missing_sessions > 0"}]},
        ],
    }


def monthly_band(months: Sequence[Mapping[str, Any]], unit: str, between: str) -> Spec:
    """A line through the middle of what was counted a month, in the band from the lowest to the highest it can be."""
    values = [
        {
            "month": row["month_start"].strftime("%Y-%m-%d"),
            "low": row["value_low"],
            "high": row["value_high"],
            "middle": (row["value_low"] + row["value_high"]) / 2,
        }
        for row in months
    ]
    axis = {**_QUIET_AXIS, "format": "%b %y", "labelOverlap": True, "tickCount": 8}
    x = {"field": "month", "type": "temporal", "axis": axis}
    y_axis = {**_QUIET_AXIS, "tickCount": 4, "format": ",.0f"}
    tooltip = [
        {"field": "month", "type": "temporal", "format": "%B %Y", "title": " "},
        {"field": "low", "type": "quantitative", "format": ",.0f", "title": between},
        {"field": "high", "type": "quantitative", "format": ",.0f", "title": "–"},
    ]
    band = {"x": x, "y": {"field": "low", "type": "quantitative", "axis": y_axis}, "y2": {"field": "high"}}
    line = {"x": x, "y": {"field": "middle", "type": "quantitative", "axis": y_axis, "title": unit}, "tooltip": tooltip}
    return {
        **_base(values, height=260),
        "layer": [
            _layer("area", band, color=ACTUAL, opacity=0.25),
            _layer("line", line, color=ACTUAL, point={"color": ACTUAL, "size": 30}),
        ],
    }


def step_curves(rows: Sequence[Mapping[str, Any]], words: Mapping[str, str]) -> Spec:
    """Shares that fall in steps (`group`, `days`, `still_active_pct`, `low_pct`, `high_pct`); the band for one group only."""
    groups = list(dict.fromkeys(row["group"] for row in rows))
    start = [{"group": group, "days": 0, "share": 100, "low": 100, "high": 100, "at_risk": None} for group in groups]
    values = start + [
        {"group": row["group"], "days": row["days"], "share": row["still_active_pct"], "low": row["low_pct"],
         "high": row["high_pct"], "at_risk": row["at_risk"]}
        for row in rows
    ]  # fmt: skip
    x_axis = {**_QUIET_AXIS, "title": words["days"], "titleFontWeight": "normal", "tickCount": 6}
    x = {"field": "days", "type": "quantitative", "axis": x_axis}
    y_axis = {**_QUIET_AXIS, "labelExpr": _PERCENT, "tickCount": 5}
    scale = {"domain": [0, 100]}
    several = {
        "field": "group", "type": "nominal", "sort": None, "legend": {"orient": "top", "title": None, "columns": 3, "symbolType": "stroke"},
        "scale": {"range": [*PARTS, PROMISED]},
    }  # fmt: skip
    color = several if len(groups) > 1 else {"value": ACTUAL}
    dash = {"field": "group", "type": "nominal", "sort": None, "legend": None} if len(groups) > 1 else {"value": [1, 0]}
    tooltip = [
        {"field": "group", "title": " "},
        {"field": "days", "title": words["days"]},
        {"field": "share", "type": "quantitative", "format": ",.0f", "title": words["share"]},
        {"field": "at_risk", "title": words["followed"]},
    ]
    line = {"x": x, "y": {"field": "share", "type": "quantitative", "axis": y_axis, "scale": scale}, "color": color, "strokeDash": dash, "tooltip": tooltip}  # fmt: skip
    band = {
        "x": x,
        "y": {"field": "low", "type": "quantitative", "axis": y_axis, "scale": scale},
        "y2": {"field": "high"},
    }
    layers = [_layer("line", line, interpolate="step-after", strokeWidth=2.5)]
    if len(groups) == 1:
        layers.insert(0, _layer("area", band, interpolate="step-after", color=ACTUAL, opacity=0.18))
    return {**_base(values, height=280), "layer": layers}


def share_bars(rows: Sequence[Mapping[str, Any]], axis: str) -> Spec:
    """Shares in percent as bars (`label`, `words`, `share_pct`), with the span of each (`low_pct`, `high_pct`) as a line."""
    names = ("label", "words", "share_pct", "low_pct", "high_pct")
    values = [{**{name: row[name] for name in names}, "label": textwrap.fill(row["label"], 32)} for row in rows]
    x_axis = {**_QUIET_AXIS, "title": axis, "titleFontWeight": "normal", "tickCount": 5, "labelExpr": _PERCENT}
    x = {"type": "quantitative", "axis": x_axis, "scale": {"domainMin": 0, "nice": True}}
    y = {"field": "label", "type": "nominal", "sort": None, "axis": _WRAPPED_AXIS}
    words = {"field": "words", "type": "nominal"}
    bar = {"y": y, "x": {"field": "share_pct", **x}, "tooltip": words}
    span = {"y": y, "x": {"field": "low_pct", **x}, "x2": {"field": "high_pct"}}
    return {
        **_base(values, height={"step": 40}),
        "layer": [
            _layer("bar", bar, height=14, cornerRadiusEnd=2, color=ACTUAL),
            _layer("rule", span, strokeWidth=2, color=PROMISED),
        ],
    }


def _base(values: list[dict[str, Any]], height: int | Spec) -> Spec:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"values": values},
        "height": height,
        "padding": {"left": 0, "top": 4, "right": 8, "bottom": 8},
        "config": {"locale": _spoken_locale(), "view": {"stroke": None}, "axisX": {"grid": False}, **_UNHEARD},
    }


def _spoken_locale() -> Spec:
    name = locale()
    symbols = Locale.parse(name).number_symbols["latn"]
    months, days = (dict(get_month_names("wide", locale=name)), dict(get_day_names("wide", locale=name)))
    short_months = [word.rstrip(".") for word in get_month_names("abbreviated", locale=name).values()]
    short_days = [word.rstrip(".") for word in _from_sunday(dict(get_day_names("abbreviated", locale=name)))]
    return {
        "number": {"decimal": symbols["decimal"], "thousands": symbols["group"], "grouping": [3], "currency": ["", ""]},
        "time": {
            "dateTime": "%d-%m-%Y %H:%M",
            "date": "%d-%m-%Y",
            "time": "%H:%M",
            "periods": ["", ""],
            "days": _from_sunday(days),
            "shortDays": short_days,
            "months": list(months.values()),
            "shortMonths": short_months,
        },
    }


def _from_sunday(days: Mapping[int, str]) -> list[str]:
    return [days[6], *(days[n] for n in range(6))]
