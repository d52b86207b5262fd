with

whole as (
    select
        metric_values.*,
        metrics.counting,
    from marts.metric_values
    inner join marts.metrics using (metric_id)
    where metric_values.area_id is null
        and metric_values.target_group is null
        and metrics.counting in ('distinct_persons', 'rows', 'sum')
)

select
    inner_period.metric_id,
    inner_period.period_start,
    inner_period.period_end,
from whole as inner_period
inner join whole as outer_period
    on outer_period.metric_id = inner_period.metric_id
    and outer_period.period_start <= inner_period.period_start
    and outer_period.period_end >= inner_period.period_end
where inner_period.value > outer_period.value + 1e-6
