select
    cast(null as varchar) as person_id,
    cast(null as varchar) as session_id,
    activity_id,
    expected_date as event_date,
    area_id,
    target_group,
    case when is_registered then cast(1 as double) else cast(0 as double) end as amount_low,
    case when is_registered then cast(1 as double) else cast(0 as double) end as amount,
    case when is_registered then cast(1 as double) else cast(0 as double) end as amount_high
from core.expected_sessions
