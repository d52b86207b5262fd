select
    follow_ups.row_id,
    'contact_date' as column_name,
from staging.follow_ups
inner join raw.files using (file_id)
where follow_ups.contact_date > greatest(files.first_seen_date, getvariable('as_of'))
