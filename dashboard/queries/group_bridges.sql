select * from marts.group_bridges
order by members desc nulls last, group_name
