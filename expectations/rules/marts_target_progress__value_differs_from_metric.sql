select target_progress.target_id,
from marts.target_progress
inner join core.targets using (target_id)
inner join marts.metric_values
    on metric_values.metric_id = target_progress.metric_id
    and metric_values.period_start = target_progress.period_start
    and metric_values.period_end = target_progress.period_end
    and metric_values.area_id is not distinct from targets.area_id
    and metric_values.target_group is not distinct from targets.target_group
where abs(target_progress.value - metric_values.value) > 1e-6
