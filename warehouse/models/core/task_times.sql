with slots as (
    select task_id, unnest(string_split(availability, ';')) as slot
    from core.tasks
    where availability is not null
),

days as (
    select tasks.task_id, weekdays.weekday
    from core.tasks as tasks
    join core.activity_weekdays as weekdays on tasks.activity_id = weekdays.activity_id
    where tasks.duration <> 'one_off'
    union
    select task_id, cast(date_diff('day', cast(date_trunc('week', start_date) as date), start_date) as integer)
    from core.tasks
    where duration = 'one_off' and start_date = coalesce(end_date, start_date)
)

select
    days.task_id,
    min(days.weekday) as weekday,
    min(slots.slot) as slot
from days
join slots on days.task_id = slots.task_id
where slots.slot not in ('holidays', 'on_call')
group by days.task_id
having count(distinct days.weekday) = 1 and count(distinct slots.slot) = 1
