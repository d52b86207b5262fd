with open_sessions as (
    select sessions.*, activities.target_group
    from core.sessions as sessions
    join core.activities as activities on sessions.activity_id = activities.activity_id
    where sessions.session_kind <> 'recognition' and activities.target_group <> 'volunteers'
)

select
    attendances.person_id,
    sessions.session_id,
    sessions.activity_id,
    sessions.session_date as event_date,
    sessions.area_id,
    sessions.target_group,
    cast(1 as double) as amount_low,
    cast(1 as double) as amount,
    cast(1 as double) as amount_high
from open_sessions as sessions
join core.attendances as attendances on sessions.session_id = attendances.session_id
where attendances.role = 'participant'
union all
select
    cast(null as varchar),
    session_id,
    activity_id,
    session_date,
    area_id,
    target_group,
    headcount_low,
    round((headcount_low + headcount_high) / 2),
    headcount_high
from open_sessions
where headcount_precision <> 'named' and headcount_low is not null
