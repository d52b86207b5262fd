-- Every non-empty row of every file has one fate; per file, the fates counted.
select
    file_name,
    count(*) as non_empty,
    count(*) filter (where fate = 'loaded') as loaded,
    count(*) filter (where fate = 'quarantined') as quarantined,
    count(*) filter (where fate = 'duplicate') as duplicate,
    count(*) filter (where fate = 'superseded') as superseded,
    count(*) filter (where fate = 'not_data') as not_data,
from quality.rows
group by file_name
order by file_name collate da
