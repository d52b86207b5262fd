with belongings as (
    select person_id, count(*) as groups from core.group_members group by person_id
),

crossings as (
    select
        members.group_kind,
        members.group_id,
        count(*) filter (where belongings.groups > 1) as active_elsewhere,
        count(bridges.person_id) as bridge_persons
    from core.group_members as members
    join belongings on members.person_id = belongings.person_id
    left join marts.bridge_persons as bridges on members.person_id = bridges.person_id
    group by members.group_kind, members.group_id
),

both_ways as (
    select group_kind, group_id, other_id from marts.group_links
    union all
    select other_kind, other_id, group_id from marts.group_links
),

reached as (
    select group_kind, group_id, count(*) as groups from both_ways group by group_kind, group_id
)

select
    groups.group_kind,
    groups.group_id,
    groups.group_name,
    groups.members,
    cast(crossings.active_elsewhere as integer) as active_elsewhere,
    case
        when groups.members >= getvariable('composition_persons')
            then 1.0 * crossings.active_elsewhere / groups.members
    end as share_elsewhere,
    cast(coalesce(reached.groups, 0) as integer) as groups_reached,
    cast(crossings.bridge_persons as integer) as bridge_persons
from marts.groups as groups
join crossings on groups.group_kind = crossings.group_kind and groups.group_id = crossings.group_id
left join reached on groups.group_kind = reached.group_kind and groups.group_id = reached.group_id
