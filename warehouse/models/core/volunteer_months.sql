with known as (
    select person_id, registered_date as known_date from core.volunteer_register
    union all
    select person_id, event_date from core.volunteer_events
),

first_known as (
    select person_id, min(known_date) as known_date from known group by person_id
)

select
    first_known.person_id,
    dates.status_date,
    dates.is_as_of
from first_known
join core.status_dates as dates on first_known.known_date <= dates.status_date or dates.is_as_of
