with with_children as (
    select activity_id
    from core.activities
    where age_from < getvariable('certificate_age') or (age_from is null and target_group = 'children_youth')
),

fixed as (
    select engagements.person_id, engagements.activity_id, min(engagements.from_date) as fixed_from
    from core.engagements as engagements
    left join core.tasks as tasks on engagements.task_id = tasks.task_id
    where tasks.duration = 'regular' or engagements.role in ('core', 'coordinator')
    group by engagements.person_id, engagements.activity_id
),

contacts as (
    select distinct
        events.person_id,
        events.activity_id,
        events.event_date as contact_date,
        events.role = 'coordinator' or coalesce(events.event_date >= fixed.fixed_from, false) as is_fixed
    from core.volunteer_events as events
    join with_children on events.activity_id = with_children.activity_id
    left join fixed on events.person_id = fixed.person_id and events.activity_id = fixed.activity_id
),

gaps as (
    select
        *,
        date_diff('day', lag(contact_date) over (partition by person_id order by contact_date, activity_id), contact_date)
            > getvariable('certificate_break_days') as is_after_break
    from contacts
)

select
    person_id,
    activity_id,
    contact_date,
    is_fixed,
    cast(
        sum(case when is_after_break then 1 else 0 end) over (
            partition by person_id order by contact_date, activity_id rows unbounded preceding
        )
        as integer
    ) as spell_number
from gaps
