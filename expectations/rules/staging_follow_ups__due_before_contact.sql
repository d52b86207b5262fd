select
    row_id,
    'due_date' as column_name,
from staging.follow_ups
where due_date < contact_date
