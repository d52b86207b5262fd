select person_id, full_name
from core.persons
where full_name is not null and not is_staff and not is_erased
order by person_id
