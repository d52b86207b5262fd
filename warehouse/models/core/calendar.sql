with days as (
    select calendar_date, week_start from staging.calendar
),

closed_days as (
    select distinct days.calendar_date
    from days
    join core.closures as closures on days.calendar_date between closures.from_date and closures.to_date
)

select
    days.calendar_date,
    days.week_start,
    closed_days.calendar_date is not null as is_closed,
    cast(
        sum(case when closed_days.calendar_date is null then 1 else 0 end) over (order by days.calendar_date)
        as integer
    ) as open_day_number
from days
left join closed_days on days.calendar_date = closed_days.calendar_date
