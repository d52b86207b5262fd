with timed as (
    select
        attendances.person_id,
        attendances.session_id,
        attendances.session_date,
        attendances.activity_id,
        attendances.start_time,
        attendances.end_time,
        date_part('hour', attendances.start_time) * 60 + date_part('minute', attendances.start_time) as start_minute,
        coalesce(
            date_part('hour', attendances.end_time) * 60 + date_part('minute', attendances.end_time)
                + case when attendances.end_time < attendances.start_time then 1440 else 0 end,
            date_part('hour', attendances.start_time) * 60 + date_part('minute', attendances.start_time)
                + attendances.hours * 60
        ) as end_minute
    from core.attendances as attendances
    where attendances.start_time is not null
)

select distinct
    earlier.person_id,
    persons.full_name,
    earlier.session_date,
    activities.activity_name,
    earlier.start_time,
    earlier.end_time,
    other_activities.activity_name as other_activity_name,
    later.start_time as other_start_time,
    later.end_time as other_end_time,
    coalesce(activities.owner_name, other_activities.owner_name) as owner_name
from timed as earlier
join timed as later
    on earlier.person_id = later.person_id
    and earlier.session_date = later.session_date
    and earlier.session_id < later.session_id
    and earlier.start_minute < later.end_minute
    and later.start_minute < earlier.end_minute
join core.persons as persons on earlier.person_id = persons.person_id
join core.activities as activities on earlier.activity_id = activities.activity_id
join core.activities as other_activities on later.activity_id = other_activities.activity_id
