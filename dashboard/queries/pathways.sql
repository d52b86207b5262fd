select pathways.*, areas.area_name
from marts.pathways as pathways
left join core.areas as areas using (area_id)
where pathways.rung >= 2
order by pathways.rung desc, pathways.help_date, pathways.full_name collate da
