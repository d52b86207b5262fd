with by_metric as (
    select metric_id, max(event_date) as last_date, count(*) as measurements
    from marts.metric_rows
    where event_date <= getvariable('as_of')
    group by metric_id
),

by_theme as (
    select
        theme,
        least(max(cast(concat(cast(wave_year as varchar), '-12-31') as date)), getvariable('as_of')) as last_date,
        count(distinct wave_year) as measurements
    from core.survey_answers
    where wave_year <= date_part('year', getvariable('as_of'))
    group by theme
),

measured as (
    select
        indicators.*,
        coalesce(by_metric.last_date, by_theme.last_date) as last_date,
        coalesce(by_metric.measurements, by_theme.measurements, 0) as measurements,
        case when indicators.metric_id is not null then getvariable('indicator_days') else getvariable('survey_days') end
            as fresh_days
    from core.indicators as indicators
    left join by_metric on indicators.metric_id = by_metric.metric_id
    left join by_theme on lower(indicators.theme) = lower(by_theme.theme)
)

select
    measured.indicator_id,
    measured.step,
    measured.track,
    measured.label,
    measured.label_en,
    measured.metric_id,
    measured.theme,
    case
        when measured.last_date is null then 'not_measured'
        when date_diff('day', measured.last_date, getvariable('as_of')) > measured.fresh_days then 'stale'
        else 'measured'
    end as state,
    measured.last_date,
    cast(case when measured.theme is not null then measured.measurements end as integer) as waves,
    whole.value,
    whole.value_low,
    whole.value_high,
    whole.unit,
    measured.sort_order
from measured
left join marts.metric_values as whole
    on measured.metric_id = whole.metric_id and whole.period_kind = 'project'
    and whole.area_id is null and whole.target_group is null
