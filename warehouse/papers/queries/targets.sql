select
    progress.*,
    metrics.label as metric_label,
    metrics.label_en as metric_label_en,
    metrics.question,
    metrics.question_en,
    metrics.counting_rule,
    metrics.counting_rule_en,
    metrics.counting,
    metrics.step as metric_step,
    metrics.track,
    metrics.owner,
    areas.area_name,
from marts.target_progress as progress
left join marts.metrics as metrics using (metric_id)
left join core.areas as areas using (area_id)
order by progress.step nulls last, metrics.sort_order, progress.period_start, progress.label
