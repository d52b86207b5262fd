select
    changes.*,
    metrics.label,
    metrics.label_en,
    areas.area_name
from marts.changes_since_approval as changes
join marts.metrics as metrics using (metric_id)
left join core.areas as areas using (area_id)
where changes.approval_id = $approval
order by metrics.sort_order, areas.sort_order nulls first, changes.target_group nulls first
