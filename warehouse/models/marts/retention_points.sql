with points as (
    select unnest([90, 180, 365, 540]) as days
),

members as (
    select count(*) as members, max(days) as longest from core.volunteer_tenures
),

reached as (
    select points.days, min(curves.still_active_pct) as still_active_pct
    from points
    left join marts.retention_curves as curves on curves.group_kind = 'all' and curves.days <= points.days
    group by points.days
)

select
    cast(reached.days as integer) as days,
    cast(members.members as double) as members,
    members.members * coalesce(reached.still_active_pct, 100.0) / 100 as still_active,
    coalesce(reached.still_active_pct, 100.0) as still_active_pct
from reached
cross join members
where members.longest >= reached.days
