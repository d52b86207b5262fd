with

counted as (
    select
        file_id,
        sheet_number,
        count(*) as row_count,
        count(distinct row_id) as row_id_count,
    from raw.rows
    group by all
)

select
    file_id,
    sheet_number,
from raw.sheets
full join counted using (file_id, sheet_number)
where sheets.non_empty_rows is distinct from coalesce(counted.row_count, 0)
    or counted.row_count <> counted.row_id_count
