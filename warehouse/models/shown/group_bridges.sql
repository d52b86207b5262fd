with both_ways as (
    select group_kind, group_id, other_id from shown.group_links
    union all
    select other_kind, other_id, group_id from shown.group_links
),

reached as (
    select group_kind, group_id, cast(count(*) as integer) as groups from both_ways group by group_kind, group_id
),

judged as (
    select
        *,
        active_elsewhere > getvariable('small_group')
            and members - active_elsewhere > getvariable('small_group') as is_shown,
        bridge_persons > getvariable('small_group')
            and members - bridge_persons > getvariable('small_group') as is_bridge_shown
    from marts.group_bridges
),

rounded as (
    select
        judged.group_kind,
        judged.group_id,
        judged.group_name,
        groups.members,
        case
            when judged.is_shown
                then cast(round(1.0 * judged.active_elsewhere / getvariable('round_to')) * getvariable('round_to') as integer)
        end as active_elsewhere,
        case
            when judged.is_bridge_shown
                then cast(round(1.0 * judged.bridge_persons / getvariable('round_to')) * getvariable('round_to') as integer)
        end as bridge_persons
    from judged
    join shown.groups as groups on judged.group_kind = groups.group_kind and judged.group_id = groups.group_id
)

select
    rounded.group_kind,
    rounded.group_id,
    rounded.group_name,
    rounded.members,
    rounded.active_elsewhere,
    1.0 * rounded.active_elsewhere / rounded.members as share_elsewhere,
    reached.groups as groups_reached,
    rounded.bridge_persons
from rounded
left join reached on rounded.group_kind = reached.group_kind and rounded.group_id = reached.group_id
