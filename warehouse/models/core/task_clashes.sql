select
    mine.task_id,
    other.task_id as other_task_id
from core.task_times as mine
join core.task_times as other
    on mine.weekday = other.weekday and mine.slot = other.slot and mine.task_id <> other.task_id
join core.tasks as tasks on mine.task_id = tasks.task_id
join core.tasks as other_tasks on other.task_id = other_tasks.task_id
where coalesce(tasks.start_date, cast('1900-01-01' as date)) <= coalesce(other_tasks.end_date, cast('9999-12-31' as date))
    and coalesce(other_tasks.start_date, cast('1900-01-01' as date)) <= coalesce(tasks.end_date, cast('9999-12-31' as date))
