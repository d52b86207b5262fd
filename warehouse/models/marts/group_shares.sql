with members as (
    select group_kind, group_id, person_id from core.group_members
    union
    select 'everyone', 'everyone', person_id from core.group_members
),

counted as (
    select members.group_kind, members.group_id, traits.trait, traits.category, count(*) as persons
    from members
    join core.person_traits as traits on members.person_id = traits.person_id
    where members.group_kind <> 'association' or traits.trait <> 'association'
    group by members.group_kind, members.group_id, traits.trait, traits.category
    union all
    select group_kind, group_id, 'origin', category, persons
    from core.group_origins
),

shares as (
    select
        *,
        1.0 * persons / sum(persons) over (partition by group_kind, group_id, trait) as share,
        sum(persons) over (partition by group_kind, group_id, trait) as known
    from counted
)

select
    shares.group_kind,
    shares.group_id,
    shares.trait,
    shares.category,
    cast(shares.persons as integer) as persons,
    shares.share,
    residents.share as resident_share,
    case when shares.known >= getvariable('composition_persons') then shares.share / nullif(residents.share, 0) end
        as representation
from shares
left join marts.resident_shares as residents on shares.trait = residents.trait and shares.category = residents.category
