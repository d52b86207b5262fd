select
    targets.target_id,
    figures.value,
    figures.value_low,
    figures.value_high,
    figures.precision,
    metrics.unit,
    metrics.counting,
    case
        when targets.direction = 'increasing' then 100.0 * figures.value / nullif(targets.target, 0)
        when figures.value > 0 then 100.0 * targets.target / figures.value
        when figures.value = 0 then 100.0
    end as achievement_pct,
    coalesce(
        case
            when targets.direction = 'increasing' then figures.value_low >= targets.target
            else spans.is_finished and figures.value_high <= targets.target
        end,
        false
    ) as is_met_at_lower_bound,
    case
        when metrics.counting in ('share', 'persons_on_date') then targets.target
        else targets.target * spans.elapsed_share
    end as pro_rata
from core.targets as targets
join marts.target_spans as spans on targets.target_id = spans.target_id
left join marts.metrics as metrics on targets.metric_id = metrics.metric_id
left join marts.metric_figures as figures
    on targets.metric_id = figures.metric_id
    and figures.period_kind = 'target'
    and targets.period_start = figures.period_start
    and targets.period_end = figures.period_end
    and targets.area_id is not distinct from figures.area_id
    and targets.target_group is not distinct from figures.target_group
