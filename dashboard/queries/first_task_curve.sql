select *
from marts.first_task_curves
where group_kind = 'all'
order by days
