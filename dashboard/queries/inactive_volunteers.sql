select
    volunteers.*,
    tasks.task_name as suggested_task,
from marts.inactive_volunteers as volunteers
left join core.tasks as tasks on tasks.task_id = volunteers.suggested_task_id
order by
    array_position(['at_risk', 'inactive', 'never_started', 'cannot_be_judged', 'returned'], volunteers.status),
    volunteers.hours_365d desc nulls last,
    volunteers.full_name collate da
