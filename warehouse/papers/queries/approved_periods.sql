select approval_id, period_kind, period_start, approved_at, changed_figures
from marts.approved_periods
