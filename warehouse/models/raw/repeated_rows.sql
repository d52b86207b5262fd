-- Only what stands more than once is put in order: hardly any row of a large file does.
with

said_again as (
    select source, content
    from raw.rows
    where fate = 'loaded' and content is not null
    group by all
    having count(*) > 1
),

loaded as (
    select
        rows.row_id,
        rows.sheet,
        rows.row_number,
        rows.source,
        rows.content,
        files.file_name,
        row_number() over (
            partition by rows.source, rows.content
            order by rows.mends = '', files.first_seen_date, files.file_id, rows.sheet_number, rows.row_number
        ) as place,
    from raw.rows
    join raw.files using (file_id)
    semi join said_again as again on again.source = rows.source and again.content = rows.content
    where rows.fate = 'loaded'
)

select
    again.row_id,
    'duplicate' as fate,
    'same_row' as reason_code,
    'Den samme række står i «' || first.file_name || '»'
        || case when first.sheet = '' then '' else ', arket «' || first.sheet || '»' end
        || ', række ' || first.row_number || '.' as reason,
from loaded as again
join loaded as first on first.source = again.source and first.content = again.content and first.place = 1
where again.place > 1
