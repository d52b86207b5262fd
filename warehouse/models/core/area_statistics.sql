select
    area_id,
    area_name,
    indicator,
    year,
    share_low,
    share_high,
    share_precision,
    unit,
    reference
from staging.area_statistics
where not is_superseded
qualify row_number() over (
    partition by area_id, area_name, indicator, year, unit
    order by precedence desc, record_id
) = 1
