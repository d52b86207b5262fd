with happened as (
    select followed_kind, group_kind, group_name, days, count(*) as ended
    from core.followed_persons
    where has_happened
    group by followed_kind, group_kind, group_name, days
),

at_risk as (
    select
        happened.followed_kind, happened.group_kind, happened.group_name, happened.days, happened.ended,
        count(*) as at_risk
    from happened
    join core.followed_persons as followed
        on happened.followed_kind = followed.followed_kind and happened.group_kind = followed.group_kind
        and happened.group_name = followed.group_name and followed.days >= happened.days
    group by happened.followed_kind, happened.group_kind, happened.group_name, happened.days, happened.ended
),

curves as (
    select
        *,
        case
            when min(at_risk - ended) over so_far = 0 then 0.0
            else exp(sum(case when at_risk > ended then ln(1.0 - 1.0 * ended / at_risk) else 0.0 end) over so_far)
        end as share,
        sum(case when at_risk > ended then 1.0 * ended / (at_risk * (at_risk - ended)) else 0.0 end) over so_far as greenwood
    from at_risk
    window so_far as (
        partition by followed_kind, group_kind, group_name order by days rows unbounded preceding
    )
)

select
    followed_kind,
    group_kind,
    group_name,
    days,
    cast(at_risk as integer) as at_risk,
    cast(ended as integer) as ended,
    100.0 * share as left_pct,
    greatest(100.0 * share * (1 - getvariable('forecast_deviations') * sqrt(greenwood)), 0.0) as low_pct,
    least(100.0 * share * (1 + getvariable('forecast_deviations') * sqrt(greenwood)), 100.0) as high_pct
from curves
