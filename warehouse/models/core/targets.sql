with targets as (
    select
        *,
        concat(
            coalesce(metric_id, lower(label)), '.', cast(period_start as varchar), '.', cast(period_end as varchar),
            coalesce('.' || area_id, ''), coalesce('.' || target_group, '')
        ) as target_id
    from staging.targets
    where not is_superseded and target is not null and period_start is not null and period_end is not null
)

select
    target_id,
    metric_id,
    label,
    period_start,
    period_end,
    target,
    coalesce(direction, 'increasing') as direction,
    area_id,
    target_group,
    project_name,
    funder,
    step
from targets
qualify row_number() over (
    partition by target_id
    order by recorded_date desc nulls last, precedence desc, record_id
) = 1
