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
    overview.unit,
    overview.period_kind,
    overview.period_start,
    overview.period_end,
    overview.is_finished,
    overview.value,
    overview.value_low,
    overview.value_high,
    overview.precision,
    overview.change_pct,
from marts.overview as overview
join marts.metrics as metrics using (metric_id)
order by overview.sort_order, overview.metric_id
