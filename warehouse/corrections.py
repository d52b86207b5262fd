"""What staff have corrected, carried out on the staged rows.

A correction goes before every other source for the field it corrects, until a later one withdraws it.
How one is written down stands in `correction_file.py`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from duckdb import DuckDBPyConnection

_PERSONS_FIELDS = ("full_name", "email", "phone", "birth_year")


def apply_corrections(con: DuckDBPyConnection) -> None:
    """Carry out on staging every correction in force: persons' fields, and the dates and marks of sessions."""
    con.execute("create or replace temp table corrections_in_force as " + _IN_FORCE)
    con.execute(_CORRECT_PERSONS)
    con.execute("create or replace temp table corrected_rows (row_id varchar)")
    for correction in con.execute(_SESSION_CORRECTIONS).fetchall():
        _correct_sessions(con, *correction)
    con.execute(_CLOSE_EMPTIED_ROWS)


def _correct_sessions(
    con: DuckDBPyConnection, activity_id: str, session_date: date, person_id: str | None, correct_date: date | None
) -> None:
    """Move or take out the attendances of one person at a session, or the whole session."""
    for table in ("attendances",) if person_id else ("attendances", "sessions"):
        whose = "and person_id = $person" if person_id else ""
        where = f"where activity_id = $activity and session_date = $day {whose}"
        given: dict[str, Any] = {"activity": activity_id, "day": session_date}
        given |= {"person": person_id} if person_id else {}
        if correct_date:
            change = f"update staging.{table} set session_date = $correct, recorded_date = $correct {where}"
            con.execute(change, given | {"correct": correct_date})
        else:
            con.execute(f"insert into corrected_rows select row_id from staging.{table} {where}", given)
            con.execute(f"delete from staging.{table} {where}", given)


_IN_FORCE = """
select
    corrections.* replace (coalesce(aliases.person_id, about_person) as about_person)
from staging.corrections
left join staging.person_aliases as aliases on corrections.about_person = aliases.earlier_id
where not is_superseded and withdraws is null
    and correction_id not in (select withdraws from staging.corrections where withdraws is not null)
"""

# One mention for each person corrected: of each field the latest correction.
_LATEST = ", ".join(
    f"arg_max({name}, (made_date, made_time, correction_id)) filter (where {name} is not null) as {name}"
    for name in _PERSONS_FIELDS
)
_CORRECT_PERSONS = f"""
insert into staging.mentions by name
select
    'correction:' || about_person as record_id, 'corrections' as entity, 'correction' as source, max(precedence) as precedence,
    max(made_date) as recorded_date, max(row_id) as row_id, about_person as person_id, 'correction' as rule,
    'Rettet af en medarbejder.' as explanation, {_LATEST}
from corrections_in_force
where about_person in (select person_id from staging.mentions) and session_date is null
group by about_person
"""

_SESSION_CORRECTIONS = """
select activity_id, session_date, about_person, correct_date
from corrections_in_force
where activity_id is not null and session_date is not null and (correct_date is not null or was_wrong)
order by made_date, made_time, correction_id
"""

_CLOSE_EMPTIED_ROWS = """
update raw.rows set fate = 'superseded', reason_code = 'corrected', reason = 'En medarbejder har rettet, at det var forkert.'
where fate = 'loaded' and row_id in (select row_id from corrected_rows)
    and row_id not in (select row_id from staging.attendances union all select row_id from staging.sessions)
"""
