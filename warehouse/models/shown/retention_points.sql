with rounded as (
    select
        days,
        round(members / getvariable('round_to')) * getvariable('round_to') as members,
        round(still_active / getvariable('round_to')) * getvariable('round_to') as still_active,
        members <= getvariable('small_group')
            or still_active <= getvariable('small_group')
            or members - still_active <= getvariable('small_group') as is_hidden
    from marts.retention_points
)

select
    days,
    case when not is_hidden then members end as members,
    case when not is_hidden then still_active end as still_active,
    case when not is_hidden then 100.0 * still_active / nullif(members, 0) end as still_active_pct
from rounded
