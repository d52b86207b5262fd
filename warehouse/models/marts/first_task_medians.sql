with waits as (
    select 'all' as group_kind, 'all' as group_name, days, has_begun from core.first_task_waits
    union all
    select 'channel', coalesce(recruitment_channel, 'unknown'), days, has_begun from core.first_task_waits
),

counted as (
    select
        group_kind,
        group_name,
        count(days) as persons,
        count(*) filter (where has_begun) as began,
        count(*) filter (where days is null) as not_followed
    from waits
    group by group_kind, group_name
),

-- rounded, because one half reached by multiplying shares may be a hair more than one half;
-- where nobody is left the curve says nothing of its own uncertainty
halves as (
    select
        group_kind,
        group_name,
        min(days) filter (where round(waiting_pct, 9) <= 50) as median_days,
        min(days) filter (where waiting_pct > 0 and round(low_pct, 9) <= 50) as low_days,
        min(days) filter (where waiting_pct > 0 and round(high_pct, 9) <= 50) as high_days
    from marts.first_task_curves
    group by group_kind, group_name
)

select
    counted.group_kind,
    counted.group_name,
    cast(counted.persons as integer) as persons,
    cast(counted.began as integer) as began,
    cast(counted.not_followed as integer) as not_followed,
    halves.median_days,
    halves.low_days,
    halves.high_days
from counted
left join halves on counted.group_kind = halves.group_kind and counted.group_name = halves.group_name
