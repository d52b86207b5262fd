select
    metric_id,
    period_start,
    period_end,
from marts.metric_values
where value_low > value + 1e-6
    or value > value_high + 1e-6
