with ends as (
    select cast(date_trunc('month', getvariable('as_of') + interval 1 day) - interval 1 day as date) as to_date
)

select
    to_date - cast(getvariable('meeting_days') as integer) + 1 as from_date,
    to_date
from ends
