with

whole as (
    select
        metric_id,
        period_kind,
        period_start,
        period_end,
        value as whole_value,
    from marts.metric_values
    where area_id is null and target_group is null
)

select
    metric_values.metric_id,
    metric_values.period_start,
    metric_values.period_end,
from marts.metric_values
inner join whole using (metric_id, period_kind, period_start, period_end)
inner join marts.metrics using (metric_id)
where metrics.counting <> 'share'
    and coalesce(metric_values.area_id, metric_values.target_group) is not null
    and metric_values.value > whole.whole_value + 1e-6
