select
    recognitions.row_id,
    'recognition_date' as column_name,
from staging.recognitions
inner join raw.files using (file_id)
where recognitions.recognition_date > greatest(files.first_seen_date, getvariable('as_of'))
    and recognitions.has_attended
