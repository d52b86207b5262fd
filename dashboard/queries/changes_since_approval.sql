select
    changes.*,
    metrics.label,
    metrics.label_en,
    areas.area_name,
from marts.changes_since_approval as changes
left join marts.metrics as metrics using (metric_id)
left join core.areas as areas using (area_id)
order by changes.period_start, changes.period_end, metrics.sort_order, changes.area_id nulls first, changes.target_group nulls first
