select
    sessions.row_id,
    'session_date' as column_name,
from staging.sessions
inner join raw.files using (file_id)
where sessions.session_date > greatest(files.first_seen_date, getvariable('as_of'))
    and sessions.headcount_low is not null
