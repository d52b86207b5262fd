select
    row_id,
    'task_name' as column_name,
from staging.engagements
anti join staging.tasks using (task_id)
where task_id is not null
    and exists (select 1 from staging.tasks)
