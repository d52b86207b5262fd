with grid as (
    select groups.group_kind, groups.group_id, everyone.trait, everyone.category
    from marts.groups as groups
    cross join (select distinct trait, category from marts.group_shares) as everyone
),

counted as (
    select
        grid.*,
        coalesce(shares.persons, 0) as persons,
        row_number() over (
            partition by grid.group_kind, grid.group_id, grid.trait
            order by case when coalesce(shares.persons, 0) <= getvariable('small_group') then 0 else 1 end,
                shares.persons, grid.category
        ) as place
    from grid
    left join marts.group_shares as shares
        on grid.group_kind = shares.group_kind and grid.group_id = shares.group_id
        and grid.trait = shares.trait and grid.category = shares.category
),

small as (
    select
        group_kind,
        group_id,
        trait,
        sum(case when persons <= getvariable('small_group') then persons else 0 end) as persons,
        count(*) filter (where persons <= getvariable('small_group')) as categories
    from counted
    group by group_kind, group_id, trait
),

merged as (
    select
        counted.group_kind,
        counted.group_id,
        counted.trait,
        case
            when small.categories = 0 then counted.category
            when counted.place <= small.categories then 'rest'
            when small.persons <= getvariable('small_group') and counted.place = small.categories + 1 then 'rest'
            else counted.category
        end as category,
        counted.persons
    from counted
    join small
        on counted.group_kind = small.group_kind and counted.group_id = small.group_id and counted.trait = small.trait
),

parts as (
    select
        group_kind,
        group_id,
        trait,
        category,
        cast(round(1.0 * sum(persons) / getvariable('round_to')) * getvariable('round_to') as integer) as persons
    from merged
    group by group_kind, group_id, trait, category
    having sum(persons) > getvariable('small_group')
),

shares as (
    select
        *,
        1.0 * persons / sum(persons) over (partition by group_kind, group_id, trait) as share
    from parts
    qualify count(*) over (partition by group_kind, group_id, trait) > 1
)

select
    shares.group_kind,
    shares.group_id,
    shares.trait,
    shares.category,
    shares.persons,
    shares.share,
    residents.share as resident_share,
    shares.share / nullif(residents.share, 0) as representation
from shares
left join marts.resident_shares as residents on shares.trait = residents.trait and shares.category = residents.category
