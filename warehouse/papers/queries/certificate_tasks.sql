-- Tasks one person has taken on and not left, each once.
select
    coalesce(tasks.task_name, activities.activity_name) as task_name,
    engagements.role,
    min(engagements.from_date) as from_date,
    max(engagements.to_date) as to_date
from core.engagements as engagements
left join core.tasks as tasks using (task_id)
left join core.activities as activities on activities.activity_id = engagements.activity_id
where
    engagements.person_id = $person
    and engagements.outcome is distinct from 'stopped'
    and coalesce(tasks.task_name, activities.activity_name) is not null
group by all
order by from_date nulls last, task_name collate da
