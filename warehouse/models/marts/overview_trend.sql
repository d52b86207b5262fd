select
    metric_id,
    period_start as month_start,
    value,
    is_finished
from marts.metric_values
where period_kind = 'month'
    and area_id is null
    and target_group is null
    and period_start > getvariable('as_of') - interval 13 month
