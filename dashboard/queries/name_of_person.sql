select full_name from core.persons where person_id = $1
