select *
from marts.pathways
where person_id = ?
