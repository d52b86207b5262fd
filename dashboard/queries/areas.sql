select
    area_id,
    area_name,
from core.areas
order by is_reference_area desc, area_name collate da
