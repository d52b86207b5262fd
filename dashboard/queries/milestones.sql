select *
from marts.project_milestones
order by array_position(['late', 'coming', 'reached'], status), due_date, milestone collate da
