"""Everything a report's chapters draw on, read once from one snapshot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from warehouse.formats import NOTHING, format_day, format_period_name, say_value
from warehouse.papers.asking import Asker, Row
from warehouse.papers.blocks import Shown
from warehouse.papers.edition import Edition, find_approval
from warehouse.period import Period
from warehouse.settings import Settings
from warehouse.texts import N_, _, in_language


@dataclass(frozen=True)
class Figures:
    """The figures of one period: of the whole, by area and by target group."""

    period: Period
    rows: Sequence[Row]

    def find(self, metric: str, area: str | None = None, group: str | None = None) -> Row | None:
        """One figure, or None when the period has none."""
        wanted = (metric, area, group)
        return next((r for r in self.rows if (r["metric_id"], r["area_id"], r["target_group"]) == wanted), None)

    def has(self, metric: str) -> bool:
        """Whether the whole has a figure that may be shown."""
        row = self.find(metric)
        return row is not None and row["value"] is not None


@dataclass(frozen=True)
class Material:
    """What the chapters draw on. `previous` and `last_year`: the period before and the same one a year earlier, if there are."""

    settings: Settings
    asker: Asker
    edition: Edition
    metrics: Sequence[Row]
    figures: Figures
    previous: Figures | None
    last_year: Figures | None

    @property
    def period(self) -> Period:
        return self.edition.period

    @property
    def period_name(self) -> str:
        return name_period(self.period)

    def rule_of(self, metric: str) -> str:
        """The mark of a KPI's counting rule in the appendix: `T3`."""
        return f"T{[row['metric_id'] for row in self.metrics].index(metric) + 1}"


def gather(settings: Settings, asker: Asker, edition: Edition) -> Material:
    """Read what every report needs."""
    before, earlier = _period_before(edition.period), _period_last_year(edition.period)
    return Material(
        settings,
        asker,
        edition,
        asker.ask("metrics"),
        _read_figures(settings, asker, edition.period),
        _read_if_known(settings, asker, before),
        _read_if_known(settings, asker, earlier) if earlier != before else None,
    )


def name_period(period: Period) -> str:
    """`3. kvartal 2014`."""
    return format_period_name(period.kind, period.start, period.end)


def show_figure(row: Row | None) -> Shown:
    """A figure as it is read, and as it may be computed with; what is hidden says so."""
    if row is None:
        return Shown(NOTHING)
    if row["is_suppressed"]:
        return Shown(_("skjult"))
    return Shown(say_value(row), row["value"])


def label_of(row: Row) -> str:
    """The KPI's name."""
    return in_language(row["label"], row["label_en"])


_COUNTED = {
    "distinct_persons": N_("forskellige personer i perioden"),
    "rows": N_("antal i perioden"),
    "sum": N_("lagt sammen over perioden"),
    "persons_until_end": N_("personer til og med {day}"),
    "persons_on_date": N_("personer den {day}"),
    "share": N_("andel i perioden"),
}


def say_counting(metric: Row, period: Period) -> str:
    """How a KPI is counted over a period, in few words."""
    return _(_COUNTED[metric["counting"]]).format(day=format_day(period.end))


def _read_figures(settings: Settings, asker: Asker, period: Period) -> Figures:
    approval = find_approval(settings, asker, period)
    approval_id = approval.approval_id if approval else None
    return Figures(period, asker.ask("figures", approval=approval_id, kind=period.kind, start=period.start))


def _read_if_known(settings: Settings, asker: Asker, period: Period | None) -> Figures | None:
    figures = _read_figures(settings, asker, period) if period else None
    return figures if figures and figures.rows else None


_MONTHS = {"quarter": 3, "half": 6, "year": 12}


def _period_before(period: Period) -> Period | None:
    if period.kind not in _MONTHS:
        return None
    last = period.start - timedelta(days=1)
    first = last.month - _MONTHS[period.kind] + 1
    return Period(period.kind, date(last.year, first, 1), last)


def _period_last_year(period: Period) -> Period | None:
    if period.kind not in _MONTHS:
        return None
    end = period.end.replace(year=period.end.year - 1)
    return Period(period.kind, period.start.replace(year=period.start.year - 1), end)
