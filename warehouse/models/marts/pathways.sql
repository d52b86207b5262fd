with tasks_taken as (
    select
        engagements.person_id,
        engagements.from_date,
        tasks.duration,
        row_number() over (partition by engagements.person_id order by engagements.from_date, engagements.task_id) as number
    from core.engagements as engagements
    left join core.tasks as tasks on engagements.task_id = tasks.task_id
    where engagements.from_date is not null
),

first_tasks as (
    select
        person_id,
        min(from_date) filter (where number = 1) as first_task_date,
        min(duration) filter (where number = 1) as first_task_duration,
        min(from_date) filter (where number = 2) as second_task_date
    from tasks_taken
    group by person_id
),

changes as (
    select
        person_id,
        min(milestone_date) filter (where milestone_kind = 'course') as course_date,
        min(milestone_date) filter (where milestone_kind = 'job') as job_date,
        min(milestone_date) filter (where milestone_kind = 'education') as education_date
    from core.milestones
    group by person_id
),

thanks as (
    select person_id, min(recognition_date) as recognition_date
    from core.recognitions
    group by person_id
)

select
    steps.person_id,
    persons.full_name,
    persons.area_id,
    volunteers.recruitment_channel,
    volunteers.registered_date,
    steps.rung,
    steps.participation_date,
    steps.help_date,
    steps.regular_date,
    steps.coordinator_date,
    steps.core_date,
    cast(date_diff('day', volunteers.registered_date, steps.help_date) as integer) as days_to_first_help,
    first_tasks.first_task_date,
    first_tasks.first_task_duration,
    cast(date_diff('day', first_tasks.first_task_date, first_tasks.second_task_date) as integer) as days_to_second_task,
    thanks.recognition_date,
    changes.course_date,
    changes.job_date,
    changes.education_date,
    changes.job_date is not null and volunteers.last_active_date > changes.job_date as has_stayed_after_job
from core.pathway_steps as steps
join core.persons as persons on steps.person_id = persons.person_id
left join core.volunteers as volunteers on steps.person_id = volunteers.person_id
left join first_tasks on steps.person_id = first_tasks.person_id
left join changes on steps.person_id = changes.person_id
left join thanks on steps.person_id = thanks.person_id
where steps.rung > 0 or volunteers.person_id is not null
