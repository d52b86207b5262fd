select
    person_id,
    full_name,
    phone,
    email,
    birth_year,
from core.persons
where person_id = ?
