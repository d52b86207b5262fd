select person_id, owner_name
from marts.owed_follow_ups
where owner_name is not null
order by owner_name, person_id
