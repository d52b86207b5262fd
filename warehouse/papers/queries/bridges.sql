select *
from marts.group_bridges
where members is not null
order by members desc, group_name
