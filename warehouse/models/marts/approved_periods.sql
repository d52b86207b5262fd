select
    approvals.approval_id,
    approvals.period_kind,
    approvals.period_start,
    approvals.period_end,
    approvals.approved_at,
    approvals.figures_hash,
    cast(count(changes.metric_id) as integer) as changed_figures
from core.approvals as approvals
left join marts.changes_since_approval as changes on approvals.approval_id = changes.approval_id
group by
    approvals.approval_id, approvals.period_kind, approvals.period_start, approvals.period_end,
    approvals.approved_at, approvals.figures_hash
