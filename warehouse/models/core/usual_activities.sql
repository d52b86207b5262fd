with visits as (
    select
        months.person_id,
        months.status_date,
        events.activity_id,
        count(distinct events.event_date) as days,
        max(events.event_date) as last_date
    from core.volunteer_months as months
    join core.volunteer_events as events
        on months.person_id = events.person_id and events.event_date <= months.status_date
    where events.activity_id is not null
    group by months.person_id, months.status_date, events.activity_id
)

select
    person_id,
    status_date,
    activity_id
from visits
qualify row_number() over (
    partition by person_id, status_date
    order by days desc, last_date desc, activity_id
) = 1
