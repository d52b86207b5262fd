with cells as (
    select
        cells.*,
        cells.is_small or backups.metric_id is not null as is_hidden,
        case when cells.is_about_people and not cells.is_exact then getvariable('round_to') end as round_to
    from shown.cells as cells
    left join shown.backups as backups
        on cells.metric_id = backups.metric_id
        and cells.period_kind = backups.period_kind
        and cells.period_start = backups.period_start
        and cells.area_id is not distinct from backups.area_id
        and cells.target_group is not distinct from backups.target_group
)

select
    metric_id,
    period_kind,
    period_start,
    period_end,
    is_finished,
    area_id,
    target_group,
    case when not is_hidden then coalesce(round(value / round_to) * round_to, value) end as value,
    case when not is_hidden then coalesce(round(value_low / round_to) * round_to, value_low) end as value_low,
    case when not is_hidden then coalesce(round(value_high / round_to) * round_to, value_high) end as value_high,
    numerator,
    denominator,
    unit,
    precision,
    is_hidden as is_suppressed
from cells
