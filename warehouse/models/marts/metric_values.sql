select
    figures.metric_id,
    figures.period_kind,
    figures.period_start,
    figures.period_end,
    periods.is_finished,
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
from marts.metric_figures as figures
join marts.periods as periods
    on figures.period_kind = periods.period_kind
    and figures.period_start = periods.period_start
    and figures.period_end = periods.period_end
