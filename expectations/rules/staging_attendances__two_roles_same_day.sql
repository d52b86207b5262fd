select
    row_id,
    'role' as column_name,
from staging.attendances
where not is_superseded
qualify count(distinct role) over (partition by lower(full_name), activity_id, session_date) > 1
    and count(distinct file_id) over (partition by lower(full_name), activity_id, session_date) > 1
