select
    period_kind,
    period_start,
    period_end,
    is_finished
from core.periods
where period_start <= getvariable('as_of')
