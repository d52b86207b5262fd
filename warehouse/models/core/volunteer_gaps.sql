with days as (
    select distinct person_id, event_date, open_day_number from core.volunteer_events
),

gaps as (
    select
        person_id,
        event_date,
        lag(event_date) over (partition by person_id order by event_date) as previous_date,
        open_day_number - lag(open_day_number) over (partition by person_id order by event_date) as gap_days
    from days
)

select
    person_id,
    event_date,
    previous_date,
    gap_days
from gaps
