"""The report's figures that the reference project must give, each with the question that finds it in the warehouse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Comparison = Literal["equals", "more than", "at most"]


@dataclass(frozen=True)
class Figure:
    """One figure of the report. `sql` gives one value from the published snapshot."""

    label: str
    sql: str
    expected: float
    comparison: Comparison = "equals"

    @property
    def shown(self) -> str:
        """The figure as the report has it, with its reservation."""
        words = {"equals": "", "more than": "mere end ", "at most": "højst "}
        return f"{words[self.comparison]}{self.expected:g}".replace(".", ",")

    def agrees(self, actual: float | None) -> bool:
        """Whether what the pipeline gave is what the report says; percentages to one decimal."""
        if actual is None:
            return False
        if self.comparison == "more than":
            return actual > self.expected
        if self.comparison == "at most":
            return actual <= self.expected
        return round(float(actual), 1) == self.expected


def expected_figures() -> list[Figure]:
    """Every figure `frivillig demo` shows, in the report's order."""
    return [
        Figure("Måltal for forskellige brugere", _target("target"), 180),
        Figure("Forskellige brugere", _metric("distinct_users"), 258),
        Figure("Opfyldelse af måltallet i procent", _target("achievement_pct"), 143.3),
        Figure("Måltallet er nået, også efter det laveste tal (1 = ja)", _target("cast(is_met_at_lower_bound as integer)"), 1),
        Figure("Frivillige med en opgave gennem koordinatoren", _metric("volunteers_engaged"), 23),
        Figure("Registrerede frivillige ved slutningen", _metric("volunteers_registered"), 100, "more than"),
        Figure("Temaarrangementer i babycaféen", _metric("theme_events"), 23),
        Figure("Udflugter med babycaféen", _metric("outings"), 2),
        Figure("Deltagere på de to udflugter (ca.)", _heads("session_kind = 'outing'"), 60),
        Figure("Kulturel udflugt, forår 2014: deltagere", _heads("session_date = date '2014-04-26'"), 8),
        Figure("Julefrokost, november 2014: deltagere", _heads("session_date = date '2014-11-28' and topic = 'Julefrokost'"), 10),
        Figure("Skakklub: voksne frivillige", _volunteers("skakklub"), 3),
        Figure("Drengefodbold: forskellige frivillige", _volunteers("drengefodbold"), 2),
        Figure("Fodboldskole, sommer 2014: forskellige unge", _attended("count(distinct person_id)", "fodboldskole_sommer_2014"), 24),
        Figure("Fodboldskole, sommer 2014: deltagelser", _attended("count(*)", "fodboldskole_sommer_2014"), 48, "at most"),
        Figure("Mænds sundhedsdag: drenge, der lavede mad", _attended("count(distinct person_id)", "men_s_health_day", "volunteer"), 6),
        Figure("Frivilligfest: deltagere", _heads("session_kind = 'recognition'", "headcount_low"), 30, "more than"),
    ]  # fmt: skip


def _metric(metric_id: str) -> str:
    return (
        f"select value_low from marts.metric_values where metric_id = '{metric_id}' and period_kind = 'project' "
        "and area_id is null and target_group is null"
    )


def _target(column: str) -> str:
    return (
        f"select {column} from marts.target_progress where metric_id = 'distinct_users' "
        "and period_start = date '2013-06-01' and period_end = date '2014-12-31' and area_id is null and target_group is null"
    )


def _heads(condition: str, column: str = "(headcount_low + headcount_high) / 2") -> str:
    return (
        f"select sum({column}) from core.sessions where {condition} "
        "and session_date between date '2013-06-01' and date '2014-12-31'"
    )


def _volunteers(activity_id: str) -> str:
    return (
        "select count(distinct person_id) from core.engagements "
        f"where activity_id = '{activity_id}' and from_date <= date '2014-12-31'"
    )


def _attended(count: str, activity_id: str, role: str = "participant") -> str:
    return (
        f"select {count} from core.attendances join core.sessions using (session_id) "
        f"where sessions.activity_id = '{activity_id}' and role = '{role}'"
    )
