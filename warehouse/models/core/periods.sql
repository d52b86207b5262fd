select
    period_kind,
    period_start,
    period_end,
    is_finished
from staging.periods
