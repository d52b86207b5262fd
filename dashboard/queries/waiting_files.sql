-- Files that wait as a whole, and those of which a sheet does.
select
    file_name,
    sha256,
    message,
    '' as sheet,
from quality.files
where fate = 'waiting'
union all
select
    files.file_name,
    files.sha256,
    files.message,
    places.sheet,
from quality.open_places as places
join quality.files as files using (file_id)
where places.kind = 'sheet'
order by file_name collate da, sheet
