select
    area_id,
    area_name,
    is_reference_area,
    sort_order
from staging.areas
