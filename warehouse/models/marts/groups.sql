with members as (
    select group_kind, group_id, cast(count(*) as integer) as members
    from core.group_members
    group by group_kind, group_id
)

select members.group_kind, members.group_id, activities.activity_name as group_name, members.members
from members
join core.activities as activities on members.group_id = activities.activity_id
where members.group_kind = 'activity'
union all
select members.group_kind, members.group_id, organisations.organisation_name, members.members
from members
join core.organisations as organisations on members.group_id = organisations.organisation_id
where members.group_kind = 'association'
union all
select 'everyone', 'everyone', 'Alle', cast(count(distinct person_id) as integer)
from core.group_members
