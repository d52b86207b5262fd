select
    attendances.person_id,
    sessions.session_date,
from core.attendances
inner join core.sessions using (session_id)
group by all
having sum(attendances.hours) > 24
