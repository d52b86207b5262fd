select *
from marts.periods
order by period_kind, period_start
