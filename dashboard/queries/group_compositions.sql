select
    compositions.*,
    groups.group_name,
from marts.group_compositions as compositions
join marts.groups as groups using (group_kind, group_id)
where compositions.trait = ?
order by compositions.group_kind = 'everyone' desc, groups.members desc nulls last, groups.group_name
