with held as (
    select activity_id, cast(date_trunc('month', session_date) as date) as month_start, count(*) as sessions
    from core.sessions
    group by 1, 2
),

missing as (
    select activity_id, cast(date_trunc('month', expected_date) as date) as month_start, count(*) as sessions
    from core.expected_sessions
    where not is_registered
    group by 1, 2
),

months as (
    select activity_id, month_start from held
    union
    select activity_id, month_start from missing
)

select
    months.activity_id,
    activities.activity_name,
    activities.target_group,
    months.month_start,
    cast(coalesce(held.sessions, 0) as integer) as held_sessions,
    cast(coalesce(missing.sessions, 0) as integer) as missing_sessions
from months
join core.activities as activities on months.activity_id = activities.activity_id
left join held on months.activity_id = held.activity_id and months.month_start = held.month_start
left join missing on months.activity_id = missing.activity_id and months.month_start = missing.month_start
where not activities.at_private_address
