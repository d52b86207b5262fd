select volunteers.person_id,
from core.volunteers
inner join core.persons using (person_id)
where persons.is_staff
