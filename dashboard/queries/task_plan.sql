select
    plan.*,
    tasks.task_name,
    activities.activity_name,
    persons.full_name,
    volunteers.status,
    callers.caller_name,
from marts.task_plan as plan
join core.tasks as tasks using (task_id)
left join core.activities as activities using (activity_id)
join core.persons as persons using (person_id)
join core.volunteers as volunteers using (person_id)
left join marts.familiar_callers as callers using (person_id)
order by tasks.task_name collate da, plan.rank
