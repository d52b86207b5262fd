select
    file_name,
    source_title,
    owner,
    fate,
    message,
    row_count,
    first_seen_date,
from quality.files
order by
    fate in ('waiting', 'rejected', 'unstable') desc,
    file_name collate da
