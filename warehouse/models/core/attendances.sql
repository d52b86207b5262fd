with attendances as (
    select
        *,
        date_part('hour', start_time) * 60 + date_part('minute', start_time) as start_minute,
        date_part('hour', end_time) * 60 + date_part('minute', end_time) as end_minute
    from staging.attendances
    where person_id is not null and not is_superseded
),

placed as (
    select
        places.session_id,
        attendances.person_id,
        case when persons.is_staff then 'staff' else coalesce(attendances.role, 'participant') end as role,
        coalesce(
            attendances.hours,
            (
                attendances.end_minute - attendances.start_minute
                + case when attendances.end_minute < attendances.start_minute then 1440 else 0 end
            ) / 60.0,
            activities.usual_hours
        ) as hours,
        places.session_date,
        places.activity_id,
        attendances.start_time,
        attendances.end_time
    from attendances
    join core.session_places as places
        on attendances.activity_id = places.activity_id
        and attendances.session_date = places.session_date
        and coalesce(attendances.session_area_id, '') = places.stated_area_id
    join core.persons as persons on attendances.person_id = persons.person_id
    join core.activities as activities on attendances.activity_id = activities.activity_id
)

select
    session_id,
    person_id,
    role,
    max(hours) as hours,
    session_date,
    activity_id,
    min(start_time) as start_time,
    max(end_time) as end_time
from placed
group by session_id, person_id, role, session_date, activity_id
