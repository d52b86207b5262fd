-- Only those who have answered more than once are put in order: in a large file hardly anybody has.
with

answered_again as (
    select source, answer_key
    from raw.rows
    where fate = 'loaded' and answer_key is not null
    group by all
    having count(*) > 1
),

answers as (
    select
        rows.row_id,
        rows.source,
        rows.answer_key,
        rows.sheet,
        rows.row_number,
        files.file_name,
        row_number() over (
            partition by rows.source, rows.answer_key
            order by
                rows.recorded_date desc nulls last, rows.mends = '', files.first_seen_date desc,
                -- what was fetched is numbered in the order it came, what was sent from a phone named by the time
                case
                    when starts_with(files.file_name, '/hentet/')
                        or regexp_matches(files.file_name, '/\d{4}-\d{2}-\d{2} \d{6} [0-9a-f]{8}\.xlsx$')
                        then files.file_name
                end desc nulls last,
                files.file_id,
                rows.sheet_number, rows.row_number desc
        ) as place,
    from raw.rows
    join raw.files using (file_id)
    semi join answered_again as again on again.source = rows.source and again.answer_key = rows.answer_key
    where rows.fate = 'loaded'
)

select
    earlier.row_id,
    'superseded' as fate,
    'newer_answer' as reason_code,
    'Et nyere svar om det samme står i «' || latest.file_name || '»'
        || case when latest.sheet = '' then '' else ', arket «' || latest.sheet || '»' end
        || ', række ' || latest.row_number || '.' as reason,
from answers as earlier
join answers as latest
    on latest.source = earlier.source and latest.answer_key = earlier.answer_key and latest.place = 1
where earlier.place > 1
