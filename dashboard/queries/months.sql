-- One KPI month by month, for the whole or for one area.
select
    period_start as month_start,
    value,
    value_low,
    value_high,
    precision,
    is_finished,
    unit,
from marts.metric_values
where
    metric_id = ?
    and period_kind = 'month'
    and area_id is not distinct from ?
    and target_group is null
order by period_start
