-- The rows that return sheets hold, the longest open first.
select *
from quality.to_mend
order by found_date nulls last, file_name collate da, sheet, row_number
