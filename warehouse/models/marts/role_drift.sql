with half_years as (
    select period_end as role_date, lag(period_end) over (order by period_end) as earlier_date
    from core.periods
    where period_kind = 'half' and period_end <= getvariable('as_of')
),

earlier as (
    select half_years.role_date, histories.person_id, histories.observed_role
    from half_years
    join core.role_histories as histories on half_years.earlier_date = histories.role_date
),

later as (
    select half_years.role_date, histories.person_id, histories.observed_role
    from half_years
    join core.role_histories as histories on half_years.role_date = histories.role_date
    where half_years.earlier_date is not null
),

moves as (
    select
        coalesce(later.role_date, earlier.role_date) as role_date,
        coalesce(earlier.observed_role, 'not_active') as from_role,
        coalesce(later.observed_role, 'not_active') as to_role,
        count(*) as persons
    from earlier
    full outer join later on earlier.role_date = later.role_date and earlier.person_id = later.person_id
    group by 1, 2, 3
)

select
    role_date,
    from_role,
    to_role,
    cast(persons as integer) as persons,
    100.0 * persons / sum(persons) over (partition by role_date, from_role) as share_pct
from moves
