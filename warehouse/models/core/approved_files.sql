select
    approval_id,
    file_name,
    month_start,
    fingerprint
from staging.approved_files
