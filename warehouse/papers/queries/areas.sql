select area_id, area_name, is_reference_area
from core.areas
order by sort_order
