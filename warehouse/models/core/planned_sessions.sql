with open_days as (
    select
        spans.activity_id,
        spans.area_id,
        spans.target_group,
        calendar.calendar_date,
        case
            when spans.rhythm = 'monthly' then cast(date_trunc('month', calendar.calendar_date) as date)
            else calendar.week_start
        end as slot_start
    from core.activity_spans as spans
    join core.activity_weekdays as weekdays on spans.activity_id = weekdays.activity_id
    join core.calendar as calendar
        on calendar.calendar_date between spans.first_date and spans.last_date
        and date_diff('day', calendar.week_start, calendar.calendar_date) = weekdays.weekday
    where not calendar.is_closed
        and (
            spans.rhythm <> 'monthly'
            or date_trunc('month', calendar.calendar_date + interval 7 day)
                <> date_trunc('month', calendar.calendar_date)
        )
)

select
    activity_id,
    calendar_date as planned_date,
    slot_start,
    area_id,
    target_group
from open_days
