select
    approval_id,
    period_kind,
    period_start,
    period_end,
    approved_by,
    approved_at,
    figures_hash
from staging.approvals
