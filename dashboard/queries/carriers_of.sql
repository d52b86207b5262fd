select carriers.person_id, persons.full_name, carriers.sessions, carriers.coordinated_sessions, carriers.hours, carriers.last_date, 100 * carriers.share as share_pct
from core.activity_carriers as carriers
join core.persons as persons using (person_id)
where carriers.activity_id = ?
order by carriers.share desc, persons.full_name collate da
