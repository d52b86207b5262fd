with held as (
    select activity_id, min(session_date) as first_date, max(session_date) as last_date
    from core.sessions
    group by activity_id
)

select
    activities.activity_id,
    activities.rhythm,
    coalesce(activities.area_id, 'ukendt') as area_id,
    activities.target_group,
    coalesce(activities.start_date, held.first_date) as first_date,
    coalesce(activities.end_date, greatest(getvariable('project_end'), getvariable('as_of'))) as last_date
from core.activities as activities
join held on activities.activity_id = held.activity_id
where activities.rhythm in ('weekly', 'twice_weekly', 'monthly')
