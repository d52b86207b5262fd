with majorities as (
    select group_kind, group_id, trait, category
    from marts.group_shares
    where trait in ('area', 'age_band') and group_kind <> 'everyone'
    qualify persons > coalesce(
        lead(persons) over (partition by group_kind, group_id, trait order by persons desc, category), 0
    )
    and row_number() over (partition by group_kind, group_id, trait order by persons desc, category) = 1
),

spread as (
    select
        members.person_id,
        majorities.trait,
        count(distinct majorities.category) as categories
    from core.group_members as members
    join majorities on members.group_kind = majorities.group_kind and members.group_id = majorities.group_id
    group by members.person_id, majorities.trait
),

bridges as (
    select
        person_id,
        max(case when trait = 'area' then categories else 0 end) > 1 as is_across_areas,
        max(case when trait = 'age_band' then categories else 0 end) > 1 as is_across_ages
    from spread
    group by person_id
),

groups as (
    select person_id, count(*) as groups from core.group_members group by person_id
)

select
    bridges.person_id,
    persons.full_name,
    cast(groups.groups as integer) as groups,
    bridges.is_across_areas,
    bridges.is_across_ages
from bridges
join groups on bridges.person_id = groups.person_id
join core.persons as persons on bridges.person_id = persons.person_id
where bridges.is_across_areas or bridges.is_across_ages
