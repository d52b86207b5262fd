with matched as (
    select task_id, count(rank) as candidates from marts.task_matches group by task_id
),

planned as (
    select task_id, count(*) as planned from marts.task_plan group by task_id
)

select
    open_tasks.task_id,
    tasks.task_name,
    activities.activity_name,
    areas.area_name,
    tasks.duration,
    tasks.availability,
    tasks.competences,
    tasks.benefits,
    tasks.support_needed,
    tasks.task_role,
    tasks.start_date,
    tasks.end_date,
    tasks.owner_name,
    open_tasks.free_places,
    open_tasks.is_first_step,
    coalesce(matched.candidates, 0) as candidates,
    coalesce(planned.planned, 0) as planned,
from marts.open_tasks as open_tasks
join core.tasks as tasks using (task_id)
left join core.activities as activities on activities.activity_id = open_tasks.activity_id
left join core.areas as areas on areas.area_id = open_tasks.area_id
left join matched using (task_id)
left join planned using (task_id)
order by open_tasks.is_first_step desc, tasks.start_date nulls last, tasks.task_name collate da
