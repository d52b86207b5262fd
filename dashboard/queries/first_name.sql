select split_part(full_name, ' ', 1) as first_name
from core.persons
where person_id = ? and full_name is not null and not is_erased and not is_staff
