select
    rows.row_id,
    'superseded' as fate,
    'newer_file' as reason_code,
    'En nyere udgave af filen er kommet.' as reason,
from raw.rows
join raw.files using (file_id)
where not files.is_live
    and rows.fate in ('loaded', 'quarantined')
