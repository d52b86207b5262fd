"""Every KPI of the period beside earlier ones, by area and target group, and month by month."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from warehouse.charts import monthly_bars
from warehouse.formats import format_day, format_month, format_number, format_period, format_span
from warehouse.papers.asking import Row
from warehouse.papers.blocks import Block, Cell, Column, Figure, Heading, Table, Text
from warehouse.papers.material import Figures, Material, label_of, name_period, say_counting, show_figure
from warehouse.texts import _
from warehouse.texts.codes import AREAS, TARGET_GROUPS, unit_word, word_for

_BROKEN_DOWN = ("distinct_users", "participations", "sessions_held", "volunteers_registered", "active_volunteers")
_DRAWN = ("participations", "volunteer_hours")
_HEIGHT = 150
_LONGEST_SERIES = 24  # months that can be told apart on a page


def write_key_figures(material: Material) -> list[Block]:
    """The table of all KPIs, and the months as pictures."""
    return [Heading(_("Nøgletal")), _all_figures(material), *write_months(material)]


def write_breakdowns(material: Material) -> list[Block]:
    """The same by area and by target group, rounded so that nobody can be recognised."""
    areas = [(row["area_id"], _name_area(row)) for row in material.asker.ask("areas")]
    groups = [(code, word_for(TARGET_GROUPS, code).capitalize()) for code in TARGET_GROUPS]
    by_area = _breakdown(
        material, _("Boligområde"), areas, lambda metric, code: material.figures.find(metric, area=code)
    )
    by_group = _breakdown(
        material, _("Målgruppe"), groups, lambda metric, code: material.figures.find(metric, group=code)
    )
    return [
        Heading(_("Fordelt på boligområder og målgrupper")),
        by_area,
        by_group,
        Text(
            _("Delene lægges ikke sammen til det hele: den samme person kan komme i to områder og til to målgruppers aktiviteter. Tallene er rundet, og tal om få personer er skjult."),
            "small",
        ),
    ]  # fmt: skip


def write_months(material: Material) -> list[Block]:
    """Participations and hours, month by month up to the period's end."""
    first, last = _span_of_months(material)
    months = material.asker.ask("months", first=first, last=last)
    metrics = {row["metric_id"]: row for row in material.metrics}
    drawn = [(metrics[name], [row for row in months if row["metric_id"] == name]) for name in _DRAWN if name in metrics]
    return [_draw(metric, rows, material) for metric, rows in drawn if any(row["value"] for row in rows)]


def _all_figures(material: Material) -> Table:
    earlier = [figures for figures in (material.previous, material.last_year) if figures]
    columns = [
        Column(_("Nøgletal"), 2.3),
        Column(name_period(material.period).capitalize(), 1.2, is_number=True),
        Column(_("Spænd"), 1.5, is_number=True),
        *(Column(name_period(figures.period).capitalize(), 1.2, is_number=True) for figures in earlier),
        Column(_("Tælles som"), 2.2),
        Column(_("Regel"), 0.7),
    ]
    rows = [_figure_row(material, metric, earlier) for metric in material.metrics]
    title = _("Nøgletal for {period}").format(period=format_period(material.period.start, material.period.end))
    note = _("Reglerne T1, T2 … står ord for ord i bilaget. «skjult»: tallet handler om få personer.")
    return Table(title, columns, rows, " ".join(filter(None, [note, _say_beginning(material, earlier)])))


def _say_beginning(material: Material, earlier: Sequence[Figures]) -> str:
    start = material.settings.project.start
    partial = [name_period(figures.period) for figures in earlier if figures.period.start < start]
    words = _("Projektet begyndte {day}, så {periods} er ikke en hel periode.")
    return words.format(day=format_day(start), periods=", ".join(partial)) if partial else ""


def _figure_row(material: Material, metric: Row, earlier: Sequence[Figures]) -> list[Cell]:
    name = metric["metric_id"]
    row = material.figures.find(name)
    unit = unit_word(metric["unit"])
    return [
        f"{label_of(metric)} ({unit})"
        if unit and unit.casefold() not in label_of(metric).casefold()
        else label_of(metric),
        show_figure(row),
        _span(row),
        *(show_figure(figures.find(name)) for figures in earlier),
        say_counting(metric, material.period),
        material.rule_of(name),
    ]


def _span(row: Row | None) -> str:
    if row is None or row["is_suppressed"] or row["value"] is None:
        return ""
    is_wide = format_span(row["value_low"], row["value_high"])
    return f"{format_number(row['value_low'])} – {format_number(row['value_high'])}" if is_wide else ""


def _breakdown(
    material: Material, heading: str, parts: Sequence[tuple[str, str]], find: Callable[[str, str], Row | None]
) -> Table:
    metrics = [row for row in material.metrics if row["metric_id"] in _BROKEN_DOWN]
    known = [(code, name) for code, name in parts if any(_says_something(find(m["metric_id"], code)) for m in metrics)]
    columns = [
        Column(heading, 1.5),
        *(Column(f"{label_of(m)} ({material.rule_of(m['metric_id'])})", 1.2, True) for m in metrics),
    ]
    rows: list[list[Cell]] = [
        [name, *(show_figure(find(m["metric_id"], code)) for m in metrics)] for code, name in known
    ]
    whole: list[Cell] = [_("Hele projektet"), *(show_figure(material.figures.find(m["metric_id"])) for m in metrics)]
    title = _("{heading}, {period}").format(heading=heading, period=material.period_name)
    return Table(title, columns, [*rows, whole], bold=frozenset({len(rows)}))


def _says_something(row: Row | None) -> bool:
    return row is not None and bool(row["value"])


def _name_area(row: Row) -> str:
    return _(AREAS.get(row["area_id"]) or str(row["area_name"]))


def _span_of_months(material: Material) -> tuple[date, date]:
    """From which month to which day: what is shown of a year is the year, of anything shorter the twelve months up to it."""
    end, start = material.period.end, material.period.start
    if material.period.kind in ("quarter", "half", "month"):
        start = _months_before(end, 11)
    return max(start, material.settings.project.start.replace(day=1), _months_before(end, _LONGEST_SERIES - 1)), end


def _months_before(day: date, months: int) -> date:
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


def _draw(metric: Row, rows: Sequence[Row], material: Material) -> Figure:
    unit = unit_word(metric["unit"]).capitalize()
    title = _("{kpi} pr. måned ({rule})").format(kpi=label_of(metric), rule=material.rule_of(metric["metric_id"]))
    said = "; ".join(f"{format_month(row['month_start'])}: {_say(row)}" for row in rows)
    hidden = any(row["value"] is None for row in rows)
    changed = material.edition.approval is not None and material.edition.approval.changed_figures
    notes = [
        _("En måned uden søjle er skjult eller tom.") if hidden else "",
        _("Måneder er den seneste nats tal, også hvor perioden er godkendt med andre.") if changed else "",
    ]
    spec = {**monthly_bars(rows, unit, _("Igangværende"), _("Afsluttet")), "height": _HEIGHT}
    return Figure(title, spec, f"{title}. {said}.", " ".join(filter(None, notes)))


def _say(row: Row) -> str:
    return _("skjult") if row["value"] is None else format_number(row["value"])
