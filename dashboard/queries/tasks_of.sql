-- What a person does and has done: tasks taken on, and activities helped in, the latest first.
select
    coalesce(tasks.task_name, activities.activity_name) as task_name,
    activities.activity_name,
    engagements.role,
    engagements.from_date,
    coalesce(engagements.to_date, engagements.committed_until) as to_date,
    engagements.outcome,
from core.engagements as engagements
left join core.tasks as tasks using (task_id)
left join core.activities as activities on activities.activity_id = engagements.activity_id
where engagements.person_id = ?
order by engagements.from_date desc nulls last
