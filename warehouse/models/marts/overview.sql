with whole as (
    select * from marts.metric_figures where area_id is null and target_group is null
),

cards as (
    select
        periods.*,
        current_figures.value,
        current_figures.value_low,
        current_figures.value_high,
        current_figures.precision,
        current_figures.unit,
        coalesce(
            case
                when periods.period_start - interval 1 year >= getvariable('project_start') then year_before.value
            end,
            month_before.value
        ) as previous_value
    from marts.overview_periods as periods
    join whole as current_figures
        on periods.metric_id = current_figures.metric_id
        and periods.period_kind = current_figures.period_kind
        and periods.period_start = current_figures.period_start
    left join whole as year_before
        on periods.metric_id = year_before.metric_id
        and periods.period_kind = 'year'
        and year_before.period_kind = 'year_before'
        and periods.period_start = year_before.period_start
    left join whole as month_before
        on periods.metric_id = month_before.metric_id
        and periods.period_kind = 'month'
        and month_before.period_kind = 'month'
        and periods.period_start = month_before.period_end + interval 1 day
)

select
    cards.metric_id,
    metrics.sort_order,
    cards.period_kind,
    cards.period_start,
    cards.period_end,
    cards.is_finished,
    cards.value,
    cards.value_low,
    cards.value_high,
    cards.precision,
    cards.previous_value,
    100.0 * (cards.value - cards.previous_value) / nullif(cards.previous_value, 0) as change_pct,
    cards.unit
from cards
join marts.metrics as metrics on cards.metric_id = metrics.metric_id
