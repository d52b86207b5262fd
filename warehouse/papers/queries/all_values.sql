select
    metric_values.metric_id,
    metric_values.period_kind,
    metric_values.period_start,
    metric_values.period_end,
    metric_values.area_id,
    areas.area_name,
    metric_values.target_group,
    metric_values.value,
    metric_values.value_low,
    metric_values.value_high,
    metric_values.precision,
    metric_values.is_suppressed,
    approved.value as approved_value
from marts.metric_values as metric_values
join marts.metrics as metrics using (metric_id)
left join core.areas as areas using (area_id)
left join marts.approved_values as approved
    on approved.metric_id = metric_values.metric_id
    and approved.period_kind = metric_values.period_kind
    and approved.period_start = metric_values.period_start
    and approved.area_id is not distinct from metric_values.area_id
    and approved.target_group is not distinct from metric_values.target_group
where metric_values.period_kind <> 'month' or (metric_values.area_id is null and metric_values.target_group is null)
order by
    metrics.sort_order,
    array_position(['project', 'year', 'half', 'quarter', 'month'], metric_values.period_kind),
    metric_values.period_start,
    areas.sort_order nulls first,
    metric_values.target_group nulls first
