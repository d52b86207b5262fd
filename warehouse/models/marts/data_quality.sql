with expected as (
    select
        activity_id,
        count(*) as expected_sessions,
        count(*) filter (where is_registered) as registered_sessions,
        max(expected_date) filter (where not is_registered) as last_missing_date
    from core.expected_sessions
    group by activity_id
),

held as (
    select activity_id, count(*) as sessions_held, max(session_date) as last_session_date
    from core.sessions
    group by activity_id
)

select
    activities.activity_id,
    activities.activity_name,
    activities.rhythm,
    activities.owner_name,
    cast(coalesce(held.sessions_held, 0) as integer) as sessions_held,
    held.last_session_date,
    cast(coalesce(expected.expected_sessions, 0) as integer) as expected_sessions,
    cast(coalesce(expected.registered_sessions, 0) as integer) as registered_sessions,
    100.0 * expected.registered_sessions / expected.expected_sessions as completeness_pct,
    expected.last_missing_date
from core.activities as activities
left join held on activities.activity_id = held.activity_id
left join expected on activities.activity_id = expected.activity_id
