select row_id,
from raw.rows
where fate is null
    or fate not in ('loaded', 'quarantined', 'duplicate', 'superseded', 'not_data')
