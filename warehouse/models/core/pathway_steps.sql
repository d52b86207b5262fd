with helps as (
    select
        person_id,
        event_date,
        row_number() over (partition by person_id order by event_date, coalesce(session_id, activity_id)) as number
    from core.volunteer_events
),

first_roles as (
    select person_id, min(event_date) as coordinator_date
    from core.volunteer_events
    where role = 'coordinator'
    group by person_id
),

offices as (
    select person_id, min(coalesce(from_date, getvariable('project_start'))) as core_date
    from core.memberships
    where role = 'board'
    group by person_id
),

agreed as (
    select
        person_id,
        min(from_date) filter (where role = 'coordinator') as coordinator_date,
        min(from_date) filter (where role = 'core') as core_date
    from core.engagements
    group by person_id
),

visits as (
    select person_id, min(session_date) as participation_date
    from core.attendances
    where role = 'participant'
    group by person_id
),

firsts as (
    select
        person_id,
        min(event_date) as help_date,
        min(event_date) filter (where number = getvariable('regular_helps')) as regular_date
    from helps
    group by person_id
)

select
    persons.person_id,
    visits.participation_date,
    firsts.help_date,
    firsts.regular_date,
    least(first_roles.coordinator_date, agreed.coordinator_date) as coordinator_date,
    least(offices.core_date, agreed.core_date) as core_date,
    cast(
        case
            when least(offices.core_date, agreed.core_date) <= getvariable('as_of') then 5
            when least(first_roles.coordinator_date, agreed.coordinator_date) <= getvariable('as_of') then 4
            when firsts.regular_date is not null then 3
            when firsts.help_date is not null then 2
            when visits.participation_date is not null then 1
            else 0
        end
        as integer
    ) as rung
from core.persons as persons
left join visits on persons.person_id = visits.person_id
left join firsts on persons.person_id = firsts.person_id
left join first_roles on persons.person_id = first_roles.person_id
left join offices on persons.person_id = offices.person_id
left join agreed on persons.person_id = agreed.person_id
where not persons.is_staff
