select
    metric_id,
    month_start,
    value,
from marts.overview_trend
where is_finished
order by metric_id, month_start
