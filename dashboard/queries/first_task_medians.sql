-- The whole, and groups with so many that a median says something.
select *
from marts.first_task_medians
where group_kind = 'all' or persons >= ?
order by group_kind, median_days nulls last, group_name
