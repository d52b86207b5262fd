select
    row_id,
    'committed_until' as column_name,
from staging.engagements
where committed_until < from_date
