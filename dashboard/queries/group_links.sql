select * from marts.group_links
order by persons desc, group_id, other_id
