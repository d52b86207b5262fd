select
    period_kind,
    period_start,
    period_end,
from marts.periods
where is_finished
order by period_end desc, array_position(['quarter', 'half', 'year', 'project', 'month'], period_kind)
