select
    activity_id,
    session_date,
    min(first_seen_date) as first_seen_date,
    cast(date_diff('day', session_date, min(first_seen_date)) as integer) as days_to_registration,
    bool_and(is_judged) as is_judged
from staging.first_registrations
where session_date <= getvariable('as_of')
group by activity_id, session_date
