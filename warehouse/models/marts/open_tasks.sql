with taken as (
    select task_id, count(distinct person_id) as persons
    from core.engagements
    where coalesce(outcome, 'ongoing') = 'ongoing'
        and (to_date is null or to_date >= getvariable('as_of'))
        and (committed_until is null or committed_until >= getvariable('as_of'))
    group by task_id
)

select
    tasks.task_id,
    coalesce(tasks.area_id, activities.area_id) as area_id,
    tasks.activity_id,
    tasks.duration = 'one_off' and tasks.here_and_now as is_first_step,
    tasks.places - coalesce(taken.persons, 0) as free_places,
    coalesce(
        activities.age_from < getvariable('certificate_age')
        or (activities.age_from is null and activities.target_group = 'children_youth'),
        false
    ) as is_with_children,
    tasks.duration = 'regular'
        or coalesce(tasks.task_role in ('core', 'coordinator'), false)
        or coalesce(
            date_diff('day', tasks.start_date, tasks.end_date) >= getvariable('certificate_contact_days'), false
        ) as is_fixed_contact
from core.tasks as tasks
left join core.activities as activities on tasks.activity_id = activities.activity_id
left join taken on tasks.task_id = taken.task_id
where tasks.is_listed
    and (tasks.end_date is null or tasks.end_date >= getvariable('as_of'))
    and (tasks.places is null or tasks.places > coalesce(taken.persons, 0))
