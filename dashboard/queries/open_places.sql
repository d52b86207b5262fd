-- Sheets and lines that a person is asked about.
select
    file_name,
    source,
    source_title,
    kind,
    sheet,
    words,
    row_count,
from quality.open_places
order by file_name collate da, sheet, row_number
