with registered as (
    select
        activity_id,
        count(*) as judged_sessions,
        count(*) filter (where days_to_registration <= getvariable('on_time_days')) as on_time_sessions,
        median(days_to_registration) as usual_days
    from core.first_registrations
    where is_judged
    group by activity_id
),

first_night as (
    select min(first_seen_date) as night from core.first_registrations
),

missing as (
    select expected.activity_id, count(*) as overdue_sessions
    from core.expected_sessions as expected
    cross join first_night
    where not expected.is_registered
        and expected.expected_date >= first_night.night
        and date_diff('day', expected.expected_date, getvariable('closed_through')) > getvariable('on_time_days')
    group by expected.activity_id
)

select
    activities.activity_id,
    activities.activity_name,
    activities.owner_name,
    cast(coalesce(registered.judged_sessions, 0) as integer) as judged_sessions,
    cast(coalesce(registered.on_time_sessions, 0) as integer) as on_time_sessions,
    cast(coalesce(missing.overdue_sessions, 0) as integer) as overdue_sessions,
    registered.usual_days,
    100.0 * coalesce(registered.on_time_sessions, 0)
        / (coalesce(registered.judged_sessions, 0) + coalesce(missing.overdue_sessions, 0)) as on_time_pct
from core.activities as activities
left join registered on activities.activity_id = registered.activity_id
left join missing on activities.activity_id = missing.activity_id
where registered.activity_id is not null or missing.activity_id is not null
