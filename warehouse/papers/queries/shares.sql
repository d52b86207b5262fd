select
    shares.*,
    groups.group_name,
    groups.members,
    coalesce(areas.area_name, associations.group_name) as category_name
from marts.group_shares as shares
join marts.groups as groups using (group_kind, group_id)
left join core.areas as areas on areas.area_id = shares.category
left join marts.groups as associations on associations.group_kind = 'association' and associations.group_id = shares.category
where shares.trait = $trait
order by shares.group_kind = 'everyone' desc, groups.members desc nulls last, groups.group_name, shares.category
