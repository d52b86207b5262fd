-- Rows that no form reads, by file and sheet.
select
    file_name,
    sheet,
    count(*) as row_count,
from quality.rows
where
    fate = 'quarantined'
    and coalesce(source, '') = ''
group by file_name, sheet
order by file_name collate da, sheet
