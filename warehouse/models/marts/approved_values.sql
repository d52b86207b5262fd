select
    approvals.approval_id,
    approvals.period_kind,
    approvals.period_start,
    approvals.period_end,
    figures.metric_id,
    figures.area_id,
    figures.target_group,
    figures.value,
    figures.value_low,
    figures.value_high,
    figures.numerator,
    figures.denominator,
    figures.unit,
    figures.precision,
    false as is_suppressed
from core.approvals as approvals
join core.approved_values as figures on approvals.approval_id = figures.approval_id
