with project as (
    select is_finished from marts.periods where period_kind = 'project'
),

candidates as (
    select
        metrics.metric_id,
        periods.period_kind,
        periods.period_start,
        periods.period_end,
        periods.is_finished
    from marts.metrics as metrics
    cross join project
    join marts.periods as periods
        on periods.period_kind = case
            when project.is_finished then 'project'
            when metrics.counting in ('persons_until_end', 'persons_on_date') then 'month'
            else 'year'
        end
)

select
    metric_id,
    period_kind,
    period_start,
    period_end,
    is_finished
from candidates
qualify row_number() over (partition by metric_id order by period_start desc) = 1
