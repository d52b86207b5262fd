select
    row_id,
    'session_date' as column_name,
from staging.sessions
where session_date < getvariable('project_start') - interval 1 year
