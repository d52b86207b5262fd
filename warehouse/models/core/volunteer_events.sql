with attended as (
    select person_id, session_date as event_date, activity_id, session_id, role, hours
    from core.attendances
    where role in ('volunteer', 'coordinator')
),

task_starts as (
    select
        engagements.person_id,
        engagements.from_date as event_date,
        engagements.activity_id,
        cast(null as varchar) as session_id,
        'volunteer' as role,
        cast(null as double) as hours
    from core.engagements as engagements
    join core.persons as persons on engagements.person_id = persons.person_id
    left join attended
        on engagements.person_id = attended.person_id and engagements.activity_id = attended.activity_id
    where not persons.is_staff and engagements.from_date is not null and attended.person_id is null
),

events as (
    select * from attended
    union all
    select * from task_starts
)

select
    events.person_id,
    events.event_date,
    events.activity_id,
    events.session_id,
    events.role,
    events.hours,
    coalesce(
        calendar.open_day_number,
        cast(date_diff('day', getvariable('project_start'), events.event_date) as integer)
    ) as open_day_number
from events
left join core.calendar as calendar on events.event_date = calendar.calendar_date
