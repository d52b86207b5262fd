-- Curves of one kind of group, only of groups with so many that a curve says something.
with sizes as (
    select group_kind, group_name, max(at_risk) as members
    from marts.retention_curves
    group by group_kind, group_name
)

select curves.*, sizes.members
from marts.retention_curves as curves
join sizes using (group_kind, group_name)
where curves.group_kind = ? and sizes.members >= ?
order by curves.group_name, curves.days
