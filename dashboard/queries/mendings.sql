select *
from quality.mendings
order by mended_date desc, file_name collate da, row_number
limit 200
