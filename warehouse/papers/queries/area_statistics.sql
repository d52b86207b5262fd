select *
from core.area_statistics
order by area_name is not null, indicator, area_name collate da, year
