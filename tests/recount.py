"""The KPIs counted again in plain Python, from the rows people wrote. Shares nothing with the SQL but what was agreed.

A place in Danish ("Skak", "Vangdalen") stands for itself; ids and codes are the caller's business.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

UNKNOWN = "Ukendt"
HELPING = ("frivillig", "tovholder")
MONTHLY = "hver måned"
USUAL_WEEKDAYS = {"hver uge": 1, "to gange om ugen": 2, MONTHLY: 1}


@dataclass(frozen=True)
class Activity:
    name: str
    group: str
    usual_hours: float | None
    rhythm: str = ""
    home: str = UNKNOWN
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Visit:
    name: str
    activity: str
    day: date
    place: str
    role: str
    hours: float | None


@dataclass(frozen=True)
class Count:
    """A head count: `low` to `high` heads, no names."""

    activity: str
    day: date
    place: str
    kind: str
    low: int
    high: int
    needed: bool | None = None


@dataclass(frozen=True)
class Task:
    name: str
    task: str
    activity: str
    begun: date
    through: str


@dataclass(frozen=True)
class Thanks:
    name: str
    day: date
    came: bool | None


@dataclass(frozen=True)
class Row:
    """What one KPI counts: who, when, where, for whom, and how much."""

    who: str | None
    day: date
    area: str
    group: str
    low: float = 1
    amount: float = 1
    high: float = 1


@dataclass
class Place:
    """Everything that was written down at one place."""

    activities: dict[str, Activity]
    homes: dict[str, str]  # person → housing area
    staff: set[str]
    registered: dict[str, date]
    visits: list[Visit] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    thanks: list[Thanks] = field(default_factory=list)
    closed: tuple[date, date] | None = None
    start: date = date(2013, 6, 1)

    def group_of(self, activity: str) -> str:
        return self.activities[activity].group

    def role_of(self, visit: Visit) -> str:
        return "ansat" if visit.name in self.staff else visit.role

    def sessions(self) -> set[tuple[str, date, str]]:
        held = {(visit.activity, visit.day, visit.place) for visit in self.visits}
        return held | {(count.activity, count.day, count.place) for count in self.counts}

    def kind_of(self, session: tuple[str, date, str]) -> str:
        return next((c.kind for c in self.counts if (c.activity, c.day, c.place) == session), "almindelig")

    def helped(self, who: str) -> list[tuple[date, str]]:
        """Days and activities somebody helped; a task never seen on a list counts from the day it began."""
        seen = {(v.day, v.activity) for v in self.visits if v.name == who and self.role_of(v) in HELPING}
        known = {activity for _, activity in seen}
        begun = {(t.begun, t.activity) for t in self.tasks if t.name == who and t.activity not in known}
        return sorted(seen | begun) if who not in self.staff else []

    def volunteers(self) -> set[str]:
        return {
            name for name in self.homes if name not in self.staff and (name in self.registered or self.helped(name))
        }


def rows_of(place: Place, status_days: Iterable[date], as_of: date) -> dict[str, list[Row]]:
    """KPI → the rows it counts."""
    guests = list(_guests(place))
    return {
        "distinct_users": guests,
        "participations": guests,
        "sessions_held": [Row(None, day, area, place.group_of(name)) for name, day, area in place.sessions()],
        "theme_events": _sessions_of_kind(place, "tema"),
        "outings": _sessions_of_kind(place, "udflugt"),
        "needed_volunteers": list(_answered_sessions(place)),
        "volunteer_hours": list(_hours(place)),
        "new_volunteers": _register(place, as_of),
        "volunteers_registered": _register(place, as_of),
        "volunteers_engaged": [
            Row(task.name, task.begun, place.homes[task.name], place.group_of(task.activity))
            for task in place.tasks
            if task.through == "koordinatoren" and task.name not in place.staff
        ],
        "recognised_volunteers": [
            Row(thanks.name, thanks.day, place.homes[thanks.name], _usual_group(place, thanks.name, as_of))
            for thanks in place.thanks
            if thanks.came is not False and thanks.name not in place.staff
        ],
        "active_volunteers": [row for day in status_days for row, is_quiet in judge(place, day) if not is_quiet],
        "inactive_volunteers": [row for day in status_days for row, is_quiet in judge(place, day) if is_quiet],
        "completeness": [row for activity in place.activities.values() for row in _expected(place, activity, as_of)],
    }


def count_persons(rows: list[Row]) -> tuple[float, float, float]:
    named = len({row.who for row in rows if row.who})
    unnamed = [row for row in rows if not row.who]
    least = max([named, *(row.low for row in unnamed)])
    return least, least, named + sum(row.high for row in unnamed)


def add_up(rows: list[Row]) -> tuple[float, float, float]:
    return sum(r.amount for r in rows), sum(r.low for r in rows), sum(r.high for r in rows)


def count_rows(rows: list[Row]) -> tuple[float, float, float]:
    return len(rows), len(rows), len(rows)


def share(rows: list[Row]) -> tuple[float | None, float | None, float | None]:
    percent = 100 * sum(row.amount for row in rows) / len(rows) if rows else None
    return percent, percent, percent


COUNTED: dict[str, Callable[[list[Row]], tuple[float | None, float | None, float | None]]] = {
    "distinct_users": count_persons,
    "participations": add_up,
    "sessions_held": count_rows,
    "theme_events": count_rows,
    "outings": count_rows,
    "needed_volunteers": share,
    "volunteer_hours": add_up,
    "new_volunteers": count_persons,
    "volunteers_registered": count_persons,
    "volunteers_engaged": count_persons,
    "recognised_volunteers": count_persons,
    "active_volunteers": count_persons,
    "inactive_volunteers": count_persons,
    "completeness": share,
}


def belongs(metric: str, row: Row, start: date, end: date) -> bool:
    """Whether a row counts in a period."""
    if metric == "volunteers_registered":
        return row.day <= end
    if metric in ("active_volunteers", "inactive_volunteers"):
        return row.day == end
    return start <= row.day <= end


def judge(place: Place, day: date) -> Iterable[tuple[Row, bool]]:
    """Every volunteer who has begun, on a day: the row, and whether they have gone quiet by their own rhythm."""
    typical = _typical_gap(place, day)
    for name in place.volunteers():
        known = [(when, activity) for when, activity in place.helped(name) if when <= day]
        if not known:
            continue
        gaps = _gaps(place, name, day)
        usual = (sum(gaps) + typical) / (len(gaps) + 1)
        limit = max(3 * usual, 21) if len(gaps) >= 2 else 120
        silent = _open_days(place, day) - max(_open_days(place, when) for when, _ in known)
        is_quiet = silent > limit or _came_again_only_once(place, name, day, typical)
        yield Row(name, day, place.homes[name], _usual_group(place, name, day)), is_quiet


def _came_again_only_once(place: Place, name: str, day: date, typical: float) -> bool:
    """Whether the last visit came after a long silence, no more than 60 days ago: one visit is no rhythm yet."""
    days = sorted({when for when, _ in place.helped(name) if when <= day})
    gaps = _gaps(place, name, day)
    if len(days) < 2 or (day - days[-1]).days > 60:
        return False
    last = _open_days(place, days[-1]) - _open_days(place, days[-2])
    if len(gaps) < 2:
        return last > 240
    return last >= 21 and last > 3 * (sum(gaps) - last + typical) / len(gaps)


def _gaps(place: Place, name: str, day: date) -> list[int]:
    days = sorted({when for when, _ in place.helped(name)})
    pairs = pairwise(days)
    return [
        _open_days(place, later) - _open_days(place, earlier)
        for earlier, later in pairs
        if later <= day and (day - later).days < 365
    ]


def _typical_gap(place: Place, day: date) -> float:
    gaps = [gap for name in place.volunteers() for gap in _gaps(place, name, day)]
    return median(gaps) if gaps else 7


def _open_days(place: Place, day: date) -> int:
    days = (day - place.start).days + 1
    if place.closed is None or day < place.closed[0]:
        return days
    return days - ((min(day, place.closed[1]) - place.closed[0]).days + 1)


def _usual_group(place: Place, name: str, day: date) -> str:
    """The group of the activity somebody helps at on most days; of equals the latest, then the first by name."""
    known = {(when, activity) for when, activity in place.helped(name) if when <= day}
    if not known or name in place.staff:
        return UNKNOWN
    days = Counter(activity for _, activity in known)
    last: dict[str, date] = defaultdict(lambda: date.min)
    for when, activity in known:
        last[activity] = max(last[activity], when)
    best = min(days, key=lambda activity: (-days[activity], -last[activity].toordinal(), activity))
    return place.group_of(best)


def _guests(place: Place) -> Iterable[Row]:
    for session in place.sessions():
        name, day, area = session
        if place.group_of(name) == "Frivillige" or place.kind_of(session) == "frivilligfest":
            continue
        present = {
            visit.name
            for visit in place.visits
            if (visit.activity, visit.day, visit.place) == session and place.role_of(visit) == "deltager"
        }
        yield from (Row(who, day, area, place.group_of(name)) for who in present)
        for count in place.counts:
            if not present and (count.activity, count.day, count.place) == session:
                middle = (count.low + count.high + 1) // 2
                yield Row(None, day, area, place.group_of(name), count.low, middle, count.high)


def _sessions_of_kind(place: Place, kind: str) -> list[Row]:
    return [
        Row(None, day, area, place.group_of(name))
        for name, day, area in place.sessions()
        if place.kind_of((name, day, area)) == kind
    ]


def _answered_sessions(place: Place) -> Iterable[Row]:
    """Sessions of which somebody wrote whether they could have been held without volunteers: one row each, 1 for no."""
    for count in place.counts:
        if count.needed is not None:
            yield Row(None, count.day, count.place, place.group_of(count.activity), amount=float(count.needed))


def _expected(place: Place, activity: Activity, as_of: date) -> Iterable[Row]:
    """The days a regular activity should have been held, 1 where as many were registered in its week (or month)."""
    held = sorted({day for name, day, _ in place.sessions() if name == activity.name})
    if activity.rhythm not in USUAL_WEEKDAYS or not held:
        return
    weekdays = _usual_weekdays(held, USUAL_WEEKDAYS[activity.rhythm])
    is_monthly = activity.rhythm == MONTHLY
    registered = Counter(_slot(day, is_monthly) for day in held)
    expected: Counter[tuple[int, int]] = Counter()
    first, last = activity.first or held[0], min(activity.last or as_of, as_of)
    for day in (first + timedelta(days=n) for n in range((last - first).days + 1)):
        is_closed = place.closed is not None and place.closed[0] <= day <= place.closed[1]
        is_last_of_month = (day + timedelta(days=7)).month != day.month
        if day.weekday() in weekdays and not is_closed and (is_last_of_month or not is_monthly):
            slot = _slot(day, is_monthly)
            expected[slot] += 1
            yield Row(None, day, activity.home, activity.group, amount=float(registered[slot] >= expected[slot]))


def _usual_weekdays(held: list[date], how_many: int) -> list[int]:
    """The weekdays with most days; of equals the latest used, then the earliest in the week."""
    days = Counter(day.weekday() for day in held)
    latest = {day.weekday(): day.toordinal() for day in held}
    return sorted(days, key=lambda weekday: (-days[weekday], -latest[weekday], weekday))[:how_many]


def _slot(day: date, is_monthly: bool) -> tuple[int, int]:
    return (day.year, day.month) if is_monthly else day.isocalendar()[:2]


def _hours(place: Place) -> Iterable[Row]:
    hours: dict[tuple[str, str, date, str, str], list[float]] = defaultdict(list)
    for visit in place.visits:
        given = visit.hours if visit.hours is not None else place.activities[visit.activity].usual_hours
        if place.role_of(visit) in HELPING and given is not None:
            hours[(visit.name, visit.activity, visit.day, visit.place, visit.role)].append(given)
    for (name, activity, day, _, _), given_hours in hours.items():
        most = max(given_hours)
        yield Row(name, day, place.homes[name], place.group_of(activity), most, most, most)


def _register(place: Place, as_of: date) -> list[Row]:
    return [
        Row(name, day, place.homes[name], _usual_group(place, name, as_of))
        for name, day in place.registered.items()
        if name not in place.staff
    ]


def month_ends(start: date, end: date) -> list[date]:
    days = [start + timedelta(days=n) for n in range((end - start).days + 2)]
    return [day for day in days if (day + timedelta(days=1)).day == 1 and day <= end]
