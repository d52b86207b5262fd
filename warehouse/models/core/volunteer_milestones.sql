with events as (
    select
        person_id,
        event_date,
        row_number() over (partition by person_id order by event_date, coalesce(session_id, activity_id)) as number,
        sum(coalesce(hours, 0.0)) over (
            partition by person_id order by event_date, coalesce(session_id, activity_id) rows unbounded preceding
        ) as hours_so_far,
        min(event_date) over (partition by person_id) as first_date
    from core.volunteer_events
)

select person_id, 'first_time' as milestone, min(event_date) as reached_date
from events
group by person_id
union all
select person_id, 'tenth_time', min(event_date)
from events
where number = 10
group by person_id
union all
select person_id, 'hundred_hours', min(event_date)
from events
where hours_so_far >= 100
group by person_id
union all
select person_id, 'one_year', min(event_date)
from events
where event_date >= first_date + interval 1 year
group by person_id
