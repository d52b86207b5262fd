with recent as (
    select
        activity_id,
        person_id,
        count(distinct session_id) as sessions,
        count(distinct session_id) filter (where role = 'coordinator') as coordinated_sessions,
        sum(coalesce(hours, 0.0)) as hours,
        max(event_date) as last_date
    from core.volunteer_events
    where session_id is not null
        and date_diff('day', event_date, getvariable('as_of')) between 0 and getvariable('fragile_days') - 1
    group by activity_id, person_id
)

select
    activity_id,
    person_id,
    cast(sessions as integer) as sessions,
    cast(coordinated_sessions as integer) as coordinated_sessions,
    hours,
    last_date,
    1.0 * sessions / sum(sessions) over (partition by activity_id) as share,
    count(*) over (partition by activity_id) = 1 as is_alone
from recent
