select
    file_name,
    month_start,
    cast(sum(row_count) as integer) as row_count,
    max(fingerprint) as fingerprint
from staging.file_months
group by file_name, month_start
