select
    changes.approval_id,
    changes.period_kind,
    changes.period_start,
    changes.period_end,
    changes.metric_id,
    changes.area_id,
    changes.target_group,
    approved.value as approved_value,
    approved.value_low as approved_low,
    approved.value_high as approved_high,
    cells.value,
    cells.value_low,
    cells.value_high,
    changes.unit,
    changes.changed_file_count,
    cast(null as varchar) as changed_files
from marts.changes_since_approval as changes
join shown.approved_values as approved
    on changes.approval_id = approved.approval_id
    and changes.metric_id = approved.metric_id
    and changes.area_id is not distinct from approved.area_id
    and changes.target_group is not distinct from approved.target_group
join shown.metric_values as cells
    on changes.metric_id = cells.metric_id
    and changes.period_kind = cells.period_kind
    and changes.period_start = cells.period_start
    and changes.area_id is not distinct from cells.area_id
    and changes.target_group is not distinct from cells.target_group
where not approved.is_suppressed
    and not cells.is_suppressed
    and (
        approved.value is distinct from cells.value
        or approved.value_low is distinct from cells.value_low
        or approved.value_high is distinct from cells.value_high
    )
