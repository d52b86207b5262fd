-- Those who may be the same person, the most important first.
select
    pairs.*,
    areas.area_name,
    other_areas.area_name as other_area_name
from marts.uncertain_pairs as pairs
left join core.areas as areas on pairs.area_id = areas.area_id
left join core.areas as other_areas on pairs.other_area_id = other_areas.area_id
order by pairs.priority
