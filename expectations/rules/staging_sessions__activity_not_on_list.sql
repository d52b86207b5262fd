select
    row_id,
    'activity_name' as column_name,
from staging.sessions
anti join staging.activities using (activity_id)
where activity_id is not null
    and exists (select 1 from staging.activities)
