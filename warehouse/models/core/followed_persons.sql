with followed as (
    select 'staying' as followed_kind, person_id, recruitment_channel, cohort, days, has_ended as has_happened
    from core.volunteer_tenures
    union all
    select 'waiting', person_id, recruitment_channel, null, days, has_begun
    from core.first_task_waits
    where days is not null
)

select followed_kind, 'all' as group_kind, 'all' as group_name, person_id, days, has_happened
from followed
union all
select followed_kind, 'cohort', cohort, person_id, days, has_happened
from followed
where cohort is not null
union all
select followed_kind, 'channel', coalesce(recruitment_channel, 'unknown'), person_id, days, has_happened
from followed
