select
    row_id,
    'hours' as column_name,
from staging.attendances
where not is_superseded and hours is not null
qualify sum(hours) over (partition by lower(full_name), email, phone, session_date) > 24
