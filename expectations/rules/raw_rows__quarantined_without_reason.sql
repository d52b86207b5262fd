select row_id,
from raw.rows
where fate = 'quarantined'
    and (coalesce(reason, '') = '' or coalesce(reason_code, '') = '')
