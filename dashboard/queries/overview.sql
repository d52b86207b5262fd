-- A card a KPI, with the target that covers the same period and everybody, if there is one.
with promised as (
    select metric_id, period_start, period_end, target, achievement_pct
    from marts.target_progress
    where area_id is null and target_group is null
    qualify row_number() over (partition by metric_id, period_start, period_end order by target_id) = 1
)

select
    overview.metric_id,
    metrics.label,
    metrics.label_en,
    metrics.question,
    metrics.question_en,
    metrics.counting_rule,
    metrics.counting_rule_en,
    metrics.direction,
    metrics.counting,
    metrics.step,
    metrics.track,
    metrics.owner,
    overview.unit,
    overview.period_kind,
    overview.period_start,
    overview.period_end,
    overview.is_finished,
    overview.value,
    overview.value_low,
    overview.value_high,
    overview.precision,
    overview.change_pct,
    promised.target,
    promised.achievement_pct,
from marts.overview as overview
join marts.metrics as metrics using (metric_id)
left join promised
    on overview.metric_id = promised.metric_id
    and overview.period_start = promised.period_start
    and overview.period_end = promised.period_end
order by overview.sort_order, overview.metric_id
