with seen as (
    select distinct attendances.session_id, attendances.person_id, attendances.activity_id
    from core.attendances as attendances
    join core.meeting_window as meeting_window
        on attendances.session_date between meeting_window.from_date and meeting_window.to_date
    join core.persons as persons on attendances.person_id = persons.person_id
    where not persons.is_staff and attendances.role <> 'staff'
)

select
    session_id,
    person_id,
    activity_id,
    cast(count(*) over (partition by session_id) as integer) as people
from seen
