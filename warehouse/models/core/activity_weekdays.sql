with weekdays as (
    select
        activity_id,
        date_diff('day', cast(date_trunc('week', session_date) as date), session_date) as weekday,
        count(distinct session_date) as sessions,
        max(session_date) as last_date
    from core.sessions
    group by 1, 2
),

ranked as (
    select
        weekdays.activity_id,
        weekdays.weekday,
        activities.rhythm,
        row_number() over (
            partition by weekdays.activity_id
            order by weekdays.sessions desc, weekdays.last_date desc, weekdays.weekday
        ) as place
    from weekdays
    join core.activities as activities on weekdays.activity_id = activities.activity_id
)

select
    activity_id,
    cast(weekday as integer) as weekday
from ranked
where place <= case when rhythm = 'twice_weekly' then 2 else 1 end
