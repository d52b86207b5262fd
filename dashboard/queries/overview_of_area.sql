-- The cards of the whole, for one area: same KPIs and periods, values counted within the area.
select
    overview.metric_id,
    metrics.label,
    metrics.label_en,
    metrics.question,
    metrics.question_en,
    metrics.counting_rule,
    metrics.counting_rule_en,
    metrics.direction,
    metrics.counting,
    metrics.step,
    metrics.track,
    metrics.owner,
    overview.unit,
    overview.period_kind,
    overview.period_start,
    overview.period_end,
    overview.is_finished,
    metric_values.value,
    metric_values.value_low,
    metric_values.value_high,
    metric_values.precision,
    cast(null as double) as change_pct,
    areas.area_id,
    areas.area_name,
from marts.overview as overview
join marts.metrics as metrics using (metric_id)
join core.areas as areas on areas.area_id = ?
left join marts.metric_values as metric_values
    on metric_values.metric_id = overview.metric_id
    and metric_values.period_kind = overview.period_kind
    and metric_values.period_start = overview.period_start
    and metric_values.area_id = areas.area_id
    and metric_values.target_group is null
order by overview.sort_order, overview.metric_id
