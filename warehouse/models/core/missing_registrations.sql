select
    usual.person_id,
    usual.status_date,
    usual.activity_id,
    max(expected.expected_date) as missing_date,
    max(calendar.open_day_number) as missing_open_day
from core.usual_activities as usual
join core.volunteer_rhythms as rhythms
    on usual.person_id = rhythms.person_id and usual.status_date = rhythms.status_date
join core.expected_sessions as expected
    on usual.activity_id = expected.activity_id
    and expected.expected_date > rhythms.last_active_date
    and expected.expected_date <= usual.status_date
    and not expected.is_registered
join core.calendar as calendar on expected.expected_date = calendar.calendar_date
group by usual.person_id, usual.status_date, usual.activity_id
