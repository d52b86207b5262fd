select
    attendances.row_id,
    'session_date' as column_name,
from staging.attendances
inner join raw.files using (file_id)
where attendances.session_date > greatest(files.first_seen_date, getvariable('as_of'))
