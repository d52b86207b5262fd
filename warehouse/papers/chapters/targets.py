"""What was promised, how far it is, and where it ends if the pace goes on."""

from __future__ import annotations

from typing import Any

from warehouse.formats import NOTHING, format_day, format_number, format_percent, format_period, say_value
from warehouse.papers.asking import Row
from warehouse.papers.blocks import Block, Cell, Column, Figure, Heading, Points, Shown, Table, Text
from warehouse.papers.material import Material
from warehouse.telling.targets import STATUSES, draw_targets, explain_bars, known_status, sum_up, tell
from warehouse.texts import _

_CLOSE, _FAR = 80, 50
_STEP = 28  # of the chart, a target each: two lines of letters


def read_targets(material: Material) -> list[Row]:
    """Every target; where the report's period is approved, a target of that period has the approved figure."""
    return [_approved(target, material) for target in material.asker.ask("targets")]


def write_targets(material: Material, targets: list[Row]) -> list[Block]:
    """Chart, table, and what the figures mean in words for those not reached."""
    if not targets:
        return [Heading(_("Mål og prognose")), Text(_("Der er ikke skrevet nogen mål endnu."))]
    drawn = [target for target in targets if target["achievement_pct"] is not None]
    return [
        Heading(_("Mål og prognose")),
        Text(_say_when(material)),
        *([_chart(drawn)] if drawn else []),
        _table(material, targets),
        *_tell_unreached(targets),
    ]


def _tell_unreached(targets: list[Row]) -> list[Block]:
    told = [f"{target['label']}: {' '.join(tell(target))}" for target in targets if target["status"] != "met"]
    return [Heading(_("Mål, der ikke er nået"), 2), Points(told)] if told else []


def _say_when(material: Material) -> str:
    return _("Målene er gjort op pr. {day}. Hvert mål gælder sin egen periode, som står i tabellen.").format(
        day=format_day(material.edition.as_of)
    )


def _chart(targets: list[Row]) -> Figure:
    spec = {**draw_targets(targets, names_status=True), "height": {"step": _STEP}}
    return Figure(_("Andel af målet"), spec, " ".join(map(sum_up, targets)), explain_bars(targets))


def _table(material: Material, targets: list[Row]) -> Table:
    is_open = any(not target["is_finished"] for target in targets)
    columns = [
        Column(_("Mål"), 2.4),
        Column(_("Periode"), 2.1),
        Column(_("Måltal"), 0.8, True),
        Column(_("Nu"), 1.1, True),
        Column(_("Nået"), 0.9, True),
        *([Column(_("Forventet nu"), 1, True), Column(_("Prognose"), 1, True)] if is_open else []),
        Column(_("Status"), 1.1),
        Column(_("Regel"), 0.6),
    ]
    return Table(_("Mål og hvor langt de er"), columns, [_row(material, target, is_open) for target in targets])


def _row(material: Material, target: Row, is_open: bool) -> list[Cell]:
    outlook: list[Cell] = [_number(target, "pro_rata"), _number(target, "forecast")] if is_open else []
    return [
        target["label"],
        format_period(target["period_start"], target["period_end"]),
        Shown(format_number(target["target"]), target["target"]),
        Shown(say_value(target) if target["value"] is not None else _("skjult"), target["value"]),
        Shown(format_percent(target["achievement_pct"]), target["achievement_pct"]),
        *outlook,
        _(STATUSES[known_status(target)][0]),
        material.rule_of(target["metric_id"]) if target["metric_id"] else NOTHING,
    ]


def _number(target: Row, name: str) -> Cell:
    value = None if target["is_finished"] else target[name]
    return Shown(format_number(value, 0), value)


def _approved(target: Row, material: Material) -> Row:
    """The target with the approved figure, where the approval is of the target's own period."""
    period = material.period
    if material.edition.is_draft or (target["period_start"], target["period_end"]) != (period.start, period.end):
        return target
    row = material.figures.find(target["metric_id"], target["area_id"], target["target_group"])
    if row is None or row["value"] is None or row["value"] == target["value"]:
        return target
    return {**target, **_judge(target, row)}


def _judge(target: Row, row: Row) -> dict[str, Any]:
    grows = target["direction"] == "increasing"
    achieved = 100 * (row["value"] / target["target"] if grows else target["target"] / (row["value"] or 1))
    met_at_low = row["value_low"] >= target["target"] if grows else row["value_high"] <= target["target"]
    status = next(
        s for s, least in (("met", 100), ("close", _CLOSE), ("behind", _FAR), ("far_behind", 0)) if achieved >= least
    )
    return {
        **{name: row[name] for name in ("value", "value_low", "value_high", "precision")},
        "achievement_pct": achieved,
        "status": status,
        "is_met_at_lower_bound": met_at_low,
    }
