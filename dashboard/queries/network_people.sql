select
    places.*,
    persons.full_name,
    persons.area_id,
    areas.area_name,
from marts.network_places as places
join core.persons as persons using (person_id)
join core.areas as areas using (area_id)
order by places.strength desc, places.person_id
