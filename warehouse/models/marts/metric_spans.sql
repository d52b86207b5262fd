with periods as (
    select period_kind, period_start, period_end, period_start as from_date, period_end as to_date
    from marts.periods
    union
    select 'target', period_start, period_end, period_start, period_end
    from core.targets
    where period_start <= getvariable('as_of')
    union
    select
        'year_before',
        period_start,
        period_end,
        cast(period_start - interval 1 year as date),
        cast(least(period_end, getvariable('as_of')) - interval 1 year as date)
    from marts.periods
    where period_kind = 'year'
)

select
    metrics.metric_id,
    periods.period_kind,
    periods.period_start,
    periods.period_end,
    case metrics.counting
        when 'persons_until_end' then cast('1900-01-01' as date)
        when 'persons_on_date' then least(periods.to_date, getvariable('as_of'))
        else periods.from_date
    end as from_date,
    least(periods.to_date, getvariable('as_of')) as to_date
from marts.metrics as metrics
cross join periods
