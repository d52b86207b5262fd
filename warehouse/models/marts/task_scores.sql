with holders as (
    select distinct person_id, task_id
    from core.engagements
    where coalesce(outcome, 'ongoing') = 'ongoing'
),

guests as (
    select distinct person_id, activity_id from core.attendances
),

pairs as (
    select
        tasks.task_id,
        volunteers.person_id,
        volunteers.last_active_date,
        tasks.is_first_step and volunteers.status in ('new', 'never_started', 'inactive') as is_first_step,
        case
            when listed.availability is null then 1.0
            when volunteers.availability is null then getvariable('match_unknown')
            else coalesce(times.share, 0.0)
        end as availability,
        case
            when listed.competences is null or volunteers.task_preferences is null then getvariable('match_unknown')
            else coalesce(wishes.share, 0.0)
        end as preference,
        case
            when listed.competences is null then 1.0
            when volunteers.competences is null then getvariable('match_unknown')
            else coalesce(skills.share, 0.0)
        end as competence,
        case
            when listed.benefits is null or volunteers.primary_motive is null then getvariable('match_unknown')
            else coalesce(rewards.share, 0.0)
        end as motive,
        case
            when tasks.area_id = persons.area_id or guests.person_id is not null then 1.0
            when tasks.area_id is null or persons.area_id = 'ukendt' then getvariable('match_unknown')
            else 0.0
        end as nearness
    from marts.open_tasks as tasks
    cross join core.volunteers as volunteers
    join core.persons as persons on volunteers.person_id = persons.person_id
    join core.tasks as listed on tasks.task_id = listed.task_id
    left join marts.task_fits as times
        on tasks.task_id = times.task_id and volunteers.person_id = times.person_id and times.aspect = 'availability'
    left join marts.task_fits as wishes
        on tasks.task_id = wishes.task_id and volunteers.person_id = wishes.person_id and wishes.aspect = 'preference'
    left join marts.task_fits as skills
        on tasks.task_id = skills.task_id and volunteers.person_id = skills.person_id and skills.aspect = 'competence'
    left join marts.task_rewards as rewards
        on tasks.task_id = rewards.task_id and volunteers.person_id = rewards.person_id
    left join guests on tasks.activity_id = guests.activity_id and volunteers.person_id = guests.person_id
    left join holders on tasks.task_id = holders.task_id and volunteers.person_id = holders.person_id
    where volunteers.status <> 'anonymised' and holders.person_id is null
)

select
    task_id,
    person_id,
    last_active_date,
    is_first_step,
    cast(availability as double) as availability,
    cast(preference as double) as preference,
    cast(competence as double) as competence,
    cast(motive as double) as motive,
    cast(nearness as double) as nearness,
    cast(
        (
            getvariable('match_availability_weight') * availability
            + getvariable('match_preference_weight') * preference
            + getvariable('match_competence_weight') * competence
            + getvariable('match_motive_weight') * motive
            + getvariable('match_nearness_weight') * nearness
        ) * case when is_first_step then getvariable('match_first_task_factor') else 1 end
        as double
    ) as score
from pairs
