select
    indicator_id,
    step,
    track,
    label,
    label_en,
    metric_id,
    theme,
    sort_order
from staging.indicators
