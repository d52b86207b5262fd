select distinct
    activities.activity_name,
    attendances.session_date,
from core.attendances as attendances
inner join core.activities as activities using (activity_id)
where attendances.person_id = ?
order by attendances.session_date desc
limit 60
