with held as (
    select activity_id, cast(date_trunc('week', session_date) as date) as week_start, count(*) as sessions
    from core.sessions
    group by 1, 2
),

missing as (
    select
        activity_id,
        cast(date_trunc('week', expected_date) as date) as week_start,
        count(*) as sessions,
        min(expected_date) as first_missing_date
    from core.expected_sessions
    where not is_registered
    group by 1, 2
),

weeks as (
    select activity_id, week_start from held
    union
    select activity_id, week_start from missing
)

select
    weeks.activity_id,
    activities.activity_name,
    weeks.week_start,
    cast(coalesce(held.sessions, 0) as integer) as held_sessions,
    cast(coalesce(missing.sessions, 0) as integer) as missing_sessions,
    missing.first_missing_date
from weeks
join core.activities as activities on weeks.activity_id = activities.activity_id
join core.activity_spans as spans on weeks.activity_id = spans.activity_id
left join held on weeks.activity_id = held.activity_id and weeks.week_start = held.week_start
left join missing on weeks.activity_id = missing.activity_id and weeks.week_start = missing.week_start
