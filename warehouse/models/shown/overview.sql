with whole as (
    select shown_values.*, metrics.counting, metrics.sort_order
    from shown.metric_values as shown_values
    join marts.metrics as metrics on shown_values.metric_id = metrics.metric_id
    where shown_values.area_id is null and shown_values.target_group is null
),

latest as (
    select *
    from whole
    where period_kind = 'project'
        or period_kind = case when counting in ('persons_until_end', 'persons_on_date') then 'month' else 'quarter' end
    qualify row_number() over (
        partition by metric_id
        order by case when period_kind = 'project' then 0 else 1 end, period_start desc
    ) = 1
),

cards as (
    select latest.*, earlier.value as previous_value
    from latest
    left join whole as earlier
        on latest.metric_id = earlier.metric_id
        and latest.period_kind = earlier.period_kind
        and earlier.period_start = case latest.period_kind
            when 'month' then cast(latest.period_start - interval 1 month as date)
            when 'quarter' then cast(latest.period_start - interval 1 year as date)
        end
)

select
    metric_id,
    sort_order,
    period_kind,
    period_start,
    period_end,
    is_finished,
    value,
    value_low,
    value_high,
    precision,
    previous_value,
    100.0 * (value - previous_value) / nullif(previous_value, 0) as change_pct,
    unit
from cards
