select
    cast(null as varchar) as person_id,
    sessions.session_id,
    sessions.activity_id,
    sessions.session_date as event_date,
    sessions.area_id,
    activities.target_group,
    case when sessions.needed_volunteers then cast(1 as double) else cast(0 as double) end as amount_low,
    case when sessions.needed_volunteers then cast(1 as double) else cast(0 as double) end as amount,
    case when sessions.needed_volunteers then cast(1 as double) else cast(0 as double) end as amount_high
from core.sessions as sessions
join core.activities as activities on sessions.activity_id = activities.activity_id
where sessions.needed_volunteers is not null
