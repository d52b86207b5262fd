select
    shares.*,
    groups.group_name,
    coalesce(areas.area_name, organisations.organisation_name) as category_name,
from marts.group_shares as shares
join marts.groups as groups using (group_kind, group_id)
left join core.areas as areas on areas.area_id = shares.category
left join (select group_id, group_name as organisation_name from marts.groups where group_kind = 'association')
    as organisations on organisations.group_id = shares.category
where shares.trait = ?
order by shares.group_kind = 'everyone' desc, groups.members desc nulls last, groups.group_name, shares.category
