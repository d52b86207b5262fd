select
    trend.metric_id,
    trend.month_start,
    metric_values.value,
from marts.overview_trend as trend
left join marts.metric_values as metric_values
    on metric_values.metric_id = trend.metric_id
    and metric_values.period_kind = 'month'
    and metric_values.period_start = trend.month_start
    and metric_values.area_id = ?
    and metric_values.target_group is null
where trend.is_finished
order by trend.metric_id, trend.month_start
