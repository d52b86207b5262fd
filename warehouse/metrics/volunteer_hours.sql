select
    attendances.person_id,
    attendances.session_id,
    attendances.activity_id,
    attendances.session_date as event_date,
    persons.area_id,
    activities.target_group,
    attendances.hours as amount_low,
    attendances.hours as amount,
    attendances.hours as amount_high
from core.attendances as attendances
join core.persons as persons on attendances.person_id = persons.person_id
join core.activities as activities on attendances.activity_id = activities.activity_id
where attendances.role in ('volunteer', 'coordinator') and attendances.hours is not null
