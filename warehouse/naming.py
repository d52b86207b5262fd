"""Names of areas, activities, organisations, tasks and KPIs turned into ids.

An id is a slug of the folded name, so "Åben café" and "AABEN CAFE" are one activity. Areas and
streets are those of the settings; an activity's other names stand in the activity list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from duckdb import DuckDBPyConnection

from warehouse.append import append_rows
from warehouse.intake.folding import fold, slug
from warehouse.metric import load_metrics
from warehouse.settings import OUTSIDE_AREA, UNKNOWN_AREA, Area, Settings

_SPLIT = re.compile(r"[;,\n]")
_STREET = re.compile(r"^[^\d,]+")
_OUTSIDE_WORDS = (
    "Uden for områderne",
    "Uden for",
    "Udenfor",
    "Andet område",
    "Uden for området",
    "Udenfor området",
    "Andet",
)
_UNKNOWN_WORDS = ("Ukendt", "Ved ikke", "?", "Ikke oplyst")


def give_ids(con: DuckDBPyConnection, settings: Settings, tables: Mapping[str, Mapping[str, str]]) -> None:
    """Fill every id column of the staging tables that comes from a name. `tables`: entity → its columns."""
    areas, streets = area_words(settings.areas), street_words(settings.areas)
    activities = _activity_ids(con)
    metrics = {fold(word): m.metric_id for m in load_metrics().values() for word in m.words}
    for entity, columns in tables.items():
        _fill(con, entity, columns, "area_name", "area_id", lambda name: areas.get(fold(name), UNKNOWN_AREA))
        _fill(con, entity, columns, "session_area", "session_area_id", lambda name: areas.get(fold(name), UNKNOWN_AREA))
        _fill(con, entity, columns, "activity_name", "activity_id", lambda name: activities.get(fold(name), slug(name)))
        _fill(con, entity, columns, "organisation_name", "organisation_id", slug)
        _fill(con, entity, columns, "metric_name", "metric_id", lambda name: metrics.get(fold(name)))
        _fill(con, entity, columns, "task_name", "task_id", slug)
        if "task_id" in columns and "activity_id" in columns:
            con.execute(f"update staging.{entity} set task_id = coalesce(activity_id || '.', '') || task_id")
        if "street" in columns:
            _fill(con, entity, columns, "street", "area_id", lambda street: area_of_street(street, streets))


def area_words(areas: Iterable[Area]) -> dict[str, str]:
    """Folded name or alias → area_id, with the words for outside and unknown."""
    words = {fold(word): area.id for area in areas for word in (area.id, area.name, *area.aliases)}
    words |= dict.fromkeys(map(fold, _OUTSIDE_WORDS), OUTSIDE_AREA)
    return words | dict.fromkeys(map(fold, _UNKNOWN_WORDS), UNKNOWN_AREA)


def street_words(areas: Iterable[Area]) -> dict[str, str]:
    """Folded street → area_id."""
    return {fold(street): area.id for area in areas for street in area.streets}


def area_of_street(address: str, streets: Mapping[str, str]) -> str | None:
    """The area an address lies in; outside when the street is in none; None when no street is written."""
    street = _STREET.match(address.strip())
    return streets.get(fold(street.group()), OUTSIDE_AREA) if street else None


def _activity_ids(con: DuckDBPyConnection) -> dict[str, str]:
    ids: dict[str, str] = {}
    for name, also in con.execute("select activity_name, also_called from staging.activities order by 1, 2").fetchall():
        for word in (name, *_SPLIT.split(also or "")):
            if word and fold(word):
                ids.setdefault(fold(word), slug(name))
    return ids


def _fill(
    con: DuckDBPyConnection,
    entity: str,
    columns: Mapping[str, str],
    name: str,
    id_name: str,
    find: Callable[[str], str | None],
) -> None:
    if name not in columns or id_name not in columns:
        return
    names = con.execute(f"select distinct {name} from staging.{entity} where {name} is not null").fetchall()
    found = [(written, found_id) for (written,) in names if (found_id := find(written))]
    con.execute("create or replace temp table found_ids (written varchar, found_id varchar)")
    if found:
        append_rows(con, "found_ids", found)
        con.execute(f"update staging.{entity} set {id_name} = found_id from found_ids where {name} = written")
