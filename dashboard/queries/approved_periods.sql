select
    period_kind,
    period_start,
    period_end,
    approved_at,
    changed_figures,
from marts.approved_periods
order by period_start, period_end
