with dates as (
    select period_end as status_date from core.periods
    union
    select period_end from core.targets
    union
    select getvariable('as_of')
)

select
    status_date,
    status_date = getvariable('as_of') as is_as_of
from dates
where status_date <= getvariable('as_of')
