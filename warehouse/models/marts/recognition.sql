with thanks as (
    select person_id, max(recognition_date) as last_thanked_date, count(*) as times_thanked
    from core.recognitions
    where recognition_date <= getvariable('as_of')
    group by person_id
),

milestones as (
    select
        person_id,
        max(reached_date) filter (where milestone = 'first_time') as first_time_date,
        max(reached_date) filter (where milestone = 'tenth_time') as tenth_time_date,
        max(reached_date) filter (where milestone = 'hundred_hours') as hundred_hours_date,
        max(reached_date) filter (where milestone = 'one_year') as one_year_date,
        max(reached_date) as last_milestone_date
    from core.volunteer_milestones
    group by person_id
)

select
    volunteers.person_id,
    persons.full_name,
    volunteers.status,
    volunteers.hours_365d,
    volunteers.sessions_365d,
    thanks.last_thanked_date,
    cast(coalesce(thanks.times_thanked, 0) as integer) as times_thanked,
    milestones.first_time_date,
    milestones.tenth_time_date,
    milestones.hundred_hours_date,
    milestones.one_year_date,
    volunteers.sessions_365d > 0
        and coalesce(
            date_diff('day', thanks.last_thanked_date, getvariable('as_of')) > getvariable('thank_days'), true
        ) as is_due,
    milestones.last_milestone_date > coalesce(thanks.last_thanked_date, cast('1900-01-01' as date))
        and volunteers.sessions_365d > 0 as has_unthanked_milestone
from core.volunteers as volunteers
join core.persons as persons on volunteers.person_id = persons.person_id
join milestones on volunteers.person_id = milestones.person_id
left join thanks on volunteers.person_id = thanks.person_id
where volunteers.status <> 'anonymised'
