select
    trend.metric_id,
    trend.month_start,
    months.value,
    trend.is_finished
from marts.overview_trend as trend
join shown.metric_values as months
    on trend.metric_id = months.metric_id
    and trend.month_start = months.period_start
    and months.period_kind = 'month'
    and months.area_id is null
    and months.target_group is null
