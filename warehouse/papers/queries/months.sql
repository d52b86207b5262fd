select
    metric_id,
    period_start as month_start,
    value,
    value_low,
    value_high,
    unit,
    is_finished
from marts.metric_values
where period_kind = 'month' and area_id is null and target_group is null and period_start between $first and $last
order by metric_id, month_start
