select
    cast(null as varchar) as person_id,
    sessions.session_id,
    sessions.activity_id,
    sessions.session_date as event_date,
    sessions.area_id,
    activities.target_group,
    cast(1 as double) as amount_low,
    cast(1 as double) as amount,
    cast(1 as double) as amount_high
from core.sessions as sessions
join core.activities as activities on sessions.activity_id = activities.activity_id
