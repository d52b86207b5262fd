with judged as (
    select
        *,
        persons <= getvariable('small_group')
            or went_on <= getvariable('small_group')
            or persons - went_on <= getvariable('small_group') as is_small
    from marts.pathway_conversions
),

-- who went on from one step is who came to the next: a small rest could be told from the step before or after
hidden as (
    select
        *,
        is_small
            or coalesce(lag(is_small) over (order by sort_order), false)
            or coalesce(lead(is_small) over (order by sort_order), false) as is_hidden,
        round(persons / getvariable('round_to')) * getvariable('round_to') as shown_persons,
        round(went_on / getvariable('round_to')) * getvariable('round_to') as shown_went_on
    from judged
)

select
    conversion,
    sort_order,
    cast(case when not is_hidden then shown_persons end as integer) as persons,
    cast(case when not is_hidden then shown_went_on end as integer) as went_on,
    case when not is_hidden then 100.0 * shown_went_on / nullif(shown_persons, 0) end as share_pct,
    cast(null as double) as low_pct,
    cast(null as double) as high_pct
from hidden
