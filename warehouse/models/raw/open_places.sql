-- Sheets and lines that a person is asked about: a sheet that no form fits in a file that is read, and a line of one
-- word that may open a section nobody declared. `words`: the sheet's name, or what stands in the line.
with

unread_sheets as (
    select
        rows.file_id,
        'sheet' as kind,
        files.source,
        rows.sheet,
        rows.sheet as words,
        min(rows.row_number) as row_number,
        count(*) as row_count,
    from raw.rows as rows
    join raw.files as files using (file_id)
    where
        rows.reason_code = 'sheet_unknown'
        and rows.fate = 'quarantined'
        and files.is_live
    group by all
),

unknown_lines as (
    select
        rows.file_id,
        'line' as kind,
        rows.source,
        rows.sheet,
        trim(rows.cells[rows.column_number + 1]) as words,
        min(rows.row_number) as row_number,
        count(*) as row_count,
    from raw.rows as rows
    join raw.files as files using (file_id)
    where
        rows.reason_code = 'unknown_section'
        and rows.fate = 'quarantined'
        and files.is_live
    group by all
)

select * from unread_sheets
where words <> '' and not contains(words, '******')
union all
select * from unknown_lines
where words <> '' and not contains(words, '******')
order by file_id, row_number, words
